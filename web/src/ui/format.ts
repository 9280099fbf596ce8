/** How amounts, counts and dates are written. Amounts arrive as decimal texts and never become floats. */

export type Language = 'zh-CN' | 'en'

const MINUS = '\u2212'

/** Groups digits by three: `1234567` is `1,234,567`. */
export function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

export function count(value: number, _language?: Language): string {
  return (value < 0 ? MINUS : '') + grouped(String(Math.abs(Math.trunc(value))))
}

type Scaled = { digits: string; unit: string }

/** Divides a whole number of cents by 10^power and keeps `places` decimals, rounding half away from zero. */
function scale(cents: bigint, power: number, places: number): string {
  const drop = BigInt(10) ** BigInt(power + 2 - places)
  const half = drop / 2n
  const rounded = (cents + half) / drop
  if (places === 0) return grouped(rounded.toString())
  const base = BigInt(10) ** BigInt(places)
  const fraction = (rounded % base).toString().padStart(places, '0')
  return `${grouped((rounded / base).toString())}.${fraction}`
}

function cents(amount: string): { negative: boolean; cents: bigint } | null {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(amount.trim())
  if (!parts) return null
  const fraction = `${parts[3] ?? ''}00`.slice(0, 2)
  return { negative: parts[1] === '-', cents: BigInt(parts[2]! + fraction) }
}

function scaled(value: bigint, language: Language): Scaled {
  const yuan = value / 100n
  if (language === 'zh-CN') {
    if (yuan >= 100_000_000n) return { digits: scale(value, 8, 2), unit: '亿' }
    if (yuan >= 1_000_000n) return { digits: scale(value, 4, 0), unit: '万' }
    if (yuan >= 10_000n) return { digits: scale(value, 4, 1), unit: '万' }
    return { digits: scale(value, 0, 2), unit: '' }
  }
  if (yuan >= 1_000_000_000n) return { digits: scale(value, 9, 2), unit: 'B' }
  if (yuan >= 1_000_000n) return { digits: scale(value, 6, 2), unit: 'M' }
  if (yuan >= 10_000n) return { digits: scale(value, 3, 1), unit: 'K' }
  return { digits: scale(value, 0, 2), unit: '' }
}

/** An amount as people read it: `2,860 万`, `5.00 亿`, `28.60M`; the currency only when it is not CNY. */
export function amount(text: string | null | undefined, currency: string, language: Language): string {
  if (text == null) return '—'
  const read = cents(text)
  if (!read) return text
  const { digits, unit } = scaled(read.cents, language)
  const space = language === 'zh-CN' && unit ? ' ' : ''
  const prefix = currency && currency !== 'CNY' ? `${currency} ` : ''
  return `${prefix}${read.negative ? MINUS : ''}${digits}${space}${unit}`
}

/** The whole amount, to the cent, for a hover and for tables that must add up. */
export function exact(text: string | null | undefined, currency?: string): string {
  if (text == null) return '—'
  const read = cents(text)
  if (!read) return text
  const prefix = currency && currency !== 'CNY' ? `${currency} ` : ''
  return `${prefix}${read.negative ? MINUS : ''}${scale(read.cents, 0, 2)}`
}

/** The sum of decimal texts, exactly. */
export function sum(amounts: readonly string[]): string {
  let total = 0n
  for (const one of amounts) {
    const read = cents(one)
    if (read) total += read.negative ? -read.cents : read.cents
  }
  const negative = total < 0n
  const digits = (negative ? -total : total).toString().padStart(3, '0')
  return `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A part of a whole in per mille of decimal texts, for the lengths of bars only. */
export function share(part: string, whole: string): number {
  const [one, all] = [cents(part), cents(whole)]
  if (!one || !all || all.cents === 0n || one.negative) return 0
  return Number((one.cents * 1000n) / all.cents) / 1000
}

export function percent(fraction: number, places = 1): string {
  return `${(fraction * 100).toFixed(places)}%`
}

/** `2026-11-24` of a date or an instant, in the reader's own day. */
export function day(text: string | null | undefined): string {
  if (!text) return '—'
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return text
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** `2026-11-24 08:12` of an instant; a bare date stays a date. */
export function moment(text: string | null | undefined, seconds = false): string {
  if (!text) return '—'
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return text
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${two(at.getHours())}:${two(at.getMinutes())}${seconds ? `:${two(at.getSeconds())}` : ''}`
  return `${day(text)} ${time}`
}

/** Whole years from a birth date to a day, both `YYYY-MM-DD`. */
export function years(born: string, on: string): number | null {
  const [from, to] = [born, on].map((text) => /^(\d{4})-(\d{2})-(\d{2})/.exec(text))
  if (!from || !to) return null
  const before = `${to[2]}${to[3]}` < `${from[2]}${from[3]}`
  return Number(to[1]) - Number(from[1]) - (before ? 1 : 0)
}

/** A customer number in groups of four: `1000 2847 3356`. */
export function customerNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** Seconds or milliseconds as people say them. */
export function duration(milliseconds: number, language: Language): string {
  const zh = language === 'zh-CN'
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} ${zh ? '秒' : 's'}`
  const minutes = Math.floor(seconds / 60)
  const rest = Math.round(seconds % 60)
  return zh ? `${minutes} 分 ${rest} 秒` : `${minutes} m ${rest} s`
}
