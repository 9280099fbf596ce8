/** Why each value stands where it stands, now and at any past moment. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useQueries } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import { api } from '../../api/client'
import type { Candidate, Customer, Event, Lineage as Answer, LineageAttribute } from '../../api/types'
import { useWords } from '../../i18n'
import { useKeys } from '../../shell/keys'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { Avatar, Choice, Empty, Gold, SourceDot, sourceColour, SourceTag, Tag } from '../../ui/bits'
import { Card, LoadedCard, Stateful, type Asked } from '../../ui/Card'
import { customerNumber, day, moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Extensions } from '../customer/Extensions'
import { Masked } from '../customer/Masked'
import { nameOf } from '../customer/values'
import '../customer/customer.css'
import './lineage.css'

type Search = { axis?: 'system' | 'business'; at?: string; attribute?: string; than?: string }
/** So many past moments are asked for to draw the strips; more would be a burden for a picture. */
const momentsAtMost = 12

export function LineagePage() {
  const { number } = useParams({ strict: false }) as { number: string }
  const search = useSearch({ strict: false }) as Search
  const { t, word, pick } = useWords()
  const scope = useScope()
  const { can } = useSession()
  const navigate = useNavigate()
  const axis = search.axis ?? 'system'
  const change = (changes: Search) =>
    void navigate({
      to: '.',
      replace: true,
      search: ((old: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value !== undefined))) as never,
    })
  const timeOf = (at: string | undefined) => (at ? (axis === 'system' ? { as_of: at } : { ...scope.time, valid_on: at.slice(0, 10) }) : scope.time)
  const read = (at: string | undefined) => ({ params: { path: { number }, query: timeOf(at) } })

  const customer = api.useQuery('get', '/api/v1/customers/{number}', read(search.at)) as Asked<Customer>
  const lineage = api.useQuery('get', '/api/v1/customers/{number}/lineage', read(search.at)) as Asked<Answer>
  const timeline = api.useQuery('get', '/api/v1/customers/{number}/timeline', { params: { path: { number } } }) as Asked<{ items: Event[] }>
  const other = api.useQuery('get', '/api/v1/customers/{number}/lineage', read(search.than), { enabled: Boolean(search.than) }) as Asked<Answer>

  const moments = useMemo(() => momentsOf(timeline.data?.items, lineage.data, axis), [timeline.data, lineage.data, axis])
  const drawn = moments.slice(-momentsAtMost)
  const past: { data?: unknown; dataUpdatedAt: number }[] = useQueries({
    queries: drawn.map((one) => ({
      ...api.queryOptions('get', '/api/v1/customers/{number}/lineage', read(one.at)),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })) as never[],
  })
  const strips = useMemo(
    () => stripsOf(drawn, past.map((one) => one.data as Answer | undefined), lineage.data),
    // The answers of past moments never change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [drawn, past.map((one) => one.dataUpdatedAt).join(), lineage.data],
  )

  const attributes = lineage.data?.attributes ?? []
  const chosen = attributes.find((one) => one.attribute === search.attribute) ?? attributes[0]
  const stepTo = (by: number) => {
    const at = attributes.findIndex((one) => one.attribute === chosen?.attribute)
    const next = attributes[Math.max(0, Math.min(attributes.length - 1, at + by))]
    if (next) change({ attribute: next.attribute })
  }
  const jump = (by: number) => {
    const stops = [...moments.map((one) => one.at), undefined]
    const at = search.at ? stops.indexOf(search.at) : stops.length - 1
    const near = at >= 0 ? at : moments.filter((one) => one.at < search.at!).length
    change({ at: stops[Math.max(0, Math.min(stops.length - 1, near + by))] })
  }
  useKeys({
    j: () => stepTo(1),
    k: () => stepTo(-1),
    ArrowDown: () => stepTo(1),
    ArrowUp: () => stepTo(-1),
    ArrowLeft: () => jump(-1),
    ArrowRight: () => jump(1),
    Escape: () => void navigate({ to: `/customers/${number}` }),
  })
  useTrailEnd({ text: customer.data?.name ?? customerNumber(number), to: `/customers/${number}` }, t('customer.lineage'))
  const sources = [...new Set(attributes.flatMap((one) => one.candidates.map((candidate) => candidate.source)))]

  return (
    <div className="page fixed lineage-page">
      <section className="card identity" aria-label={t('customer.identity')}>
        <Stateful query={customer} rows={2}>
          {(data) => (
            <div className="identity-row">
              <Avatar name={nameOf(data, t)} size={44} tint="gold" />
              <div className="identity-main">
                <div className="row wrap">
                  <h1>{nameOf(data, t)}</h1>
                  <Gold>{t('customer.golden', { count: data.sources.length })}</Gold>
                  <Tag>{word('kind', data.kind)}</Tag>
                </div>
                <div className="identity-line">
                  <span className="num">{customerNumber(data.number)}</span>
                  <span>{t('customer.record-count', { count: data.records })}</span>
                </div>
              </div>
              <div className="lineage-keys">
                {data.sources.map((source) => (
                  <span key={source} className="lineage-key" style={{ borderColor: sourceColour(source) }}>
                    {word('source', source)}
                    <span className="hint num">{lineage.data?.records.find((record) => record.source === source)?.key}</span>
                  </span>
                ))}
              </div>
              <Button onClick={() => void navigate({ to: `/customers/${number}`, search: { tab: 'records' } as never })}>{t('lineage.records')}</Button>
            </div>
          )}
        </Stateful>
      </section>

      <Card
        title={t('lineage.travel')}
        hint={t('lineage.travel-hint')}
        extra={
          <>
            <Choice
              label={t('lineage.axis')}
              value={axis}
              onChange={(value) => change({ axis: value === 'system' ? undefined : value, at: undefined, than: undefined })}
              options={[
                { value: 'business', label: t('lineage.business') },
                { value: 'system', label: t('lineage.system') },
              ]}
            />
            <Tag tone={search.at ? 'warn' : 'br'}>{search.at ? t('lineage.at', { at: axis === 'system' ? moment(search.at) : day(search.at) }) : t('lineage.now')}</Tag>
          </>
        }
      >
        <Slider moments={moments} at={search.at} axis={axis} onChange={(at) => change({ at })} onJump={jump} />
      </Card>

      <div className="split lineage-split fill">
        <LoadedCard
          query={lineage}
          rows={10}
          flush
          label={t('lineage.table')}
          isEmpty={(data) => data.attributes.length === 0}
          empty={<Empty icon="history" title={t('lineage.none')} text={t('lineage.none-text')} />}
          foot={
            <div className="row wrap">
              {sources.map((source) => (
                <SourceTag key={source} source={source} />
              ))}
              <span className="grow" />
              {t('lineage.count', { count: attributes.length })}
            </div>
          }
        >
          {(data) => (
            <div className="table-box active" role="group" tabIndex={0} aria-label={t('lineage.table')} onKeyDown={(event) => {
              const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
              if (!by || event.target !== event.currentTarget) return
              event.preventDefault()
              event.stopPropagation()
              stepTo(by)
            }}>
              <table className="table tall lineage">
                <thead>
                  <tr>
                    <th scope="col">{t('lineage.attribute')}</th>
                    <th scope="col" className="gold-head">
                      <Icon name="star" size={12} fill /> {t('lineage.value')}
                    </th>
                    {search.than && <th scope="col">{t('lineage.than', { at: axis === 'system' ? moment(search.than) : day(search.than) })}</th>}
                    <th scope="col">{t('lineage.winner')}</th>
                    <th scope="col">{t('lineage.rule')}</th>
                    <th scope="col" className="desk">
                      {drawn.length > 0 ? t('lineage.strip', { from: day(drawn[0]!.at) }) : t('lineage.strip-now')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.attributes.map((one) => {
                    const winner = winnerOf(one)
                    const then = search.than ? winnerOf(other.data?.attributes.find((past) => past.attribute === one.attribute)) : undefined
                    const differs = search.than && then?.value !== winner?.value
                    return (
                      <tr
                        key={one.attribute}
                        className={chosen === one ? 'selected' : undefined}
                        aria-selected={chosen === one}
                        onClick={() => change({ attribute: one.attribute })}
                      >
                        <th scope="row">
                          <button type="button" className="plain-button" aria-pressed={chosen === one}>
                            {pick(one.label)}
                          </button>
                        </th>
                        <td className={differs ? 'strong differing' : 'strong'}>
                          <span className="clip lineage-value" title={winner?.value ?? undefined}>
                            {winner ? pick(winner.meaning) || word(one.attribute, winner.value) : '—'}
                          </span>
                          {one.candidates.filter((candidate) => candidate.survives).length > 1 && <span className="hint">+{one.candidates.filter((candidate) => candidate.survives).length - 1}</span>}
                        </td>
                        {search.than && <td className={differs ? 'differing' : 'muted'}>{then ? pick(then.meaning) || word(one.attribute, then.value) : '—'}</td>}
                        <td>{winner ? <Tag>{<SourceDot source={winner.source} />}{word('source', winner.source)}</Tag> : '—'}</td>
                        <td>
                          {winner && (
                            <>
                              <div className="clip rule-cell">{pick(winner.reason)}</div>
                              <div className="hint">
                                {word('verification', winner.verification)} · {day(winner.since)}
                              </div>
                            </>
                          )}
                        </td>
                        <td className="desk">
                          <Strip parts={strips.get(one.attribute) ?? []} />
                        </td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            </div>
          )}
        </LoadedCard>
        <Card
          className="scroll"
          title={chosen ? pick(chosen.label) : t('lineage.why')}
          hint={chosen ? t('lineage.why') : undefined}
          extra={
            search.at || search.than ? (
              <Button size="small" onClick={() => change(search.than ? { than: undefined } : { than: search.at, at: undefined })}>
                {search.than ? t('lineage.compare-end') : t('lineage.compare')}
              </Button>
            ) : moments.length > 1 ? (
              <Button size="small" onClick={() => change({ than: moments[Math.max(0, moments.length - 2)]!.at })}>
                {t('lineage.compare-last')}
              </Button>
            ) : undefined
          }
        >
          {chosen ? <Candidates one={chosen} number={number} /> : lineage.data && <Empty title={t('lineage.none')} />}
          {chosen && <History moments={drawn} parts={past.map((one) => one.data as Answer | undefined)} attribute={chosen.attribute} />}
        </Card>
      </div>
      {can('extension', 'read') && <Extensions number={number} quiet />}
    </div>
  )
}

function winnerOf(one: LineageAttribute | undefined): Candidate | undefined {
  return one?.candidates.find((candidate) => candidate.survives)
}

type Moment = { at: string; kind: string; source: string }

/** The moments at which something changed, oldest first; on the business axis one a day. */
function momentsOf(events: Event[] | undefined, now: Answer | undefined, axis: 'system' | 'business'): Moment[] {
  const byAt = new Map<string, Moment>()
  // Where no history is to be had, the records that came together tell when.
  const told =
    events ??
    [...(now?.records ?? [])]
      .sort((a, b) => a.since.localeCompare(b.since))
      .map((record, at) => ({ at: record.since, business_date: record.business_date, kind: at === 0 ? 'opened' : 'merged', source: record.source }))
  for (const event of told) {
    const at = axis === 'system' ? event.at : event.business_date
    if (at && (!byAt.has(at) || event.kind !== 'source')) byAt.set(at, { at, kind: event.kind, source: event.source })
  }
  return [...byAt.values()].sort((a, b) => a.at.localeCompare(b.at))
}

type Part = { source: string; value: string | null | undefined; from: number; to: number }

/** Which source's value stood in which stretch of time: from past answers to now. */
function stripsOf(moments: Moment[], answers: (Answer | undefined)[], now: Answer | undefined): Map<string, Part[]> {
  const strips = new Map<string, Part[]>()
  if (!now) return strips
  const first = moments[0] ? new Date(moments[0].at).getTime() : Date.now()
  const span = Math.max(1, Date.now() - first)
  const place = (at: string) => (new Date(at).getTime() - first) / span
  for (const one of now.attributes) {
    const parts: Part[] = []
    for (const [at, moment] of moments.entries()) {
      const winner = winnerOf(answers[at]?.attributes.find((past) => past.attribute === one.attribute))
      if (!winner) continue
      const from = place(moment.at)
      const to = moments[at + 1] ? place(moments[at + 1]!.at) : 1
      const last = parts.at(-1)
      if (last && last.source === winner.source && last.value === winner.value && Math.abs(last.to - from) < 1e-9) last.to = to
      else parts.push({ source: winner.source, value: winner.value, from, to })
    }
    const winner = winnerOf(one)
    if (parts.length === 0 && winner) parts.push({ source: winner.source, value: winner.value, from: 0, to: 1 })
    strips.set(one.attribute, parts)
  }
  return strips
}

function Strip({ parts }: { parts: Part[] }) {
  const { word } = useWords()
  return (
    <svg className="strip-line" viewBox="0 0 180 10" preserveAspectRatio="none" role="img" aria-label={parts.map((part) => word('source', part.source)).join(' → ')}>
      <rect x="0" y="4" width="180" height="2" fill="var(--sf3)" />
      {parts.map((part, at) => (
        <rect key={at} x={part.from * 180} y="0" width={Math.max(2, (part.to - part.from) * 180 - 1)} height="10" rx="1.5" fill={sourceColour(part.source)} opacity={at === parts.length - 1 ? 1 : 0.5}>
          <title>
            {word('source', part.source)} {part.value}
          </title>
        </rect>
      ))}
    </svg>
  )
}

const dots: Record<string, string> = { opened: 'var(--br)', merged: 'var(--gold-s)', parted: 'var(--bad-s)', changed: 'var(--br)', gone: 'var(--warn-s)', back: 'var(--cy)', source: 'var(--control)' }

function Slider({ moments, at, axis, onChange, onJump }: { moments: Moment[]; at: string | undefined; axis: string; onChange: (at: string | undefined) => void; onJump: (by: number) => void }) {
  const { t, word } = useWords()
  const line = useRef<HTMLDivElement>(null)
  const first = moments[0] ? new Date(moments[0].at).getTime() : Date.now() - 1
  const last = Date.now()
  const span = Math.max(1, last - first)
  const place = (text: string) => 2 + ((new Date(text).getTime() - first) / span) * 94
  const here = at ? place(at) : 98
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (by) {
      event.preventDefault()
      event.stopPropagation()
      onJump(by)
    } else if (event.key === 'Home') onChange(moments[0]?.at)
    else if (event.key === 'End') onChange(undefined)
  }
  const drag = (clientX: number) => {
    const box = line.current?.getBoundingClientRect()
    if (!box) return
    const share = ((clientX - box.left) / box.width) * 100
    if (share >= 97) return onChange(undefined)
    const time = first + ((Math.max(2, share) - 2) / 94) * span
    const instant = new Date(time).toISOString()
    onChange(axis === 'system' ? instant : instant.slice(0, 10))
  }
  const dragging = useRef(false)
  useEffect(() => {
    const stop = () => {
      dragging.current = false
    }
    window.addEventListener('pointerup', stop)
    return () => window.removeEventListener('pointerup', stop)
  }, [])
  // A name is written only where the one before leaves room for it.
  const named: Moment[] = []
  for (const one of moments) {
    const before = named.at(-1)
    if (one.kind !== 'source' && (!before || place(one.at) - place(before.at) > 11)) named.push(one)
  }
  const years = yearsBetween(first, last)
  return (
    <div
      ref={line}
      className="slider"
      role="slider"
      tabIndex={0}
      aria-label={t('lineage.travel')}
      aria-valuemin={0}
      aria-valuemax={moments.length}
      aria-valuenow={at ? moments.filter((one) => one.at <= at).length - 1 : moments.length}
      aria-valuetext={at ? moment(at) : t('lineage.now')}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        if ((event.target as HTMLElement).closest('.slider-dot')) return
        dragging.current = true
        drag(event.clientX)
      }}
      onPointerMove={(event) => dragging.current && drag(event.clientX)}
    >
      <div className="slider-line" />
      <div className="slider-done" style={{ width: `${here}%` }} />
      {named.map((one) => (
        <span key={one.at} className={place(one.at) < 8 ? 'slider-name first' : 'slider-name'} style={{ left: `${place(one.at)}%` }} title={moment(one.at)}>
          {word('event', one.kind)} {word('source', one.source)}
        </span>
      ))}
      {moments.map((one) => (
        <span
          key={one.at}
          className={one.kind === 'source' ? 'slider-dot small' : 'slider-dot'}
          style={{ left: `${place(one.at)}%`, background: dots[one.kind] ?? 'var(--control)' }}
          title={`${axis === 'system' ? moment(one.at) : one.at} ${word('event', one.kind)} ${word('source', one.source)}`}
          onClick={() => onChange(one.at)}
        />
      ))}
      {years.map((one) => (
        <span key={one.text} className="slider-tick" style={{ left: `${2 + ((one.at - first) / span) * 94}%` }}>
          {one.text}
        </span>
      ))}
      <span className="slider-here" style={{ left: `${here}%` }} />
      <span className="slider-tick now" style={{ left: `${here}%` }}>
        {at ? day(at).slice(5) : t('common.today')}
      </span>
    </div>
  )
}

