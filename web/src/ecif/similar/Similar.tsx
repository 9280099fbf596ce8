/** Pairs that a rule finds alike without being allowed to join them. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { client } from '../../api/client'
import { useWords } from '../../i18n'
import { useKeys } from '../../shell/keys'
import { Empty, Kbd, Tag } from '../../ui/bits'
import { Card, Stateful } from '../../ui/Card'
import { count, customerNumber, day } from '../../ui/format'
import { CustomerPreview } from '../customer/Preview'
import '../customer/customer.css'
import '../govern.css'

type Side = { number: string; name: string }
type Pair = { one: Side; other: Side; rule: string; reason?: { zh: string; en: string } | null; since?: string | null }

const keyOf = (pair: Pair) => `${pair.one.number}-${pair.other.number}`

export function SimilarPage() {
  const { t, word, pick } = useWords()
  const { pair: chosen } = useSearch({ strict: false }) as { pair?: string }
  const navigate = useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['get', '/api/v1/similar'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/similar', { params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }, signal } as never)
      return data as unknown as { items: Pair[]; next_cursor?: string | null; total?: number | null }
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const pairs = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const total = list.data?.pages[0]?.total
  const current = pairs.find((pair) => keyOf(pair) === chosen) ?? pairs[0]
  const go = (pair: Pair | undefined) => pair && void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => ({ ...old, pair: keyOf(pair) })) as never })
  const step = (by: number) => () => current && go(pairs[Math.max(0, Math.min(pairs.length - 1, pairs.indexOf(current) + by))])
  useKeys({ j: step(1), k: step(-1), ArrowDown: step(1), ArrowUp: step(-1) })
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.similar')}</h1>
        {total != null && <span className="page-hint">{t('common.total', { count: count(total) })}</span>}
        <span className="page-hint desk-only">
          {t('similar.hint')} <Kbd>J</Kbd> <Kbd>K</Kbd>
        </span>
      </div>
      <Stateful
        query={{ data: list.data ? pairs : undefined, error: list.error, isFetching: list.isFetching, dataUpdatedAt: list.dataUpdatedAt, refetch: list.refetch }}
        rows={12}
        isEmpty={(data) => data.length === 0}
        empty={
          <Card className="fill">
            <Empty icon="merge" title={t('similar.none')} text={t('similar.none-text')} />
          </Card>
        }
      >
        {(data) => (
          <div className="split similar-split fill">
            <Card className="scroll" title={t('similar.queue')} hint={total != null ? String(total) : undefined}>
              <ul className="pick-list pairs">
                {data.map((pair) => (
                  <li key={keyOf(pair)}>
                    <button type="button" aria-pressed={pair === current} onClick={() => go(pair)}>
                      <span className="grow">
                        <span className="clip strong">
                          {pair.one.name} · {pair.other.name}
                        </span>
                        <span className="hint clip">{word('rule', pair.rule)}</span>
                      </span>
                      <span className="hint num">{pair.since ? day(pair.since) : ''}</span>
                    </button>
                  </li>
                ))}
              </ul>
              {list.hasNextPage && (
                <Button block size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {t('common.more')}
                </Button>
              )}
            </Card>
            {current && (
              <div className="stack">
                <div className="strip strip-warn round">
                  <span>
                    {t('similar.why')} {pick(current.reason) || word('rule', current.rule)}
                  </span>
                  <Tag tone="warn">{current.rule}</Tag>
                </div>
                <div className="split half fill">
                  {[current.one, current.other].map((side) => (
                    <Card key={side.number} className="scroll" title={side.name} hint={customerNumber(side.number)} extra={<Link to={`/customers/${side.number}/lineage`}>{t('customer.lineage')}</Link>}>
                      <CustomerPreview number={side.number} open />
                    </Card>
                  ))}
                </div>
              </div>
            )}
          </div>
        )}
      </Stateful>
    </div>
  )
}
