/** Why this score: from what is unlikely beforehand, bar by bar, to the total. The bars add up to what is shown. */
import type { CSSProperties } from 'react'
import type { Review, ReviewScore } from '../../api/types'
import { useWords } from '../../i18n'
import { Choice, IconButton } from '../../ui/bits'
import { count } from '../../ui/format'
import { bits, chance, marksOf, signed, waterfall, type Step } from './weigh'
import { useMatchWords } from './words'

type Props = { review: Review; at: number; onAt: (at: number) => void; table: boolean; onTable: (table: boolean) => void }

export function Chart({ review, at, onAt, table, onTable }: Props) {
  const { t, word } = useWords()
  const score = review.comparisons[at] ?? review.comparisons[0]
  const source = (id: string) => word('source', review.records.find((record) => record.record_id === id)?.source ?? '')
  const twice = (name: (one: ReviewScore) => string, one: ReviewScore) => review.comparisons.filter((other) => name(other) === name(one)).length > 1
  const pairName = (one: ReviewScore) => `${source(one.one)}–${source(one.other)}`
  const keyOf = (id: string) => review.records.find((record) => record.record_id === id)?.key?.slice(-4) ?? ''
  return (
    <section className="card review-why" aria-label={t('review.why')}>
      <header className="card-head">
        <h2>{t('review.why')}</h2>
        <span className="card-hint desk-only">{t('review.why-hint')}</span>
        <div className="card-extra">
          {review.comparisons.length > 1 && (
            <Choice
              label={t('review.which-pair')}
              value={String(review.comparisons.indexOf(score!))}
              onChange={(value) => onAt(Number(value))}
              options={review.comparisons.map((one, index) => ({
                value: String(index),
                label: `${pairName(one)}${twice(pairName, one) ? ` …${keyOf(one.one)}–${keyOf(one.other)}` : ''} ${bits(one.bits)}`,
              }))}
            />
          )}
          <IconButton icon={table ? 'chart' : 'columns'} label={t(table ? 'review.as-chart' : 'review.as-table')} onClick={() => onTable(!table)} />
        </div>
      </header>
      <div className="why-body" tabIndex={0} role="group" aria-label={t('review.why')}>
        {score && (table ? <Table score={score} of={review.suspect.of} /> : <Bars score={score} of={review.suspect.of} upper={review.upper} lower={review.lower} />)}
      </div>
    </section>
  )
}

/** A step in words, and what is to be said beside it. */
function useStepWords(of: string): (step: Step) => { label: string; detail?: string } {
  const { t } = useWords()
  const words = useMatchWords(of)
  return (step) => {
    if (step.kind === 'prior') return { label: t('review.prior'), detail: `1 : ${count(Math.round(2 ** (-step.tenths / 10)))}` }
    if (step.kind === 'household') return of === 'organisations' ? { label: t('review.premises'), detail: t('review.premises-text') } : { label: t('review.household'), detail: t('review.household-text') }
    const field = words.field(step.field!)
    if (step.kind === 'part') return { label: t('review.said', { field, level: words.level(step.level!) }) }
    return {
      label: t(step.tenths < 0 ? 'review.frequent' : 'review.rare', { field }),
      detail: step.customers ? t('review.customers-with', { count: count(step.customers) }) : undefined,
    }
  }
}

