/** The systems that tell the bank about customers, and how each is read. */
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { Source } from '../../api/types'
import { useWords } from '../../i18n'
import { Empty, sourceColour, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count, moment } from '../../ui/format'
import '../govern.css'

export function SourcesPage() {
  const { t, word, pick } = useWords()
  const navigate = useNavigate()
  const query = api.useQuery('get', '/api/v1/sources', {}) as Asked<{ items: Source[] }>
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.sources')}</h1>
        <span className="page-hint">{t('sources.hint')}</span>
      </div>
      <LoadedCard
        query={query}
        rows={6}
        flush
        className="fill"
        label={t('menu.sources')}
        isEmpty={(data) => data.items.length === 0}
        empty={<Empty icon="source" title={t('sources.none')} text={t('sources.none-text')} />}
      >
        {(data) => (
          <DataTable
            label={t('menu.sources')}
            tall
            rows={data.items}
            rowKey={(row) => row.name}
            onOpen={(row) => void navigate({ to: `/sources/${row.name}` })}
            columns={[
              {
                key: 'name',
                title: t('holdings.source'),
                sticky: true,
                render: (row) => (
                  <span className="source-line" style={{ borderColor: sourceColour(row.name) }}>
                    <strong>{pick(row.title) || word('source', row.name)}</strong>
                    <span className="hint mono">{row.name}</span>
                  </span>
                ),
              },
              { key: 'loads', title: t('sources.loads'), align: 'right', desk: true, render: (row) => count(row.loads) },
              { key: 'rows', title: t('loads.rows'), align: 'right', desk: true, render: (row) => count(row.rows) },
              { key: 'rejected', title: t('loads.rejected'), align: 'right', render: (row) => (row.rejected > 0 ? <b className="bad-text">{count(row.rejected)}</b> : '0') },
              { key: 'trust', title: t('sources.trust'), align: 'right', render: (row) => row.trust },
              { key: 'mapping', title: t('sources.mapping'), render: (row) => t('common.version', { version: row.mapping_version }) },
              {
                key: 'last',
                title: t('sources.last-load'),
                render: (row) =>
                  row.last_load_at ? (
                    <span className="row">
                      <Tag tone="ok">{row.last_business_date ?? '—'}</Tag>
                      <span className="hint desk num">{moment(row.last_load_at)}</span>
                    </span>
                  ) : (
                    '—'
                  ),
              },
            ]}
          />
        )}
      </LoadedCard>
    </div>
  )
}
