/** Customers: by the tree of units, by conditions, in views of one's own; the whole state is in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Checkbox, Input, Popover, Select, TreeSelect } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, client } from '../../api/client'
import type { paths } from '../../api/schema'
import type { CustomerRow } from '../../api/types'
import { useWords, type Key } from '../../i18n'
import { useKeys } from '../../shell/keys'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { useUnits } from '../../shell/units'
import { Avatar, Empty, IconButton, Kbd, Money, SourceDot, Tag } from '../../ui/bits'
import { Stateful } from '../../ui/Card'
import { DataTable, type Column } from '../../ui/DataTable'
import { amount, count, customerNumber, day, exact, moment, sum } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { saidOf } from '../../ui/said'
import { remember } from './beside'
import { DrillPanel, useDrill } from './Drill'
import { CustomerPreview } from './Preview'
import { nameOf } from './values'
import { useViews } from './sharedViews'
import { SharedViews, ViewActs, ViewTabs } from './ViewTabs'
import { conditions, expiries, expiringBefore, keyOf, type Condition, type ListSearch, type View } from './views'
import './customer.css'

const kinds = ['individual', 'organisation', 'financial_institution']
const allColumns = ['kind', 'level', 'units', 'managers', 'sources', 'records', 'balance', 'owed', 'opened_on', 'expires_on', 'updated_at'] as const
const usualColumns = ['kind', 'level', 'units', 'managers', 'sources', 'balance', 'owed', 'opened_on']

export function CustomerList() {
  const { t, word, language } = useWords()
  const search = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const drill = useDrill()
  const scope = useScope()
  const units = useUnits()
  const { me, can, prefer } = useSession()
  const { message } = App.useApp()
  const views = useViews()
  const [own, setOwn] = useState<string[]>((me.preferences as { customer_columns?: string[] }).customer_columns ?? usualColumns)
  const inView = views.find(search.view)
  // Other columns of a view that somebody else made: shown for now, kept nowhere.
  const [passing, setPassing] = useState<{ of: string; columns: string[] } | null>(null)
  const columns = (passing?.of === search.view ? passing?.columns : undefined) ?? inView?.columns ?? own
  const setColumns = (chosen: string[]) => {
    if (inView?.shared && !inView.shared.mine) setPassing({ of: keyOf(inView), columns: chosen })
    else if (inView) views.columns(inView, chosen).catch((error: unknown) => void message.error(saidOf(error, t)))
    else {
      setOwn(chosen)
      void prefer({ customer_columns: chosen })
    }
  }

  const change = useCallback(
    (changes: ListSearch) => {
      void navigate({
        to: '.',
        replace: true,
        search: ((old: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value !== undefined && value !== ''))) as never,
      })
    },
    [navigate],
  )

  type Query = NonNullable<paths['/api/v1/customers']['get']['parameters']['query']>
  const until = expiringBefore(search.expiring, new Date())
  const query: Query = {
    ...(search.in || scope.unit ? { unit: search.in ?? scope.unit, below: search.below ?? true } : {}),
    ...Object.fromEntries(conditions.flatMap((name) => (name !== 'expiring' && search[name] ? [[name, search[name]]] : []))),
    ...(until ? { expiring_before: until } : {}),
    ...(search.sort ? { sort: search.sort as Query['sort'] } : {}),
    limit: 100,
  }
  const list = useInfiniteQuery({
    queryKey: ['get', '/api/v1/customers', query],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/customers', { params: { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })
      return data as unknown as { items: CustomerRow[]; next_cursor?: string | null; total?: number | null }
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: (old) => old,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const total = list.data?.pages[0]?.total
  // Who may not see when documents expire has nothing to filter by either.
  const keptBack = rows.some((row) => row.expiry_masked)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (rows.length > 0) remember(rows.map((row) => row.number))
  }, [rows])
  // The default view is what the bare address shows; an address that names a view and no more shows what it is now.
  const usual = search.view ? inView : views.views.find((view) => view.default)
  const bare = Object.keys(search).every((name) => ['as_of', 'unit', 'view'].includes(name))
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    if (opened || !views.known) return
    setOpened(true)
    if (bare && usual) change({ ...usual.search, view: keyOf(usual) })
  }, [opened, bare, usual, change, views.known])
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const set = conditions.filter((name) => search[name])
  const filtered = set.length > 0 || Boolean(search.in)
  const open = useCallback((row: CustomerRow) => void navigate({ to: `/customers/${row.number}` }), [navigate])
  // The first panel is a step of the browser's history; another customer in it is the same step.
  const show = (number: string) => (search.row ? drill.beside({ row: number }) : drill.into({ row: number, account: undefined, contract: undefined }))
  const select = (row: CustomerRow) => show(row.number)
  const leave = () => drill.leave({ row: undefined })
  const step = (by: number) => () => {
    const at = rows.findIndex((row) => row.number === search.row)
    const row = rows[Math.max(0, Math.min(rows.length - 1, at + by))]
    if (row) show(row.number)
  }
  useKeys({
    j: step(1),
    k: step(-1),
    Enter: () => search.row && void navigate({ to: `/customers/${search.row}` }),
    Escape: () => search.row && leave(),
  })

  const cells: Column<CustomerRow>[] = [
    {
      key: 'name',
      title: t('customer.name'),
      sort: 'name',
      sticky: true,
      width: 260,
      render: (row) => (
        <span className="row name-cell">
          <Avatar name={row.name ?? '·'} size={24} round={row.kind === 'individual'} />
          <span className="clip strong" title={row.name ?? undefined}>
            {nameOf(row, t)}
          </span>
        </span>
      ),
    },
    { key: 'number', title: t('customer.number'), sort: 'number', width: 140, desk: true, render: (row) => <span className="num muted">{customerNumber(row.number)}</span> },
    ...(
      [
        { key: 'kind', title: t('customer.kind'), desk: true, render: (row) => word('kind', row.kind) },
        { key: 'level', title: t('customer.level'), desk: true, render: (row) => (row.level ? <Tag tone="vio">{word('level', row.level)}</Tag> : '—') },
        {
          key: 'units',
          title: t('customer.units'),
          desk: true,
          render: (row) => (
            <span title={row.units.map(units.name).join('\n')}>
              {row.units[0] ? units.name(row.units[0]) : '—'}
              {row.units.length > 1 && <span className="hint"> +{row.units.length - 1}</span>}
            </span>
          ),
        },
        { key: 'managers', title: t('customer.managers'), desk: true, render: (row) => row.managers[0] ?? '—' },
        {
          key: 'sources',
          title: t('customer.source-count'),
          desk: true,
          render: (row) => (
            <span className="source-dots" title={row.sources.map((source) => word('source', source)).join('、')}>
              {row.sources.map((source) => (
                <SourceDot key={source} source={source} />
              ))}
              <span className="sr">{row.sources.map((source) => word('source', source)).join('、')}</span>
            </span>
          ),
        },
        { key: 'records', title: t('customer.records'), align: 'right', desk: true, render: (row) => count(row.records) },
        { key: 'balance', title: t('customer.balance'), align: 'right', sort: 'balance', render: (row) => <Cny text={row.balance_cny} /> },
        { key: 'owed', title: t('customer.owed'), align: 'right', desk: true, render: (row) => <Cny text={row.owed_cny} /> },
        { key: 'opened_on', title: t('customer.opened-on'), sort: 'opened_on', desk: true, render: (row) => <span className="num">{day(row.opened_on)}</span> },
        {
          key: 'expires_on',
          title: t('customer.expires-on'),
          sort: keptBack ? undefined : 'expires_on',
          render: (row) => (row.expiry_masked ? <span className="hint">{t('list.expiry-masked')}</span> : <Expiry on={row.expires_on} />),
        },
        { key: 'updated_at', title: t('customer.updated-at'), desk: true, render: (row) => <span className="num muted">{moment(row.updated_at)}</span> },
      ] as Column<CustomerRow>[]
    ).filter((column) => columns.includes(column.key) || (column.key === 'expires_on' && until)),
  ]

  const useView = (view: View | null) =>
    void navigate({ to: '.', search: { ...(view?.search ?? {}), ...(view ? { view: keyOf(view) } : {}), ...(scope.asOf ? { as_of: scope.asOf } : {}), ...(scope.unit ? { unit: scope.unit } : {}) } as never })

  const sums = useMemo(() => rows.some((row) => row.amounts_masked) ? null : sum(rows.flatMap((row) => row.balance_cny ?? [])), [rows])
  const chips: { name: Condition | 'in'; text: string }[] = [
    ...(search.in ? [{ name: 'in' as const, text: `${t('customer.units')}：${units.name(search.in)}${search.below === false ? '' : t('list.and-below')}` }] : []),
    ...set.map((name) => ({
      name,
      text: `${t(`list.by.${name}` as Key)}：${name === 'kind' ? word('kind', search[name]) : name === 'source' ? word('source', search[name]) : name === 'level' ? word('level', search[name]) : name === 'expiring' ? t(`list.expiring.${search[name]}` as Key) : search[name]}`,
    })),
  ]

  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.customers')}</h1>
        {total != null && <span className="page-hint num">{t('common.total', { count: count(total, language) })}</span>}
        <ViewTabs views={views} at={inView} use={useView} bare={!search.view} />
        <div className="page-acts">
          <SharedViews views={views} use={useView} />
          <ViewActs views={views} at={inView} use={useView} search={search} columns={columns} />
          {can('customer', 'export') && (
            <Button href={exported(query)} download icon={<Icon name="download" size={14} />}>
              {t('list.export')}
            </Button>
          )}
          {can('customer', 'create') && !scope.readOnly && (
            <Button type="primary" onClick={() => void navigate({ to: '/customers/new' })} icon={<Icon name="plus" size={14} />}>
              {t('create.title')} <Kbd>C</Kbd>
            </Button>
          )}
        </div>
      </div>
      <div className={search.row ? 'split list-split open fill' : 'split list-split fill'}>
        <section className="card" aria-label={t('menu.customers')}>
          <div className="card-body flush">
            <div className="filter-bar">
              <TreeSelect
                className="filter-unit"
                allowClear
                showSearch
                treeNodeFilterProp="title"
                treeData={units.tree}
                treeDefaultExpandedKeys={units.tree.map((node) => node.value)}
                popupMatchSelectWidth={320}
                value={search.in}
                placeholder={t('list.unit')}
                aria-label={t('list.unit')}
                onChange={(value: string | undefined) => change({ in: value || undefined, view: undefined })}
                popupRender={(menu) => (
                  <>
                    {menu}
                    <div className="filter-below">
                      <Checkbox checked={search.below !== false} onChange={(event) => change({ below: event.target.checked ? undefined : false })}>
                        {t('list.below')}
                      </Checkbox>
                    </div>
                  </>
                )}
              />
              <Select
                className="filter-word"
                allowClear
                value={search.kind}
                placeholder={t('customer.kind')}
                aria-label={t('customer.kind')}
                options={kinds.map((value) => ({ value, label: word('kind', value) }))}
                onChange={(value: string | undefined) => change({ kind: value, view: undefined })}
              />
              {(!keptBack || search.expiring) && (
                <Select
                  className="filter-word wide"
                  allowClear
                  value={search.expiring}
                  placeholder={t('list.by.expiring')}
                  aria-label={t('list.by.expiring')}
                  options={expiries.map((value) => ({ value, label: t(`list.expiring.${value}` as Key) }))}
                  popupMatchSelectWidth={false}
                  onChange={(value: string | undefined) => change({ expiring: value, view: undefined })}
                />
              )}
              {me.staff_number && (
                <Button aria-pressed={search.manager === me.staff_number} type={search.manager === me.staff_number ? 'primary' : 'default'} ghost={search.manager === me.staff_number} onClick={() => change({ manager: search.manager === me.staff_number ? undefined : me.staff_number, view: undefined })}>
                  {t('list.mine')}
                </Button>
              )}
              <MoreFilters search={search} change={change} />
              <span className="grow" />
              <Popover
                trigger="click"
                placement="bottomRight"
                content={
                  <Checkbox.Group
                    className="column-choice"
                    value={columns}
                    options={allColumns.map((key) => ({ value: key, label: t(`list.column.${key}` as Key) }))}
                    onChange={setColumns}
                  />
                }
              >
                <span>
                  <IconButton icon="columns" label={t('list.columns')} />
                </span>
              </Popover>
            </div>
            {chips.length > 0 && (
              <div className="chips chip-bar">
                {chips.map((chip) => (
                  <span key={chip.name} className="chip">
                    {chip.text}
                    <button type="button" aria-label={t('list.drop', { what: chip.text })} onClick={() => change({ [chip.name]: undefined, view: undefined })}>
                      <Icon name="close" size={12} />
                    </button>
                  </span>
                ))}
                <button type="button" className="link" onClick={() => useView(null)}>
                  {t('list.clear')}
                </button>
              </div>
            )}
            <Stateful
              query={{ data: list.data ? rows : undefined, error: list.error, isFetching: list.isFetching && !isFetchingNextPage, dataUpdatedAt: list.dataUpdatedAt, refetch: list.refetch }}
              rows={16}
              isEmpty={(data) => data.length === 0}
              empty={
                filtered ? (
                  <Empty icon="search" title={t('list.none-fit', { count: chips.length })} text={t('list.none-fit-text')}>
                    <Button size="small" onClick={() => change({ [chips.at(-1)!.name]: undefined, view: undefined })}>
                      {t('list.drop', { what: chips.at(-1)?.text ?? '' })}
                    </Button>
                    <Button size="small" onClick={() => useView(null)}>
                      {t('list.clear')}
                    </Button>
                  </Empty>
                ) : (
                  <Empty icon="users" title={t('list.none')} text={t('list.none-text')} />
                )
              }
            >
              {(data) => (
                <DataTable
                  label={t('menu.customers')}
                  columns={cells}
                  rows={data}
                  rowKey={(row) => row.number}
                  selected={search.row}
                  onSelect={select}
                  onOpen={open}
                  sort={search.sort}
                  onSort={(sort) => change({ sort })}
                  onEnd={onEnd}
                  loadingMore={isFetchingNextPage}
                  foot={
                    <>
                      <span className="num">{total != null ? t('common.shown', { shown: count(data.length), total: count(total) }) : t('list.shown', { shown: count(data.length) })}</span>
                      <span>
                        {sums !== null && (
                          <>
                            {t('list.sum')} <Money of={{ CNY: sums }} />
                          </>
                        )}
                      </span>
                      <span className="desk-only hint">
                        <Kbd>J</Kbd> <Kbd>K</Kbd> {t('search.key.choose')} <Kbd>Enter</Kbd> {t('search.key.open')}
                      </span>
                    </>
                  }
                />
              )}
            </Stateful>
          </div>
        </section>
        {search.row && (
          <DrillPanel number={search.row} onClose={leave}>
            <CustomerPreview key={search.row} number={search.row} open />
          </DrillPanel>
        )}
      </div>
    </div>
  )
}

/** The address of the list as a file: the same filter and order, masked as on the screen. */
function exported(query: Record<string, unknown>): string {
  const { limit: _limit, ...asked } = query
  const words = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]))
  return `/api/v1/customers/export?${words}`
}