function Bars({ score, of, upper, lower }: { score: ReviewScore; of: string; upper: number; lower: number }) {
  const { t } = useWords()
  const words = useMatchWords(of)
  const said = useStepWords(of)
  const { steps, silent, total } = waterfall(score)
  const ends = steps.flatMap((step) => [step.from, step.to])
  const low = Math.min(0, lower * 10, ...ends) - 10
  const high = Math.max(0, upper * 10, total, ...ends) + 10
  const x = (tenths: number) => ((tenths - low) / (high - low)) * 100
  const bar = (from: number, to: number): CSSProperties => ({ left: `${x(Math.min(from, to))}%`, width: `${Math.abs(x(to) - x(from))}%` })
  /** Beside the bar, on the side where there is room. */
  const beside = (from: number, to: number): CSSProperties => {
    const [left, right] = [x(Math.min(from, to)), x(Math.max(from, to))]
    if (right <= 62) return { left: `${right}%`, maxWidth: `${100 - right}%` }
    return left > 32 ? { right: `${100 - left}%`, maxWidth: `${left}%` } : { left: `${left}%`, maxWidth: `${right - left}%` }
  }
  const inside = (from: number, to: number) => x(Math.max(from, to)) > 62 && x(Math.min(from, to)) <= 32
  const zone = { left: `${x(lower * 10)}%`, width: `${x(upper * 10) - x(lower * 10)}%` }
  return (
    <div className="weigh" role="img" aria-label={t('review.summary', { total: signed(total), chance: chance(score.probability), prior: bits(score.prior), upper: bits(upper), lower: bits(lower) })}>
      <div className="weigh-row weigh-limits" aria-hidden="true">
        <span />
        <span className="weigh-track">
          <span className="limit-low" style={x(lower * 10) < 34 ? { left: 0 } : { right: `${100 - x(lower * 10)}%` }}>
            <span className="limit-word">{t('review.lower')} </span>≤ {bits(lower)}
          </span>
          <span className="limit-high" style={x(upper * 10) > 66 ? { right: 0 } : { left: `${x(upper * 10)}%` }}>
            <span className="limit-word">{t('review.upper')} </span>≥ {bits(upper)}
          </span>
        </span>
      </div>
      {steps.map((step, index) => {
        const { label, detail } = said(step)
        const tone = step.kind === 'prior' ? 'prior' : step.tenths < 0 ? 'against' : 'for'
        return (
          <div key={index} className="weigh-row">
            <span className="weigh-label clip" title={label}>
              {label}
            </span>
            <span className="weigh-track">
              <i className="weigh-zone" style={zone} />
              <i className="weigh-even" style={{ left: `${x(0)}%` }} />
              <i className={`weigh-bar ${tone}`} style={bar(step.from, step.to)} />
              <span className={`weigh-text ${tone}${inside(step.from, step.to) ? ' inside' : ''}`} style={beside(step.from, step.to)}>
                <b>{signed(step.tenths)}</b>
                {detail && <span> · {detail}</span>}
              </span>
            </span>
          </div>
        )
      })}
      {silent.length > 0 && (
        <div className="weigh-row">
          <span className="weigh-label clip muted" title={silent.map(words.field).join('、')}>
            {t('review.silent')}
          </span>
          <span className="weigh-track">
            <i className="weigh-zone" style={zone} />
            <i className="weigh-even" style={{ left: `${x(0)}%` }} />
            <span className="weigh-text silent" style={x(total) > 50 ? { right: `${100 - x(total)}%`, maxWidth: `${x(total)}%` } : { left: `${x(total)}%`, maxWidth: `${100 - x(total)}%` }}>
              <b>0</b>
              <span> · {silent.map(words.field).join(t('review.comma'))}</span>
            </span>
          </span>
        </div>
      )}
      <div className="weigh-row weigh-total">
        <span className="weigh-label">{t('review.total')}</span>
        <span className="weigh-track">
          <i className="weigh-zone" style={zone} />
          <i className="weigh-even" style={{ left: `${x(0)}%` }} />
          <i className="weigh-bar total" style={bar(0, total)} />
          <span className={`weigh-text total${inside(0, total) ? ' inside' : ''}`} style={beside(0, total)}>
            <b>
              {signed(total)} → {chance(score.probability)}
            </b>
          </span>
        </span>
      </div>
      <div className="weigh-row weigh-axis" aria-hidden="true">
        <span />
        <span className="weigh-track">
          {marksOf(low, high).map((mark) => (
            <span key={mark} style={{ left: `${x(mark)}%` }}>
              {mark === 0 ? '0' : signed(mark).replace('.0', '')}
            </span>
          ))}
        </span>
      </div>
    </div>
  )
}

function Table({ score, of }: { score: ReviewScore; of: string }) {
  const { t } = useWords()
  const words = useMatchWords(of)
  const said = useStepWords(of)
  const { steps, silent, total } = waterfall(score)
  return (
    <table className="sum-table why-table">
      <thead>
        <tr>
          <th scope="col">{t('review.step')}</th>
          <td>{t('review.bits')}</td>
          <td>{t('review.so-far')}</td>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, at) => {
          const { label, detail } = said(step)
          return (
            <tr key={at}>
              <th scope="row">
                {label} {detail && <span className="hint">{detail}</span>}
              </th>
              <td className="num">{signed(step.tenths)}</td>
              <td className="num">{signed(step.to)}</td>
            </tr>
          )
        })}
        {silent.length > 0 && (
          <tr>
            <th scope="row">
              {t('review.silent')} <span className="hint">{silent.map(words.field).join(t('review.comma'))}</span>
            </th>
            <td className="num">0</td>
            <td className="num">{signed(total)}</td>
          </tr>
        )}
        <tr className="sum-total">
          <th scope="row">{t('review.total')}</th>
          <td className="num">{signed(total)}</td>
          <td className="num">{chance(score.probability)}</td>
        </tr>
      </tbody>
    </table>
  )
}
