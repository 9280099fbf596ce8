/** Records side by side, the two customers apart, the difference marked inside the value; beside them what would survive. */
import { Link } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import type { Review, ReviewLine, ReviewRecord } from '../../api/types'
import { useWords } from '../../i18n'
import { useUnits } from '../../shell/units'
import { Choice, SourceDot, sourceColour } from '../../ui/bits'
import { customerNumber, day } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Masked } from '../customer/Masked'
import { nameOf, shown } from '../customer/values'
import { StatusTag } from './Beside'
import { piecesOf, standings, type Standing } from './marks'

export type Which = 'compared' | 'differing' | 'all'

type Props = {
  review: Review
  which: Which
  onWhich: (which: Which) => void
  /** Picks the value of a record for an attribute, or takes the pick back. */
  onPick: (attribute: string, record: string | null) => void
  canPick: boolean
}

export function Compare({ review, which, onWhich, onPick, canPick }: Props) {
  const { t, word } = useWords()
  const { records, lines, suspect } = review
  const fits = (line: ReviewLine) => which === 'all' || (which === 'compared' ? line.compared != null : line.differs)
  const rows = lines.filter(fits)
  const differing = lines.filter((line) => line.differs).length
  const firstOther = records.findIndex((record) => record.of === 'other')
  const sides = [
    { side: suspect.one, records: records.filter((record) => record.of === 'one') },
    { side: suspect.other, records: records.filter((record) => record.of === 'other') },
  ].filter((side) => side.records.length > 0)
  return (
    <section className="card review-compare" aria-label={t('review.records')}>
      <header className="card-head">
        <h2>{t('review.records')}</h2>
        {suspect.status !== 'suspect' && <StatusTag status={suspect.status} />}
        <span className="card-hint desk-only">{t('review.base', { source: records[0] ? word('source', records[0].source) : '' })}</span>
        <div className="card-extra">
          <Choice
            label={t('records.which')}
            value={which}
            onChange={onWhich}
            options={[
              { value: 'all', label: t('review.all-fields') },
              { value: 'compared', label: t('review.compared') },
              { value: 'differing', label: `${t('review.differing')} ${differing}` },
            ]}
          />
        </div>
      </header>
      <div className="table-box" tabIndex={0} role="group" aria-label={t('review.records')}>
        <table className="table review-table" style={{ minWidth: 76 + records.length * 168 + 190 }}>
          <thead>
            <tr className="review-sides">
              <th rowSpan={2} scope="col" className="sticky">
                {t('records.field')}
              </th>
              {sides.map(({ side, records: own }, at) => (
                <th key={side.number} colSpan={own.length} scope="colgroup" className={at > 0 ? 'side-edge' : undefined}>
                  <span className="row">
                    <Link to={`/customers/${side.number}`} className="clip">
                      {nameOf(side, t)}
                    </Link>
                    <span className="hint num">{customerNumber(side.number ?? '')}</span>
                  </span>
                </th>
              ))}
              <th rowSpan={2} scope="col" className="golden">
                <span className="row gold-text">
                  <Icon name="star" size={13} fill /> {t('review.golden')}
                </span>
                <span className="golden-hint">{t(canPick ? 'review.golden-pick' : 'review.golden-hint')}</span>
              </th>
            </tr>
            <tr className="review-sources">
              {records.map((record, at) => (
                <th key={record.record_id} scope="col" className={at === firstOther ? 'side-edge' : undefined}>
                  <Head record={record} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((line, row) => (
              <Line key={`${line.kind}/${line.field}`} {...{ line, row, review, firstOther, canPick, onPick }} />
            ))}
            {rows.length === 0 && (
              <tr>
                <td colSpan={records.length + 2} className="muted">
                  {t(which === 'differing' ? 'review.no-differing' : 'review.no-compared')}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Head({ record }: { record: ReviewRecord }) {
  const { t, word } = useWords()
  const units = useUnits()
  const facts = [record.changed_on && t('review.changed', { on: day(record.changed_on) }), t('review.trust', { trust: (record.trust / 100).toFixed(2) }), record.unit && units.name(record.unit)].filter(Boolean)
  return (
    <span className="source-head" style={{ borderColor: sourceColour(record.source) }}>
      <span className="row">
        <b>{word('source', record.source)}</b>
        <span className="hint num clip">{record.key ?? ''}</span>
        {record.gone && <span className="bad-text">{t('review.gone')}</span>}
      </span>
      <span className="hint clip" title={facts.join(' · ')}>
        {facts.join(' · ')}
      </span>
    </span>
  )
}

type LineProps = { line: ReviewLine; row: number; review: Review; firstOther: number; canPick: boolean; onPick: Props['onPick'] }

/** Arrows lead from cell to cell. */
function onArrow(event: KeyboardEvent<HTMLElement>, row: number, column: number) {
  const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0]
  if (!down && !right) return
  event.preventDefault()
  event.stopPropagation()
  const table = event.currentTarget.closest('table')
  for (let step = 1; step < 40; step += 1) {
    const next = table?.querySelector<HTMLElement>(`[data-cell="${row + down! * step}/${column + right! * step}"]`)
    if (next) return next.focus()
  }
}

function Line({ line, row, review, firstOther, canPick, onPick }: LineProps) {
  const { t, pick, word, language } = useWords()
  const { records } = review
  const { base, stands } = standings(line.cells)
  const label = pick(line.label)
  const survivor = line.survivor
  const from = survivor && records.find((record) => record.record_id === survivor.record_id)
  const pickable = canPick && line.kind === 'attribute'
  const text = (cell: { value?: string | null; meaning?: { zh: string; en: string } | null }) => shown({ attribute: line.field, ...cell }, language)
  // A record's only document is the first of its documents: of several the place is not told here.
  const sole = (at: number) => review.lines.filter((one) => one.kind === 'document' && one.cells[at]?.value != null).length === 1
  return (
    <tr>
      <th scope="row" className="sticky">
        {label}
      </th>
      {line.cells.map((cell, at) => {
        const record = records[at]!
        const stand = stands[at]!
        const survives = survivor?.record_id === record.record_id && cell.value != null
        const choose = pickable && cell.value != null && cell.valid ? () => onPick(line.field, survivor?.picked && survives ? null : record.record_id) : undefined
        const value = text(cell)
        const differs = stand === 'similar' || stand === 'differs'
        const pieces = differs && base >= 0 && at !== base ? piecesOf(text(line.cells[base]!), value) : null
        const revealed = cell.masked && cell.value != null && (line.kind === 'attribute' || sole(at))
        return (
          <td key={record.record_id} className={`stand-${stand}${survives ? ' survives' : ''}${choose ? ' pickable' : ''}${at === firstOther ? ' side-edge' : ''}`} onClick={choose}>
            <span className="cell">
              {choose && (
                <button
                  type="button"
                  className="cell-pick"
                  data-cell={`${row}/${at}`}
                  aria-pressed={survives}
                  aria-label={t('review.pick', { source: word('source', record.source), what: label })}
                  title={t('review.pick', { source: word('source', record.source), what: label })}
                  onClick={(event) => {
                    event.stopPropagation()
                    choose()
                  }}
                  onKeyDown={(event) => onArrow(event, row, at)}
                />
              )}
              <span className="cell-value clip" title={cell.value != null ? value : undefined} onClick={revealed ? (event) => event.stopPropagation() : undefined}>
                {revealed ? (
                  <Masked number={record.number} what={{ attribute: line.kind === 'document' ? 'identification' : line.field, record_id: record.record_id }} mask={value} label={label} />
                ) : pieces ? (
                  pieces.map((piece, index) => (piece.changed ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))
                ) : (
                  value
                )}
              </span>
              {!cell.valid && (
                <span className="bad-text" title={t('review.invalid')}>
                  <Icon name="warn" size={13} />
                  <span className="sr">{t('review.invalid')}</span>
                </span>
              )}
              <Word stand={stand} hidden={differs && cell.masked && !pieces?.some((piece) => piece.changed)} />
            </span>
          </td>
        )
      })}
      <td className="golden">
        {survivor && (
          <span className="cell">
            {from && <SourceDot source={from.source} />}
            <span className="cell-value clip strong" title={text(survivor)}>
              {text(survivor)}
            </span>
            {survivor.picked ? (
              <button type="button" className="cell-undo" onClick={() => onPick(line.field, null)} title={t('review.unpick')}>
                {t('review.picked')} <Icon name="close" size={11} />
              </button>
            ) : (
              survivor.reason && survivor.reason.code !== 'only' && <span className="hint clip cell-why" title={pick(survivor.reason)}>{pick(survivor.reason)}</span>
            )}
          </span>
        )}
      </td>
    </tr>
  )
}

function Word({ stand, hidden }: { stand: Standing; hidden: boolean }) {
  const { t } = useWords()
  if (stand === 'base' || stand === 'alone') return null
  if (stand === 'same')
    return (
      <span className="stand stand-word-same" title={t('review.stand.same')}>
        <Icon name="check" size={13} />
        <span className="sr">{t('review.stand.same')}</span>
      </span>
    )
  return (
    <span className={`stand stand-word-${stand}`} title={hidden ? t('review.hidden') : undefined}>
      {t(`review.stand.${stand}`)}
    </span>
  )
}