/** The day the first document expires, told in words where that is past or near. */
function Expiry({ on }: { on: string | null | undefined }) {
  const { t } = useWords()
  if (!on) return <>—</>
  const near = expiries.find((word) => on < expiringBefore(word, new Date())!)
  return (
    <span className="row">
      <span className="num">{day(on)}</span>
      {near === 'past' && <Tag tone="bad">{t('customer.expired')}</Tag>}
      {near === '30d' && <Tag tone="warn">{t('list.expires-soon')}</Tag>}
    </span>
  )
}

function Cny({ text }: { text: string | null | undefined }) {
  const { language } = useWords()
  return (
    <span className="num" title={exact(text)}>
      {amount(text, 'CNY', language)}
    </span>
  )
}

function MoreFilters({ search, change }: { search: ListSearch; change: (changes: ListSearch) => void }) {
  const { t, word, pick } = useWords()
  const { can } = useSession()
  const sources = api.useQuery('get', '/api/v1/sources', {}, { staleTime: 300_000, enabled: can('source', 'read') })
  const [manager, setManager] = useState(search.manager ?? '')
  const [level, setLevel] = useState(search.level ?? '')
  useEffect(() => {
    setManager(search.manager ?? '')
    setLevel(search.level ?? '')
  }, [search.manager, search.level])
  const names = sources.data?.items.map((source) => ({ value: source.name, label: pick(source.title) || word('source', source.name) })) ?? ['core', 'card', 'loan', 'online', 'wealth'].map((value) => ({ value, label: word('source', value) }))
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
        <form
          className="filter-more"
          onSubmit={(event) => {
            event.preventDefault()
            change({ manager: manager.trim() || undefined, level: level.trim() || undefined, view: undefined })
          }}
        >
          <label>
            {t('list.by.manager')}
            <Input value={manager} onChange={(event) => setManager(event.target.value)} placeholder="R01013" />
          </label>
          <label>
            {t('list.by.level')}
            <Input value={level} onChange={(event) => setLevel(event.target.value)} />
          </label>
          <label>
            {t('list.by.source')}
            <Select allowClear value={search.source} options={names} onChange={(value: string | undefined) => change({ source: value, view: undefined })} />
          </label>
          <Button type="primary" htmlType="submit" block>
            {t('list.apply')}
          </Button>
        </form>
      }
    >
      <Button icon={<Icon name="filter" size={13} />}>{t('list.more')}</Button>
    </Popover>
  )
}
