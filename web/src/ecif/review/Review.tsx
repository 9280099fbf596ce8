/** Match review: the queue, two customers side by side, why they score so, what to mind; one key says what they are. */
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { App, Button, type InputRef } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api, client } from '../../api/client'
import { problemOf } from '../../api/problem'
import type { Review, Suspect, SuspectCounts } from '../../api/types'
import { useWords } from '../../i18n'
import { useKeys } from '../../shell/keys'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { Empty, Kbd } from '../../ui/bits'
import { Stateful, type Asked } from '../../ui/Card'
import { Icon } from '../../ui/Icon'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { nameOf } from '../customer/values'
import { Beside } from './Beside'
import { Chart } from './Chart'
import { Compare, type Which } from './Compare'
import { Queue } from './Queue'
import { Unsure } from './Unsure'
import '../customer/customer.css'
import '../govern.css'
import './review.css'

/** All of it stands in the address. Picks are `attribute:record`, with commas between. */
export type ReviewSearch = {
  who?: 'mine'
  sort?: 'age'
  category?: 'priority' | 'review' | 'rule'
  status?: 'suspect' | 'unsure' | 'same' | 'same_kept' | 'different'
  of?: 'persons' | 'organisations'
  show?: 'all' | 'differing'
  pair?: number
  table?: boolean
  picks?: string
}

type Verdict = 'same' | 'different' | 'unsure' | 'same_kept'
type Pages = InfiniteData<{ items: Suspect[]; next_cursor?: string | null }, string | undefined>

const reviewOf = (id: string, picks?: string) => api.queryOptions('get', '/api/v1/suspects/{id}', { params: { path: { id }, query: picks ? { picks } : {} } }, { staleTime: 60_000 })
/** Suspects that are taken at once. */
const TAKEN = 20
/** Reviews that are fetched before they are asked for. */
const AHEAD = 2

const kept = (search: object) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== false))

export function ReviewPage() {
  const { t } = useWords()
  const { id } = useParams({ strict: false }) as { id?: string }
  const search = useSearch({ strict: false }) as ReviewSearch
  const scope = useScope()
  const { can } = useSession()
  const judge = can('pair', 'judge') && !scope.readOnly
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const once = useOnce()

  const within = scope.unit ? { unit: scope.unit, below: true } : {}
  const counts = api.useQuery('get', '/api/v1/suspects/counts', { params: { query: within } }, { staleTime: 30_000 }) as Asked<SuspectCounts>
  const query = { ...within, ...kept({ category: search.category, status: search.status, of: search.of, sort: search.sort }), ...(search.who ? { assigned: 'me' } : {}), limit: 50 }
  const listKey = ['get', '/api/v1/suspects', query]
  const list = useInfiniteQuery({
    queryKey: listKey,
    initialPageParam: undefined as string | undefined,
    // What was judged stays where it is until the queue is asked for anew.
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/suspects', { params: { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })
      return data as unknown as { items: Suspect[]; next_cursor?: string | null }
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const suspects = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const at = id ? suspects.findIndex((one) => one.id === id) : suspects.length > 0 ? 0 : -1
  const current = id ?? suspects[0]?.id

  const change = (changes: ReviewSearch) => void navigate({ to: '.', replace: true, search: ((old: object) => kept({ ...old, ...changes })) as never })
  // What the queue is asked for begins at its first; what is looked at keeps its place.
  const filter = (changes: ReviewSearch) => void navigate({ to: '/review', search: ((old: object) => kept({ ...old, ...changes, picks: undefined, pair: undefined })) as never })
  const open = (suspect: Suspect | undefined) => suspect && void navigate({ to: `/review/${suspect.id}`, search: ((old: object) => kept({ ...old, picks: undefined, pair: undefined })) as never })
  const step = (by: number) => {
    const next = suspects[Math.max(0, at + by)]
    if (next) open(next)
    if (at + by >= suspects.length - 5 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }

  // The next ones are there when they are asked for.
  useEffect(() => {
    for (const next of suspects.slice(at + 1, at + 1 + AHEAD)) if (next.other.elsewhere.length === 0) void queries.prefetchQuery(reviewOf(next.id) as never)
  }, [at, suspects, queries])

  const take = async () => {
    try {
      const { data } = await client.GET('/api/v1/suspects', { params: { query: { ...within, status: 'suspect', assigned: 'nobody', limit: TAKEN } } })
      const free = (data as unknown as { items: Suspect[] }).items.filter((one) => one.other.elsewhere.length === 0)
      if (free.length === 0) return void message.info(t('review.none'))
      await client.POST('/api/v1/suspects/assign', { body: { suspects: free.map((one) => one.id), to: 'me' } })
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/suspects'] })
    } catch (error) {
      void message.error(saidOf(error, t))
    }
  }
  const [taking, setTaking] = useState(false)

  /** A suspect was judged: it keeps its row, the next one opens. */
  const judged = (answer: Review) => {
    const { suspect } = answer
    queries.setQueryData(reviewOf(suspect.id).queryKey, answer as never)
    queries.setQueryData<Pages>(listKey, (old) => old && { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === suspect.id ? suspect : one)) })) })
    const numbers = [suspect.one.number, suspect.other.number]
    // What is said of two changes what is thought of others with them.
    void queries.invalidateQueries({
      queryKey: ['get', '/api/v1/suspects/{id}'],
      refetchType: 'none',
      predicate: (one) => {
        const known = (one.state.data as Review | undefined)?.suspect
        return known != null && known.id !== suspect.id && [known.one.number, known.other.number].some((number) => numbers.includes(number))
      },
    })
    void queries.invalidateQueries({ queryKey: ['get', '/api/v1/suspects/counts'] })
    const waiting = (one: Suspect) => one.id !== suspect.id && one.status === 'suspect' && one.other.elsewhere.length === 0
    const next = suspects.slice(at + 1).find(waiting) ?? suspects.find(waiting)
    if (next) open(next)
    if (at >= suspects.length - 5 && list.hasNextPage) void list.fetchNextPage()
  }

  return (
    <div className={id ? 'page fixed review open' : 'page fixed review'}>
      <h1 className="sr">{t('menu.review')}</h1>
      <Queue
        list={{ data: list.data ? suspects : undefined, error: list.error, isFetching: list.isFetching && !list.isFetchingNextPage, dataUpdatedAt: list.dataUpdatedAt, refetch: list.refetch }}
        more={list.hasNextPage ? () => void list.fetchNextPage() : null}
        loadingMore={list.isFetchingNextPage}
        current={current}
        search={search}
        change={filter}
        open={open}
        counts={counts.data}
        judge={judge}
        taking={taking}
        take={() => {
          setTaking(true)
          void take().finally(() => setTaking(false))
        }}
      />
      {current ? (
        <One key={current} id={current} search={search} change={change} judge={judge} once={once} step={step} first={at <= 0} last={at >= suspects.length - 1} judged={judged} />
      ) : (
        <section className="card review-main review-idle" aria-label={t('review.records')}>
          {list.data && <Empty icon="compare" title={t('review.idle')} text={t('review.idle-text')} />}
        </section>
      )}
    </div>
  )
}

