/** Golden values as the screens need them. */
import type { Translate } from '../../i18n'
import type { Customer, Value } from '../../api/types'
import { exact, type Language } from '../../ui/format'

/** Values that are money. */
const amounts = new Set(['annual_income', 'registered_capital', 'annual_revenue', 'total_assets'])

/** A value as it is read: a code by its meaning. */
export function shown(value: { attribute?: string; value?: string | null; meaning?: { zh: string; en: string } | null }, language: Language): string {
  if (!value.meaning) {
    if (value.value && value.attribute && amounts.has(value.attribute)) return exact(value.value)
    return value.value ?? '—'
  }
  return language === 'en' ? value.meaning.en : value.meaning.zh
}

/** A customer's name, where one may see it. */
export function nameOf(customer: { name?: string | null }, t: Translate): string {
  return customer.name || t('customer.nameless')
}

/** The first value of an attribute. */
export function valueOf(customer: Customer, attribute: string): Value | undefined {
  for (const values of Object.values(customer.subjects)) {
    const found = values.find((one) => one.attribute === attribute)
    if (found) return found
  }
  return undefined
}

/** Values by attribute, in the order they came: of those that hold many, best first. */
export function byAttribute(values: Value[]): Value[][] {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const group = groups.get(value.attribute)
    if (group) group.push(value)
    else groups.set(value.attribute, [value])
  }
  return [...groups.values()]
}
