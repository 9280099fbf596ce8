/** What happened to a customer's record, newest first. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Event } from '../../api/types'
import { useWords } from '../../i18n'
import { Choice, Empty, SourceTag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { day, moment } from '../../ui/format'
import { Icon, type IconName } from '../../ui/Icon'

export const eventSigns: Record<string, { icon: IconName; tone: string }> = {
  opened: { icon: 'plus', tone: 'br' },
  merged: { icon: 'merge', tone: 'gold' },
  parted: { icon: 'scissors', tone: 'bad' },
  changed: { icon: 'edit', tone: 'br' },
  source: { icon: 'source', tone: 'cy' },
  gone: { icon: 'exit', tone: 'warn' },
  back: { icon: 'refresh', tone: 'cy' },
}

/** What happened, in words: why, by which act, from which file. */
export function toldOf(event: Event, word: (domain: string, value: string | null | undefined) => string): string {
  const act = event.file ?? (event.act ? word('act', event.act) : '')
  return [event.cause && event.kind !== 'source' ? event.cause : '', /^\*+$/.test(event.key ?? '') ? '' : (event.key ?? ''), act].filter(Boolean).join(' · ')
}

export function Timeline({ query, number, short }: { query: Asked<{ items: Event[] }>; number: string; short?: boolean }) {
  const { t, word } = useWords()
  const [kind, setKind] = useState('all')
  const kinds = [...new Set(query.data?.items.map((event) => event.kind) ?? [])]
  return (
    <LoadedCard
      query={query}
      rows={6}
      className={short ? 'scroll' : undefined}
      title={t('timeline.title')}
      hint={t('timeline.hint')}
      extra={
        !short && kinds.length > 1 && (
          <Choice label={t('timeline.kind')} value={kind} onChange={setKind} options={[{ value: 'all', label: t('common.all') }, ...kinds.map((value) => ({ value, label: word('event', value) }))]} />
        )
      }
      isEmpty={(data) => data.items.length === 0}
      empty={<Empty icon="history" title={t('timeline.none')} text={t('timeline.none-text')} />}
    >
      {(data) => {
        const events = [...data.items].sort((a, b) => b.at.localeCompare(a.at)).filter((event) => kind === 'all' || event.kind === kind)
        return (
          <ol className={short ? 'timeline short' : 'timeline'}>
            {events.slice(0, short ? 12 : undefined).map((event, at) => {
              const sign = eventSigns[event.kind] ?? { icon: 'info' as const, tone: 'br' }
              return (
                <li key={at}>
                  <time className="num muted" dateTime={event.at} title={moment(event.at, true)}>
                    {day(event.business_date ?? event.at)}
                  </time>
                  <span className={`event-sign avatar-${sign.tone}`}>
                    <Icon name={sign.icon} size={13} />
                  </span>
                  <span className="event-kind">{word('event', event.kind)}</span>
                  <span className="event-text">{toldOf(event, word)}</span>
                  {event.source && <SourceTag source={event.source} />}
                  {!short && (
                    <Link className="event-then" to={`/customers/${number}/lineage`} search={{ at: event.at } as never}>
                      {t('timeline.then')}
                    </Link>
                  )}
                </li>
              )
            })}
          </ol>
        )
      }}
    </LoadedCard>
  )
}
