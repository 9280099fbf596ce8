/** Pairs that a rule names as similar without being allowed to join them: side by side, what is equal and what differs. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useMemo } from 'react'
import { api, client } from '../../api/client'
import type { Customer, PairRules, PairSide, SimilarPair, Value } from '../../api/types'
import { useWords } from '../../i18n'
import { useKeys } from '../../shell/keys'
import { useScope } from '../../shell/scope'
import { useUnits } from '../../shell/units'
import { Avatar, Choice, Empty, Kbd, SourceDot, SourceTag, Tag, type Tone } from '../../ui/bits'
import { Card, LoadedCard, Stateful, type Asked } from '../../ui/Card'
import { count, customerNumber, day, moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { byAttribute, nameOf, shown } from '../customer/values'
import '../customer/customer.css'
import '../govern.css'

type Search = { rule?: string; pair?: string; show?: 'differing' | 'equal' }

export function SimilarPage() {
  const { t, word } = useWords()
  const search = useSearch({ strict: false }) as Search
  const scope = useScope()
  const navigate = useNavigate()
  const change = (changes: Search) =>
    void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value))) as never })
  const within = scope.unit ? { unit: scope.unit, below: true } : {}
  const rules = api.useQuery('get', '/api/v1/similar-pairs/rules', { params: { query: within } }) as Asked<PairRules>
  const query = { ...within, ...(search.rule ? { rule: search.rule } : {}), limit: 50 }
  const list = useInfiniteQuery({
    queryKey: ['get', '/api/v1/similar-pairs', query],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/similar-pairs', { params: { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })
      return data as unknown as { items: SimilarPair[]; next_cursor?: string | null }
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const pairs = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const current = pairs.find((pair) => pair.id === search.pair) ?? pairs[0]
  const go = (pair: SimilarPair | undefined) => pair && change({ pair: pair.id })
  const step = (by: number) => () => current && go(pairs[Math.max(0, Math.min(pairs.length - 1, pairs.indexOf(current) + by))])
  useKeys({ j: step(1), k: step(-1) })
  const known = rules.data?.rules ?? []
  const named = known.find((one) => one.rule === search.rule)
  const total = named ? named.pairs : rules.data?.total
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.similar')}</h1>
        {total != null && <span className="page-hint num">{t('common.total', { count: count(total) })}</span>}
        <span className="page-hint desk-only">
          {t('pairs.hint')} <Kbd>J</Kbd> <Kbd>K</Kbd>
        </span>
        <div className="page-acts">
          <Select
            allowClear
            className="pairs-rule"
            value={search.rule}
            placeholder={t('pairs.every-rule')}
            aria-label={t('pairs.rule')}
            popupMatchSelectWidth={false}
            options={known.map((one) => ({ value: one.rule, label: `${word('rule', one.rule)} · ${count(one.pairs)}` }))}
            onChange={(rule: string | undefined) => change({ rule, pair: undefined })}
          />
        </div>
      </div>
      <div className="split similar-split fill">
        <Card className="scroll pairs-card" title={t('pairs.queue')} hint={list.data ? t('pairs.shown', { count: count(pairs.length) }) : undefined}>
          <Stateful
            query={{ data: list.data ? pairs : undefined, error: list.error, isFetching: list.isFetching && !list.isFetchingNextPage, dataUpdatedAt: list.dataUpdatedAt, refetch: list.refetch }}
            rows={10}
            isEmpty={(data) => data.length === 0}
            empty={
              search.rule ? (
                <Empty icon="search" title={t('pairs.none-fit')}>
                  <Button size="small" onClick={() => change({ rule: undefined })}>
                    {t('list.drop', { what: word('rule', search.rule) })}
                  </Button>
                </Empty>
              ) : (
                <Empty icon="merge" title={t('pairs.none')} text={t('pairs.none-text')} />
              )
            }
          >
            {(data) => (
              <>
                <ul className="pick-list pairs">
                  {data.map((pair) => (
                    <li key={pair.id}>
                      <button type="button" aria-pressed={pair === current} onClick={() => go(pair)}>
                        <span className="grow pair-line">
                          <span className="clip strong">
                            {nameOf(pair.one, t)} · {pair.other.number ? nameOf(pair.other, t) : t('similar.elsewhere', { branches: pair.other.elsewhere.map((branch) => branch.name).join('、') })}
                          </span>
                          <span className="hint clip">{pair.rules.map((ruling) => word('rule', ruling.rule)).join('、')}</span>
                        </span>
                        <span className="hint num">{pair.named_at ? day(pair.named_at) : ''}</span>
                      </button>
                    </li>
                  ))}
                </ul>
                {list.hasNextPage && (
                  <Button block size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                    {t('common.more')}
                  </Button>
                )}
              </>
            )}
          </Stateful>
        </Card>
        {current && <Compare key={current.id} pair={current} says={known} show={search.show ?? 'all'} onShow={(show) => change({ show: show === 'all' ? undefined : show })} />}
      </div>
    </div>
  )
}

/** What both, or only one of them, say of an attribute. */
export type Line = { key: string; label: { zh: string; en: string }; one: Value[]; other: Value[]; agree: 'same' | 'differs' | 'missing' | 'hidden' }