type OneProps = {
  id: string
  search: ReviewSearch
  change: (changes: ReviewSearch) => void
  judge: boolean
  once: (act: () => Promise<unknown>) => void
  step: (by: number) => void
  first: boolean
  last: boolean
  judged: (answer: Review) => void
}

function One({ id, search, change, judge, once, step, first, last, judged }: OneProps) {
  const { t, word } = useWords()
  const { message } = App.useApp()
  const { can } = useSession()
  const queries = useQueryClient()
  const query = api.useQuery('get', '/api/v1/suspects/{id}', { params: { path: { id }, query: search.picks ? { picks: search.picks } : {} } }, { staleTime: 60_000, placeholderData: (old: unknown) => old as never }) as Asked<Review>
  const review = query.data
  const [note, setNote] = useState('')
  const [seen, setSeen] = useState(false)
  const [unsure, setUnsure] = useState(false)
  const [busy, setBusy] = useState<Verdict | 'tie' | null>(null)
  /** A judgement that the service will only take when the earlier ones were looked at. */
  const [demanded, setDemanded] = useState<{ verdict: Verdict; relation?: string } | null>(null)
  const noteBox = useRef<InputRef>(null)
  const seenBox = useRef<HTMLButtonElement>(null)
  const again = useRef<HTMLButtonElement>(null)
  useTrailEnd(review ? `${nameOf(review.suspect.one, t)} / ${nameOf(review.suspect.other, t)}` : undefined)
  useEffect(() => {
    if (demanded) again.current?.focus()
  }, [demanded])

  const picks = search.picks ? Object.fromEntries(search.picks.split(',').map((one) => one.split(':') as [string, string])) : {}
  const pickValue = (attribute: string, record: string | null) => {
    const { [attribute]: _, ...rest } = picks
    const next = Object.entries(record ? { ...rest, [attribute]: record } : rest)
    change({ picks: next.length > 0 ? next.map(([name, from]) => `${name}:${from}`).join(',') : undefined })
  }

  const say = (status: Verdict, more: { despite?: boolean; note?: string; assign_to?: string; relation?: string } = {}) =>
    once(async () => {
      if (!review) return
      const joins = status === 'same' || status === 'same_kept'
      if (joins && review.kept_apart) return void message.warning(t('review.kept-apart'))
      if (joins && review.contradictions.length > 0 && !seen) {
        seenBox.current?.focus()
        return void message.warning(t('review.look-first'))
      }
      setBusy(more.relation ? 'tie' : status)
      try {
        const { data } = await client.POST('/api/v1/suspects/{id}/verdicts', {
          params: { path: { id } },
          body: { status, note: note.trim() || undefined, picks: joins ? picks : {}, despite: seen && joins, ...more } as never,
        })
        setUnsure(false)
        setDemanded(null)
        const name = nameOf(review.suspect.one, t)
        const verdict = more.relation ? t('review.and-tied', { verdict: word('suspect-status', status), relation: word('relation', more.relation) }) : word('suspect-status', status)
        if (more.relation) void queries.invalidateQueries({ queryKey: ['get', '/api/v1/customers/{number}/relations'] })
        void message.success(t('review.said-so', { name, verdict }), 2.5)
        if (data) judged(data as Review)
      } catch (error) {
        const problem = problemOf(error)
        if (problem.status === 409 && problem.body.errors?.some((one) => one.code === 'contradicted')) setDemanded({ verdict: status, relation: more.relation })
        else void message.error(saidOf(problem, t))
      } finally {
        setBusy(null)
      }
    })

  // A tie is a fact of its customer: whoever may correct the one may say it, and once is enough.
  const together = review?.household
  const tie = judge && together && can('customer', 'correct') && !together.standing.includes(together.relation) ? () => say('different', { relation: together.relation }) : undefined

  const keys: Record<string, () => void> = { j: () => step(1), k: () => step(-1) }
  if (judge && review) {
    keys.m = () => say('same')
    keys.s = () => say('same_kept')
    keys.n = () => say('different')
    if (tie) keys.h = tie
    keys.u = () => setUnsure(true)
    keys.e = () => noteBox.current?.focus()
    keys.Escape = () => setDemanded(null)
  }
  useKeys(keys)

  const apart = review?.kept_apart ?? false
  return (
    <div className="review-main">
      <Link to="/review" search={((old: object) => kept({ ...old, picks: undefined, pair: undefined })) as never} className="review-back">
        <Icon name="left" size={14} /> {t('review.queue')}
      </Link>
      <Stateful query={query} rows={16}>
        {(data) => (
          <>
            <Compare review={data} which={(search.show ?? 'compared') as Which} onWhich={(which) => change({ show: which === 'compared' ? undefined : which })} onPick={pickValue} canPick={judge} />
            <div className="review-below">
              <Chart review={data} at={search.pair ?? 0} onAt={(pair) => change({ pair: pair || undefined })} table={Boolean(search.table)} onTable={(table) => change({ table: table || undefined })} />
              <Beside {...{ review: data, judge, note, noteBox, seen, seenBox }} onNote={setNote} onSeen={setSeen} />
            </div>
          </>
        )}
      </Stateful>
      <footer className="card verdict-bar">
        {demanded && (
          <div className="strip strip-bad round" role="alert">
            <Icon name="warn" size={14} />
            <span>{t('review.demanded', { verdict: word('suspect-status', demanded.verdict) })}</span>
            <Button size="small" onClick={() => setDemanded(null)}>
              {t('common.cancel')}
            </Button>
            <Button size="small" danger ref={again as never} loading={busy !== null} onClick={() => say(demanded.verdict, { despite: true, relation: demanded.relation })}>
              {t('review.despite-do')}
            </Button>
          </div>
        )}
        <div className={tie ? 'verdicts many' : 'verdicts'}>
          <Button onClick={() => step(-1)} disabled={first} icon={<Icon name="left" size={13} />}>
            <span className="verdict-step">{t('review.previous')}</span> <Kbd>K</Kbd>
          </Button>
          <Button onClick={() => step(1)} disabled={last}>
            <span className="verdict-step">{t('review.next')}</span> <Kbd>J</Kbd> <Icon name="right" size={13} />
          </Button>
          <span className="verdict-hint">
            {review?.suspect.assigned_to ? t('review.asked', { name: review.suspect.assigned_to.name }) : t(judge ? 'review.hint' : 'review.only-read')}
          </span>
          {judge && review && (
            <>
              <Button onClick={() => setUnsure(true)} loading={busy === 'unsure'} icon={<span className="sign-unsure">?</span>}>
                {t('review.unsure')} <Kbd>U</Kbd>
              </Button>
              <Button onClick={() => say('same_kept')} disabled={apart} loading={busy === 'same_kept'}>
                {t('review.same-kept')} <Kbd>S</Kbd>
              </Button>
              {tie && (
                <Button onClick={tie} loading={busy === 'tie'} icon={<Icon name="home" size={13} />} title={t('review.tie-text')}>
                  {t('review.tie', { relation: word('relation', together!.relation) })} <Kbd>H</Kbd>
                </Button>
              )}
              <Button danger onClick={() => say('different')} loading={busy === 'different'} icon={<Icon name="close" size={13} />}>
                {t('review.different')} <Kbd>N</Kbd>
              </Button>
              <Button type="primary" onClick={() => say('same')} disabled={apart} loading={busy === 'same'} icon={<Icon name="merge" size={14} />}>
                {t('review.same')} <Kbd>M</Kbd>
              </Button>
            </>
          )}
        </div>
      </footer>
      {unsure && <Unsure note={note} busy={busy === 'unsure'} onClose={() => setUnsure(false)} onSave={(given) => say('unsure', { note: given.why, assign_to: given.to })} />}
    </div>
  )
}