/** Ticks of a scale: years, or months when all happened within two years. */
function yearsBetween(first: number, last: number): { at: number; text: string }[] {
  const ticks: { at: number; text: string }[] = []
  const months = last - first < 2 * 365 * 86_400_000
  const at = new Date(first)
  at.setUTCDate(1)
  at.setUTCHours(0, 0, 0, 0)
  if (!months) at.setUTCMonth(0)
  for (let step = 0; step < 400; step += 1) {
    if (months) at.setUTCMonth(at.getUTCMonth() + 1)
    else at.setUTCFullYear(at.getUTCFullYear() + 1)
    if (at.getTime() > last - (last - first) * 0.06) break
    ticks.push({ at: at.getTime(), text: months ? at.toISOString().slice(0, 7) : String(at.getUTCFullYear()) })
  }
  const every = Math.ceil(ticks.length / 10)
  return ticks.filter((_, index) => index % every === 0)
}

function Candidates({ one, number }: { one: LineageAttribute; number: string }) {
  const { t, word, pick } = useWords()
  const winner = winnerOf(one)
  return (
    <ol className="candidates">
      {one.candidates.map((candidate, at) => {
        const won = candidate.survives
        const same = !won && candidate.value === winner?.value
        const text = pick(candidate.meaning) || word(one.attribute, candidate.value)
        return (
          <li key={candidate.record_id + at} className={won ? 'candidate won' : 'candidate'}>
            <div className="row">
              <SourceDot source={candidate.source} />
              <span className="muted">{word('source', candidate.source)}</span>
              <span className={won || same ? 'strong grow' : 'gone grow'}>
                {candidate.masked ? <Masked number={number} what={{ attribute: one.attribute, record_id: candidate.record_id, index: one.candidates.filter((other) => other.record_id === candidate.record_id).indexOf(candidate) }} mask={candidate.value ?? ''} label={pick(one.label)} /> : text}
              </span>
              {won ? <Tag tone="gold">{one.many && at > 0 ? t('lineage.kept', { rank: at + 1 }) : t('lineage.won')}</Tag> : same ? <Tag tone="ok">{t('lineage.same')}</Tag> : <Tag>{t('lineage.lost')}</Tag>}
            </div>
            <div className="hint">
              {day(candidate.since)} · {word('verification', candidate.verification)}
              {candidate.stale ? ` · ${t('lineage.stale')}` : ''} · <span className="num">{candidate.key}</span>
            </div>
            <div className="candidate-why">{same ? t('lineage.same-text') : pick(candidate.reason)}</div>
          </li>
        )
      })}
    </ol>
  )
}

/** Past values of one attribute, newest first. */
function History({ moments, parts, attribute }: { moments: Moment[]; parts: (Answer | undefined)[]; attribute: string }) {
  const { t, word, pick } = useWords()
  const past: { at: string; candidate: Candidate }[] = []
  for (const [at, one] of moments.entries()) {
    const winner = winnerOf(parts[at]?.attributes.find((answer) => answer.attribute === attribute))
    const last = past.at(-1)
    if (winner && (!last || last.candidate.value !== winner.value || last.candidate.source !== winner.source)) past.push({ at: one.at, candidate: winner })
  }
  if (past.length === 0) return null
  return (
    <section className="past-values" aria-label={t('lineage.past')}>
      <h3>{t('lineage.past')}</h3>
      {past.reverse().map(({ at, candidate }) => (
        <div key={at} className="row past-value">
          <span className="num muted">{day(at)}</span>
          <SourceDot source={candidate.source} />
          <span className="grow clip">{pick(candidate.meaning) || word(attribute, candidate.value)}</span>
          <span className="hint">{word('source', candidate.source)}</span>
        </div>
      ))}
    </section>
  )
}