/** Attribute by attribute, in the order of the catalogue as the one, then the other, has them. */
export function linesOf(one: Customer, other: Customer): Line[] {
  const of = (customer: Customer) => new Map(byAttribute(Object.values(customer.subjects).flat()).map((values) => [values[0]!.attribute, values]))
  const [left, right] = [of(one), of(other)]
  return [...new Set([...left.keys(), ...right.keys()])].map((key) => {
    const [mine, theirs] = [left.get(key) ?? [], right.get(key) ?? []]
    const label = (mine[0] ?? theirs[0])!.label
    return { key, label, one: mine, other: theirs, agree: agreement(mine, theirs) }
  })
}

function agreement(mine: Value[], theirs: Value[]): Line['agree'] {
  if (mine.length === 0 || theirs.length === 0) return 'missing'
  const texts = (values: Value[]) => new Set(values.map((value) => value.value))
  const [left, right] = [texts(mine), texts(theirs)]
  const equal = left.size === right.size && [...left].every((text) => right.has(text))
  // Two masks that read alike need not hide the same.
  if ([...mine, ...theirs].some((value) => value.masked)) return equal ? 'hidden' : 'differs'
  return equal ? 'same' : 'differs'
}

const tones: Record<Line['agree'], Tone> = { same: 'ok', differs: 'bad', missing: 'plain', hidden: 'plain' }

