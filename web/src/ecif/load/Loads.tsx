/** Runs of files: did all arrive, did the totals agree, what was turned away. */
import { useNavigate, useParams } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { api, client } from '../../api/client'
import type { Load } from '../../api/types'
import { useWords } from '../../i18n'
import { useKeys } from '../../shell/keys'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { Empty, Facts, Figure, IconButton, SourceTag, Tag, type Tone } from '../../ui/bits'
import { LoadedCard, Stateful, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count, day, duration, moment, percent } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import '../govern.css'

const tones: Record<string, Tone> = { done: 'ok', committed: 'ok', loaded: 'ok', failed: 'bad', running: 'br', refused: 'bad' }

export function LoadsPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const { t, word, language } = useWords()
  const navigate = useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['get', '/api/v1/loads'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/loads', { params: { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }, signal } as never)
      return data as unknown as { items: Load[]; next_cursor?: string | null }
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const go = (row: Load | undefined) => row && void navigate({ to: `/loads/${row.id}` })
  const at = rows.findIndex((row) => row.id === id)
  useKeys({ j: () => go(rows[at + 1]), k: () => go(rows[Math.max(0, at - 1)]), Escape: () => void navigate({ to: '/loads' }) })
  const latest = rows[0]?.business_date
  const today = rows.filter((row) => row.business_date === latest)
  const total = (key: 'rows' | 'inserted' | 'changed' | 'rejected') => today.reduce((sum, row) => sum + row[key], 0)
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.loads')}</h1>
        {latest && <span className="page-hint">{t('loads.latest', { date: latest })}</span>}
      </div>
      {rows.length > 0 && (
        <div className="figures">
          <section className="card figure-card"><Figure label={t('loads.files')} value={count(today.length)} hint={t('loads.of-day', { date: latest ?? '' })} /></section>
          <section className="card figure-card"><Figure label={t('loads.rows')} value={count(total('rows'), language)} /></section>
          <section className="card figure-card"><Figure label={t('loads.inserted')} value={count(total('inserted'))} /></section>
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
                    { key: 'state', title: t('common.state'), render: (row) => <Tag tone={tones[row.state] ?? 'plain'}>{word('load', row.state)}</Tag> },
                    { key: 'rows', title: t('loads.rows'), align: 'right', render: (row) => count(row.rows) },
                    { key: 'inserted', title: t('loads.inserted'), align: 'right', desk: true, render: (row) => count(row.inserted) },
                    { key: 'changed', title: t('loads.changed'), align: 'right', desk: true, render: (row) => count(row.changed) },
                    { key: 'unchanged', title: t('loads.unchanged'), align: 'right', desk: true, render: (row) => count(row.unchanged) },
                    { key: 'gone', title: t('loads.gone'), align: 'right', desk: true, render: (row) => count(row.gone) },
                    { key: 'rejected', title: t('loads.rejected'), align: 'right', render: (row) => (row.rejected > 0 ? <b className="bad-text">{count(row.rejected)}</b> : '0') },
                    { key: 'control', title: t('loads.control'), desk: true, render: (row) => <Control load={row} /> },
                    { key: 'at', title: t('common.at'), desk: true, render: (row) => <span className="num muted">{moment(row.finished_at ?? row.started_at)}</span> },
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
  if (!load.control) return <span className="hint">{t('loads.no-control')}</span>
  return load.control.agrees ? (
    <span className="ok-text">
      <Icon name="check" size={13} /> {t('loads.agrees')}
    </span>
  ) : (
    <span className="bad-text">
      <Icon name="close" size={13} /> {t('loads.differs')}
    </span>
  )
}

function Detail({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, word, language } = useWords()
  const { can } = useSession()
  const query = api.useQuery('get', '/api/v1/loads/{id}', { params: { path: { id } } } as never) as Asked<Load>
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
              { key: 'mapping', label: t('loads.mapping'), value: t('common.version', { version: load.mapping_version }) },
              ...(load.strategy ? [{ key: 'strategy', label: t('loads.strategy'), value: word('strategy', load.strategy) }] : []),
              { key: 'at', label: t('common.at'), value: moment(load.started_at, true) },
              ...(load.milliseconds != null ? [{ key: 'took', label: t('loads.took'), value: duration(load.milliseconds, language) }] : []),
            ]}
          />
          <h3 className="sub">{t('loads.reconcile')}</h3>
          <table className="sum-table">
            <tbody>
              {(
                [
                  ['loads.inserted', load.inserted],
                  ['loads.changed', load.changed],
                  ['loads.unchanged', load.unchanged],
                  ['loads.rejected', load.rejected],
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
              {load.control && (
                <tr>
                  <th scope="row">{t('loads.stated')}</th>
                  <td className="num">
                    {load.control.stated != null ? count(load.control.stated) : '—'} <Control load={load} />
                  </td>
                </tr>
              )}
            </tbody>
          </table>
          {load.parties_opened != null && (
            <p className="hint">{t('loads.parties', { opened: count(load.parties_opened), merged: count(load.parties_merged ?? 0), parted: count(load.parties_parted ?? 0) })}</p>
          )}
          {load.rejected > 0 && can('reject', 'read') && (
            <Button href={`/api/v1/loads/${load.id}/rejects`} download icon={<Icon name="download" size={14} />}>
              {t('loads.rejects', { count: count(load.rejected) })}
            </Button>
          )}
        </>
      )}
    </LoadedCard>
  )
}
