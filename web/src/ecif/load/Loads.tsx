/** Runs of files: did all arrive, did the totals agree, what was turned away. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useMemo } from 'react'
import { api, client } from '../../api/client'
import type { Load } from '../../api/types'
import { useWords } from '../../i18n'
import { useKeys } from '../../shell/keys'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { Empty, Facts, Figure, IconButton, SourceTag } from '../../ui/bits'
import { LoadedCard, Stateful, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count, day, duration, moment, percent } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import '../govern.css'

export function LoadsPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const { t, word, language } = useWords()
  const navigate = useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['get', '/api/v1/loads'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/loads', { params: { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })
      return data as unknown as { items: Load[]; next_cursor?: string | null }
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const go = (row: Load | undefined) => row && void navigate({ to: `/loads/${row.id}` })
  const at = rows.findIndex((row) => String(row.id) === id)
  useKeys({ j: () => go(rows[at + 1]), k: () => go(rows[Math.max(0, at - 1)]), Escape: () => void navigate({ to: '/loads' }) })
  const { how: asked } = useSearch({ strict: false }) as { how?: boolean }
  const how = (open: true | undefined) => void navigate({ to: '.', search: ((old: Record<string, unknown>) => ({ ...old, how: open })) as never })
  const latest = rows[0]?.business_date
  const today = rows.filter((row) => row.business_date === latest)
  const total = (key: 'rows' | 'loaded' | 'changed' | 'rejected') => today.reduce((sum, row) => sum + row[key], 0)
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.loads')}</h1>
        {latest && <span className="page-hint">{t('loads.latest', { date: latest })}</span>}
        <div className="page-acts">
          <Button icon={<Icon name="upload" size={14} />} onClick={() => how(true)}>
            {t('loads.import')}
          </Button>
        </div>
      </div>
      {asked && <HowToImport onClose={() => how(undefined)} />}
      {rows.length > 0 && (
        <div className="figures">
          <section className="card figure-card"><Figure label={t('loads.files')} value={count(today.length)} hint={t('loads.of-day', { date: latest ?? '' })} /></section>
          <section className="card figure-card"><Figure label={t('loads.rows')} value={count(total('rows'), language)} /></section>
          <section className="card figure-card"><Figure label={t('loads.loaded')} value={count(total('loaded'))} /></section>
          <section className="card figure-card"><Figure label={t('loads.changed')} value={count(total('changed'))} /></section>
          <section className={total('rejected') > 0 ? 'card figure-card bad' : 'card figure-card'}>
            <Figure label={t('loads.rejected')} value={count(total('rejected'))} bad={total('rejected') > 0} hint={total('rows') ? percent(total('rejected') / total('rows'), 2) : undefined} />
          </section>
        </div>
      )}
      <div className={id ? 'split govern-split open fill' : 'split govern-split fill'}>
        <section className="card" aria-label={t('loads.runs')}>
          <div className="card-body flush">
            <Stateful
              query={{ data: list.data ? rows : undefined, error: list.error, isFetching: list.isFetching, dataUpdatedAt: list.dataUpdatedAt, refetch: list.refetch }}
              rows={12}
              isEmpty={(data) => data.length === 0}
              empty={<Empty icon="load" title={t('loads.none')} text={t('loads.none-text')} />}
            >
              {(data) => (
                <DataTable
                  label={t('loads.runs')}
                  rows={data}
                  rowKey={(row) => String(row.id)}
                  selected={id}
                  onSelect={go}
                  onEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
                  loadingMore={list.isFetchingNextPage}
                  columns={[
                    { key: 'source', title: t('holdings.source'), sticky: true, render: (row) => <SourceTag source={row.source} /> },
                    { key: 'feed', title: t('loads.feed'), render: (row) => word('feed', row.feed) },
                    { key: 'date', title: t('loads.business-date'), render: (row) => <span className="num">{day(row.business_date)}</span> },
                    { key: 'rows', title: t('loads.rows'), align: 'right', render: (row) => count(row.rows) },
                    { key: 'loaded', title: t('loads.loaded'), align: 'right', desk: true, render: (row) => count(row.loaded) },
                    { key: 'changed', title: t('loads.changed'), align: 'right', desk: true, render: (row) => count(row.changed) },
                    { key: 'unchanged', title: t('loads.unchanged'), align: 'right', desk: true, render: (row) => count(row.unchanged) },
                    { key: 'gone', title: t('loads.gone'), align: 'right', desk: true, render: (row) => count(row.gone) },
                    { key: 'rejected', title: t('loads.rejected'), align: 'right', render: (row) => (row.rejected > 0 ? <b className="bad-text">{count(row.rejected)}</b> : '0') },
                    { key: 'control', title: t('loads.reconcile'), desk: true, render: (row) => <Control load={row} /> },
                    { key: 'at', title: t('common.at'), desk: true, render: (row) => <span className="num muted">{moment(row.recorded_at)}</span> },
                  ]}
                />
              )}
            </Stateful>
          </div>
        </section>
        {id && <Detail id={id} onClose={() => void navigate({ to: '/loads' })} />}
      </div>
    </div>
  )
}

function Control({ load }: { load: Load }) {
  const { t } = useWords()
  return load.difference === 0 ? (
    <span className="ok-text">
      <Icon name="check" size={13} /> {t('loads.agrees')}
    </span>
  ) : (
    <span className="bad-text">
      <Icon name="close" size={13} /> {t('loads.differs')}
    </span>
  )
}

function Counts({ title, of }: { title: string; of: Record<string, number> }) {
  const entries = Object.entries(of).sort((a, b) => b[1] - a[1])
  if (entries.length === 0) return null
  return (
    <>
      <h3 className="sub">{title}</h3>
      <table className="sum-table">
        <tbody>
          {entries.map(([name, value]) => (
            <tr key={name}>
              <th scope="row" className="mono">
                {name}
              </th>
              <td className="num">{count(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Detail({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, word, language } = useWords()
  const { can } = useSession()
  const query = api.useQuery('get', '/api/v1/loads/{id}', { params: { path: { id: Number(id) } } }) as Asked<Load>
  useTrailEnd(query.data?.file)
  return (
    <LoadedCard query={query} rows={12} title={t('loads.one')} className="scroll" extra={<IconButton icon="close" label={t('common.close')} onClick={onClose} />}>
      {(load) => (
        <>
          <Facts
            of={[
              { key: 'file', label: t('loads.file'), value: <span className="mono">{load.file}</span> },
              { key: 'source', label: t('holdings.source'), value: <SourceTag source={load.source} /> },
              { key: 'feed', label: t('loads.feed'), value: word('feed', load.feed) },
              { key: 'date', label: t('loads.business-date'), value: day(load.business_date) },
              { key: 'at', label: t('common.at'), value: moment(load.recorded_at, true) },
              { key: 'took', label: t('loads.took'), value: duration(load.seconds * 1000, language) },
            ]}
          />
          <h3 className="sub">{t('loads.reconcile')}</h3>
          <table className="sum-table">
            <tbody>
              {(
                [
                  ['loads.loaded', load.loaded],
                  ['loads.unchanged', load.unchanged],
                  ['loads.rejected', load.rejected],
                  ['loads.difference', load.difference],
                ] as const
              ).map(([key, value]) => (
                <tr key={key}>
                  <th scope="row">{t(key)}</th>
                  <td className="num">{count(value)}</td>
                </tr>
              ))}
              <tr className="sum-total">
                <th scope="row">{t('loads.rows')}</th>
                <td className="num">{count(load.rows)}</td>
              </tr>
            </tbody>
          </table>
          <h3 className="sub">{t('loads.became')}</h3>
          <table className="sum-table">
            <tbody>
              {(
                [
                  ['customer.records', load.records],
                  ['loads.changed', load.changed],
                  ['loads.gone', load.gone],
                  ['loads.parties', load.parties],
                  ['loads.merged', load.merged],
                  ['loads.parted', load.parted],
                  ['loads.similar', load.similar],
                ] as const
              ).map(([key, value]) => (
                <tr key={key}>
                  <th scope="row">{t(key)}</th>
                  <td className="num">{count(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Counts title={t('loads.reasons')} of={load.reject_reasons} />
          <Counts title={t('loads.findings')} of={load.findings} />
          {load.has_rejects && can('reject', 'read') && (
            <Button href={`/api/v1/loads/${load.id}/rejects`} download icon={<Icon name="download" size={14} />}>
              {t('loads.rejects', { count: count(load.rejected) })}
            </Button>
          )}
        </>
      )}
    </LoadedCard>
  )
}

/** Files come in at the server, by the command a nightly job uses; what it takes is shown here. */
function HowToImport({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const steps = [
    [t('loads.import-check'), 'guiyi source check MAPPING FILE'],
    [t('loads.import-do'), 'guiyi load MAPPING FILE… --data-dir DIR'],
  ]
  return (
    <Modal open title={t('loads.import')} footer={null} onCancel={onClose} width={560}>
      <p className="muted">{t('loads.import-text')}</p>
      <dl className="facts">
        {steps.map(([what, command]) => (
          <div key={command} className="fact">
            <dt>{what}</dt>
            <dd className="mono">{command}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