function Compare({ pair, says, show, onShow }: { pair: SimilarPair; says: PairRules['rules']; show: 'all' | 'differing' | 'equal'; onShow: (show: 'all' | 'differing' | 'equal') => void }) {
  const { t, word, pick, language } = useWords()
  const read = (side: PairSide) => [{ params: { path: { number: side.number ?? '' } } }, { enabled: Boolean(side.number) }] as const
  const one = api.useQuery('get', '/api/v1/customers/{number}', ...read(pair.one)) as Asked<Customer>
  const other = api.useQuery('get', '/api/v1/customers/{number}', ...read(pair.other)) as Asked<Customer>
  const seen = Boolean(pair.other.number)
  const both: Asked<{ one: Customer; other: Customer | null }> = {
    data: one.data && (other.data || !seen) ? { one: one.data, other: other.data ?? null } : undefined,
    error: one.error ?? other.error,
    isFetching: one.isFetching || other.isFetching,
    dataUpdatedAt: Math.min(one.dataUpdatedAt, seen ? other.dataUpdatedAt : one.dataUpdatedAt),
    refetch: () => {
      one.refetch()
      if (seen) other.refetch()
    },
  }
  return (
    <div className="stack pair-side">
      <Card
        title={t('pairs.why')}
        hint={pair.named_at ? t('pairs.named', { at: moment(pair.named_at) }) : undefined}
        extra={
          seen && (
            // The same two are the same pair there.
            <Link to={`/review/${pair.id}`}>
              <Icon name="merge" size={14} /> {t('menu.review')}
            </Link>
          )
        }
      >
        <ul className="lines">
          {pair.rules.map((ruling) => (
            <li key={ruling.rule}>
              <Tag tone="warn">{ruling.rule}</Tag>
              <div className="grow">
                <strong>{word('rule', ruling.rule)}</strong>
                <div className="row wrap">
                  {ruling.equal.map((value) => (
                    <span key={value.key}>
                      <span className="hint">{pick(value.label)}</span> <span className="num">{value.value ?? '—'}</span>
                    </span>
                  ))}
                </div>
                {language === 'en' && <span className="hint">{says.find((rule) => rule.rule === ruling.rule)?.says}</span>}
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <LoadedCard
        query={both}
        rows={14}
        flush
        className="fill"
        title={t('pairs.compare')}
        extra={
          seen && (
            <Choice
              label={t('records.which')}
              value={show}
              onChange={onShow}
              options={[
                { value: 'all', label: t('records.all') },
                { value: 'differing', label: t('records.differing') },
                { value: 'equal', label: t('pairs.equal') },
              ]}
            />
          )
        }
      >
        {(data) => {
          if (!data.other)
            return (
              <div className="split half pair-apart">
                <Head side={pair.one} />
                <Empty icon="bank" tone="warn" title={t('state.elsewhere', { branch: pair.other.elsewhere.map((branch) => `${branch.name}（${branch.code}）`).join('、') })} text={t('state.elsewhere.text')} />
              </div>
            )
          const lines = linesOf(data.one, data.other)
          const rows = lines.filter((line) => show === 'all' || (show === 'differing' ? line.agree === 'differs' || line.agree === 'missing' : line.agree === 'same' || line.agree === 'hidden'))
          const documents = show === 'all'
          return (
            <div className="table-box" tabIndex={0} role="group" aria-label={t('pairs.compare')}>
              <table className="table pair-table">
                <thead>
                  <tr>
                    <th scope="col">{t('records.field')}</th>
                    <th scope="col">
                      <Head side={pair.one} />
                    </th>
                    <th scope="col">
                      <Head side={pair.other} />
                    </th>
                    <th scope="col">{t('pairs.agreement')}</th>
                  </tr>
                </thead>
                <tbody>
                  {documents && (
                    <tr>
                      <th scope="row">{t('customer.documents')}</th>
                      {[data.one, data.other].map((customer) => (
                        <td key={customer.number} className="wrap-cell">
                          {customer.identifications.length === 0 && '—'}
                          {customer.identifications.map((document, at) => (
                            <div key={at}>
                              <span className="hint">{pick(document.label)}</span> <span className="num">{document.number ?? '—'}</span>
                            </div>
                          ))}
                        </td>
                      ))}
                      <td>{pair.rules.some((ruling) => ruling.equal.some((value) => value.key !== 'name')) ? <Tag tone="ok">{t('pairs.agree.same')}</Tag> : '—'}</td>
                    </tr>
                  )}
                  {rows.map((line) => (
                    <tr key={line.key}>
                      <th scope="row">{pick(line.label)}</th>
                      {[line.one, line.other].map((values, at) => (
                        <td key={at} className={line.agree === 'differs' ? 'wrap-cell differing' : 'wrap-cell'}>
                          {values.length === 0 && <span className="hint">—</span>}
                          {values.map((value, index) => (
                            <div key={index} className="said">
                              <SourceDot source={value.source} /> {shown(value, language)}
                            </div>
                          ))}
                        </td>
                      ))}
                      <td>
                        <Tag tone={tones[line.agree]}>{t(`pairs.agree.${line.agree}`)}</Tag>
                      </td>
                    </tr>
                  ))}
                  {rows.length === 0 && (
                    <tr>
                      <td colSpan={4} className="muted">
                        {t('pairs.no-lines')}
                      </td>
                    </tr>
                  )}
                </tbody>
              </table>
            </div>
          )
        }}
      </LoadedCard>
    </div>
  )
}

function Head({ side }: { side: PairSide }) {
  const { t, word } = useWords()
  const units = useUnits()
  return (
    <div className="pair-head">
      <span className="row">
        <Avatar name={nameOf(side, t)} size={28} round={side.kind === 'individual'} />
        <span className="grow">
          <strong>
            <Link to={`/customers/${side.number}`}>{nameOf(side, t)}</Link>
          </strong>
          <span className="hint num">{customerNumber(side.number ?? '')}</span>
        </span>
      </span>
      <span className="row wrap">
        {side.sources.map((source) => (
          <SourceTag key={source} source={source} />
        ))}
      </span>
      <span className="hint clip">
        {side.kind ? `${word('kind', side.kind)} · ` : ''}
        {side.units.map(units.name).slice(0, 2).join('、')}
      </span>
      <Link className="hint" to={`/customers/${side.number}/lineage`}>
        <Icon name="history" size={12} /> {t('customer.lineage')}
      </Link>
    </div>
  )
}
