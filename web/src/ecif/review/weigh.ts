/** A weight as bars: in tenths of a bit, so that what is shown adds up to what is shown. */
import type { ReviewScore } from '../../api/types'

/** A step of the way from nothing to the total, in tenths of a bit. */
export type Step = {
  kind: 'prior' | 'part' | 'frequency' | 'household'
  field?: string
  level?: string
  /** Customers that carry the value, where it is a frequent one. */
  customers?: number
  tenths: number
  /** Where the bar begins and ends. */
  from: number
  to: number
}

export type Waterfall = {
  steps: Step[]
  /** Fields that one of the two says nothing of: they weigh nothing. */
  silent: string[]
  total: number
}

/** Rounds to whole numbers that add up to the rounded total: what is cut off goes where most of it was. */
export function apportioned(exact: number[], total: number): number[] {
  const whole = exact.map(Math.floor)
  const order = exact.map((value, at) => [value - whole[at]!, at] as const).sort((one, other) => other[0] - one[0] || one[1] - other[1])
  let left = Math.round(total) - whole.reduce((sum, value) => sum + value, 0)
  for (let turn = 0; left !== 0 && order.length > 0; turn += 1) {
    // More than one turn is only for totals that the parts do not make.
    const [, at] = left > 0 ? order[turn % order.length]! : order[order.length - 1 - (turn % order.length)]!
    whole[at]! += Math.sign(left)
    left -= Math.sign(left)
  }
  return whole
}

/** The bars of a score: prior, fields, then corrections where they are due; bars of nothing are left out. */
export function waterfall(score: ReviewScore): Waterfall {
  const steps: (Omit<Step, 'tenths' | 'from' | 'to'> & { bits: number })[] = [{ kind: 'prior', bits: score.prior }]
  const silent: string[] = []
  for (const part of score.parts) {
    if (part.level === 'missing') {
      silent.push(part.field)
      continue
    }
    steps.push({ kind: 'part', field: part.field, level: part.level, bits: part.bits })
    if (Math.abs(part.frequency) > 1e-9) steps.push({ kind: 'frequency', field: part.field, customers: part.customers, bits: part.frequency })
  }
  if (Math.abs(score.household) > 1e-9) steps.push({ kind: 'household', bits: score.household })
  const tenths = apportioned(
    steps.map((step) => step.bits * 10),
    score.bits * 10,
  )
  let at = 0
  const shown: Step[] = []
  steps.forEach(({ bits: _, ...step }, index) => {
    const from = at
    at += tenths[index]!
    if (tenths[index] !== 0 || step.kind === 'part' || step.kind === 'prior') shown.push({ ...step, tenths: tenths[index]!, from, to: at })
  })
  return { steps: shown, silent, total: at }
}

/** `+6.2` or `−4.1` of tenths of a bit. */
export function signed(tenths: number): string {
  return `${tenths < 0 ? '\u2212' : '+'}${(Math.abs(tenths) / 10).toFixed(1)}`
}

/** A weight in bits, as `signed`. */
export function bits(value: number): string {
  return signed(Math.round(value * 10))
}

/** A probability: never shown as certain where it is not. */
export function chance(probability: number): string {
  if (probability > 0.9999) return '>99.99%'
  if (probability < 0.0001) return '<0.01%'
  return `${(probability * 100).toFixed(2)}%`
}

/** Even marks of an axis, in tenths of a bit. */
export function marksOf(low: number, high: number): number[] {
  const steps = [50, 100, 200, 500]
  const step = steps.find((one) => (high - low) / one <= 8) ?? 1000
  const marks: number[] = []
  for (let at = Math.ceil(low / step) * step; at <= high; at += step) marks.push(at)
  return marks
}

/** How long ago, in the largest unit that is not nothing. */
export function ageOf(found: string, now: number): ['minutes' | 'hours' | 'days', number] {
  const minutes = Math.max(0, Math.floor((now - new Date(found).getTime()) / 60_000))
  if (minutes < 60) return ['minutes', minutes]
  if (minutes < 48 * 60) return ['hours', Math.floor(minutes / 60)]
  return ['days', Math.floor(minutes / 1440)]
}
