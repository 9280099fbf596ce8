/** The audit trail: who did what to whom and why; and whether anybody tampered with it. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useMemo, useState } from 'react'
import { api, client } from '../../api/client'
import type { AuditLine, AuditVerification } from '../../api/types'
import { useWords } from '../../i18n'
import { useSession } from '../../shell/session'
import { Empty, Facts, IconButton, Tag } from '../../ui/bits'
import { Card, Stateful, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count, moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import '../../ecif/govern.css'
import '../access.css'

type Search = { actor?: string; target?: string; action?: string; from?: string; until?: string; entry?: string }
type Entry = AuditLine

const actions = ['read', 'search', 'identify', 'create', 'correct', 'reveal', 'export', 'report', 'change', 'grant', 'sign_in', 'sign_out', 'load', 'refused']

export function actorOf(entry: Entry): { id: string; name: string; kind: string } {
  return { id: entry.actor, name: entry.actor_name ?? entry.actor, kind: entry.actor_kind }
}

export function AuditPage() {
  const search = useSearch({ strict: false }) as Search
  const { t, word } = useWords()
  const { can } = useSession()
  const navigate = useNavigate()
  const change = (changes: Search) =>
    void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value))) as never })
  const filter = Object.fromEntries(
    [
      ['actor', search.actor],
      ['target', search.target],
      ['action', search.action],
      ['from', search.from && dayjs(search.from).startOf('day').toISOString()],
      ['until', search.until && dayjs(search.until).endOf('day').toISOString()],
    ].filter(([, value]) => value),
  ) as Record<string, string>
  const list = useInfiniteQuery({
    queryKey: ['get', '/api/v1/audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/audit', { params: { query: { ...filter, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })
      return data as unknown as { items: Entry[]; next_cursor?: string | null }
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: (old) => old,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const [chosen, setChosen] = useState<Entry | null>(null)
  const keyOf = (row: Entry) => `${row.chain}/${row.line}`
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.audit')}</h1>
        <span className="page-hint">{t('audit.hint')}</span>
        <div className="page-acts">{can('audit', 'verify') && <Verification />}</div>
      </div>
      <div className={chosen ? 'split govern-split open fill' : 'split govern-split fill'}>
        <section className="card" aria-label={t('menu.audit')}>
          <div className="card-body flush">
            <div className="filter-line">
              <Input allowClear defaultValue={search.actor} key={`a${search.actor ?? ''}`} placeholder={t('audit.actor')} aria-label={t('audit.actor')} onPressEnter={(event) => change({ actor: event.currentTarget.value.trim() })} onChange={(event) => event.target.value === '' && change({ actor: undefined })} />
              <Input allowClear defaultValue={search.target} key={`t${search.target ?? ''}`} placeholder={t('audit.target')} aria-label={t('audit.target')} onPressEnter={(event) => change({ target: event.currentTarget.value.trim() })} onChange={(event) => event.target.value === '' && change({ target: undefined })} />
              <Select allowClear value={search.action} placeholder={t('audit.action')} aria-label={t('audit.action')} options={actions.map((value) => ({ value, label: word('action', value) }))} onChange={(action: string | undefined) => change({ action })} />
              <DatePicker.RangePicker
                value={[search.from ? dayjs(search.from) : null, search.until ? dayjs(search.until) : null]}
                allowEmpty={[true, true]}
                aria-label={t('common.at')}
                onChange={(range) => change({ from: range?.[0]?.format('YYYY-MM-DD'), until: range?.[1]?.format('YYYY-MM-DD') })}
              />
            </div>
            <Stateful
              query={{ data: list.data ? rows : undefined, error: list.error, isFetching: list.isFetching && !list.isFetchingNextPage, dataUpdatedAt: list.dataUpdatedAt, refetch: list.refetch }}
              rows={14}
              isEmpty={(data) => data.length === 0}
              empty={<Empty icon="audit" title={t('audit.none')} text={t('audit.none-text')}><Button size="small" onClick={() => void navigate({ to: '/audit', search: {} as never })}>{t('list.clear')}</Button></Empty>}
            >
              {(data) => (
                <DataTable
                  label={t('menu.audit')}
                  rows={data}
                  rowKey={keyOf}
                  selected={chosen ? keyOf(chosen) : null}
                  onSelect={setChosen}
                  onEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
                  loadingMore={list.isFetchingNextPage}
                  columns={[
                    { key: 'at', title: t('common.at'), sticky: true, render: (row) => <span className="num">{moment(row.at, true)}</span> },
                    { key: 'actor', title: t('audit.who'), render: (row) => <span title={word('actor', actorOf(row).kind)}>{actorOf(row).name}</span> },
                    { key: 'action', title: t('audit.action'), render: (row) => `${word('object', row.object)} · ${word('action', row.action)}` },
                    { key: 'target', title: t('audit.target'), desk: true, render: (row) => <span className="num">{row.target ?? '—'}</span> },
                    { key: 'purpose', title: t('audit.purpose'), desk: true, render: (row) => word('purpose', row.purpose) },
                    { key: 'outcome', title: t('audit.outcome'), render: (row) => <Tag tone={row.outcome === 'done' ? 'ok' : row.outcome === 'refused' ? 'warn' : 'bad'}>{word('outcome', row.outcome)}</Tag> },
                  ]}
                />
              )}
            </Stateful>
          </div>
        </section>
        {chosen && (
          <Card className="scroll" title={t('audit.one')} extra={<IconButton icon="close" label={t('common.close')} onClick={() => setChosen(null)} />}>
            <Facts
              of={[
                { key: 'at', label: t('common.at'), value: moment(chosen.at, true) },
                { key: 'who', label: t('audit.who'), value: `${actorOf(chosen).name}（${word('actor', actorOf(chosen).kind)}）` },
                { key: 'what', label: t('audit.action'), value: `${word('object', chosen.object)} · ${word('action', chosen.action)}` },
                { key: 'target', label: t('audit.target'), value: chosen.target ?? '—' },
                { key: 'purpose', label: t('audit.purpose'), value: word('purpose', chosen.purpose) },
                { key: 'cause', label: t('audit.cause'), value: <span className="mono">{chosen.cause ?? '—'}</span> },
                { key: 'outcome', label: t('audit.outcome'), value: word('outcome', chosen.outcome) },
                ...Object.entries((chosen.detail ?? {}) as Record<string, unknown>).map(([key, value]) => ({ key: `d-${key}`, label: <span className="mono">{key}</span>, value: <span className="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</span> })),
              ]}
            />
            <div className="row wrap person-acts">
              <Button size="small" onClick={() => change({ actor: actorOf(chosen).id })}>{t('audit.all-of-actor')}</Button>
              {chosen.target && <Button size="small" onClick={() => change({ target: chosen.target ?? undefined })}>{t('audit.all-of-target')}</Button>}
            </div>
          </Card>
        )}
      </div>
    </div>
  )
}

function Verification() {
  const { t } = useWords()
  const verify = api.useQuery('get', '/api/v1/audit/verification', {}, { enabled: false, gcTime: 0 }) as Asked<AuditVerification>
  const data = verify.data
  const sound = data?.sound
  return (
    <span className="row" aria-live="polite">
      {data && (
        <Tag tone={sound ? 'ok' : 'bad'}>
          <Icon name={sound ? 'check' : 'warn'} size={13} /> {sound ? t('audit.sound', { count: count(data.lines) }) : t('audit.broken', { count: count(data.faults.length) })}
        </Tag>
      )}
      {verify.error != null && !data && <Tag tone="bad">{t('state.failed')}</Tag>}
      <Button icon={<Icon name="shield" size={14} />} loading={verify.isFetching} onClick={() => void verify.refetch()}>
        {t('audit.verify')}
      </Button>
    </span>
  )
}
