/** What to mind beside the score: hints and what hangs on it, earlier judgements against it, the history, a note. */
import { Link } from '@tanstack/react-router'
import { Input, type InputRef } from 'antd'
import type { ReactNode, RefObject } from 'react'
import type { Review, ReviewHint } from '../../api/types'
import { useWords } from '../../i18n'
import { useUnits } from '../../shell/units'
import { Tag } from '../../ui/bits'
import { count, customerNumber, moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { bits } from './weigh'
import { useMatchWords } from './words'

type Props = {
  review: Review
  judge: boolean
  note: string
  onNote: (note: string) => void
  noteBox: RefObject<InputRef | null>
  /** Whether the judgements against it were looked at. */
  seen: boolean
  onSeen: (seen: boolean) => void
  seenBox: RefObject<HTMLButtonElement | null>
}

export function Beside({ review, judge, note, onNote, noteBox, seen, onSeen, seenBox }: Props) {
  const { t } = useWords()
  const { contradictions, hints, history } = review
  return (
    <section className="card review-beside" aria-label={t('review.hints')}>
      <header className="card-head">
        <h2>{t('review.hints')}</h2>
      </header>
      <div className="beside-body" tabIndex={0} role="group" aria-label={t('review.hints')}>
        {review.kept_apart && (
          <div className="contra" role="note">
            <strong>
              <Icon name="lock" size={13} /> {t('review.kept-apart')}
            </strong>
            <p>{t('review.kept-apart-text')}</p>
          </div>
        )}
        {review.suspect.status === 'same_kept' && (
          <div className="contra together" role="note">
            <Link to={`/customers/${review.suspect.one.number}/combined`}>{t('combined.see')}</Link>
          </div>
        )}
        {contradictions.length > 0 && (
          <div className="contra" role="note">
            <strong>
              <Icon name="warn" size={13} /> {t('review.contradicts')}
            </strong>
            {contradictions.map((one, at) => (
              <p key={at}>
                <Contradiction of={one} />
              </p>
            ))}
            {judge && (
              <button ref={seenBox} type="button" role="checkbox" aria-checked={seen} className="seen" onClick={() => onSeen(!seen)}>
                <i aria-hidden="true">{seen && <Icon name="check" size={12} />}</i>
                {t('review.despite')}
              </button>
            )}
          </div>
        )}
        {review.household && <Household of={review.household} />}
        <ul className="hints">
          {hints.map((hint, at) => (
            <Hint key={at} hint={hint} review={review} />
          ))}
          <Line tone="plain" title={t('review.history')}>
            {history.length === 0 && t('review.no-history')}
          </Line>
        </ul>
        {history.length > 0 && (
          <ol className="history">
            {history.map((past, at) => (
              <li key={at}>
                <span className="row wrap">
                  <StatusTag status={past.status} />
                  <span className="hint">{past.actor.id === 'automatic' ? t('review.automatic') : past.actor.name}</span>
                  <span className="hint num">{moment(past.given_at)}</span>
                </span>
                {past.note && <span className="wrap-anywhere">{past.note}</span>}
                <span className="hint num">
                  {bits(past.bits)} · {t('common.version', { version: past.model })}
                </span>
              </li>
            ))}
          </ol>
        )}
      </div>
      {judge && (
        <div className="note-box">
          <Input.TextArea
            ref={noteBox as never}
            value={note}
            maxLength={2000}
            rows={2}
            placeholder={t('review.note')}
            aria-label={t('review.note')}
            onChange={(event) => onNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
          />
        </div>
      )}
    </section>
  )
}

/** They rather live together than are one: what speaks for that, and which ties they have. */
function Household({ of }: { of: NonNullable<Review['household']> }) {
  const { t, word } = useWords()
  const words = useMatchWords('persons')
  const list = (said: typeof of.shared) => said.map(words.said).join(t('review.comma'))
  return (
    <div className="contra together" role="note">
      <strong>
        <Icon name="home" size={13} /> {t('review.together')}
      </strong>
      <p>{t('review.together-shared', { what: list(of.shared) })}</p>
      <p>{t('review.together-apart', { what: list(of.apart) })}</p>
      {of.standing.length > 0 && <p className="strong">{t('review.together-standing', { what: of.standing.map((kind) => word('relation', kind)).join(t('review.comma')) })}</p>}
    </div>
  )
}

export function StatusTag({ status }: { status: string }) {
  const { word } = useWords()
  return <Tag tone={status === 'different' ? 'bad' : status === 'unsure' ? 'warn' : status === 'suspect' ? 'plain' : 'ok'}>{word('suspect-status', status)}</Tag>
}

function Contradiction({ of }: { of: Review['contradictions'][number] }) {
  const { t } = useWords()
  const third = of.number ? `${of.name ?? t('customer.nameless')} ${customerNumber(of.number)}` : t('review.out-of-sight')
  const who = of.actor.id === 'automatic' ? t('review.automatic') : of.actor.name
  return (
    <>
      {of.number ? <Link to={`/customers/${of.number}`}>{third}</Link> : third}
      {t(of.with_other === 'same' ? 'review.against-same' : 'review.against-suspect', { number: customerNumber(of.different_from) })}
      <span className="hint num">
        {' '}
        {who} · {moment(of.given_at)}
      </span>
    </>
  )
}

function Line({ tone, title, children }: { tone: 'plain' | 'br' | 'warn' | 'bad'; title: ReactNode; children?: ReactNode }) {
  return (
    <li>
      <i className={`dot dot-${tone}`} aria-hidden="true" />
      <div className="grow">
        <div>{title}</div>
        {children && <div className="hint">{children}</div>}
      </div>
    </li>
  )
}

function Hint({ hint, review }: { hint: ReviewHint; review: Review }) {
  const { t, word, pick } = useWords()
  const units = useUnits()
  if (hint.hint === 'reopened')
    return (
      <Line tone="warn" title={t('review.reopened')}>
        {t('review.reopened-text')}
      </Line>
    )
  if (hint.hint === 'rule')
    return (
      <Line tone="warn" title={t('review.rule', { rule: word('rule', hint.rule) })}>
        {t('review.rule-text', { rule: hint.rule })}
      </Line>
    )
  if (hint.hint === 'shared_phone')
    return (
      <Line tone="warn" title={t('review.shared-phone', { count: count(hint.customers) })}>
        {t('review.shared-phone-text')}
      </Line>
    )
  if (hint.hint === 'bad_number') {
    const record = review.records.find((one) => one.record_id === hint.record_id)
    return (
      <Line tone="bad" title={t('review.bad-number', { source: record ? word('source', record.source) : '', document: pick(hint.label) })}>
        {t('review.bad-number-text')}
      </Line>
    )
  }
  return (
    <Line tone="br" title={t('review.impact')}>
      {t('review.impact-text', {
        records: count(hint.records),
        accounts: count(hint.accounts),
        sources: hint.sources.map((source) => word('source', source)).join(t('review.comma')),
      })}
      {hint.units.length > 0 && ` · ${hint.units.map(units.name).join(t('review.comma'))}`}
    </Line>
  )
}
