/** Sums over accounts. Every figure is added exactly, by currency. */
import type { Accounts, Amount, Contracts, Holding } from '../../api/types'
import { sum } from '../../ui/format'

export type Amounts = Record<string, string>

/** What a balance says is owed, not owned. */
const owed = new Set(['outstanding', 'owed', 'used', 'overdue'])

export function addUp(parts: Amounts[]): Amounts {
  const byCurrency = new Map<string, string[]>()
  for (const part of parts)
    for (const [currency, amount] of Object.entries(part)) {
      const list = byCurrency.get(currency)
      if (list) list.push(amount)
      else byCurrency.set(currency, [amount])
    }
  return Object.fromEntries([...byCurrency].map(([currency, amounts]) => [currency, sum(amounts)]))
}

/** Amounts by currency; those that are masked are not there. */
export function byCurrency(amounts: Amount[], which: 'all' | 'owned' | 'owed' = 'all'): Amounts {
  return addUp(
    amounts
      .filter((one) => one.amount != null && !one.masked && (which === 'all' || owed.has(one.kind) === (which === 'owed')))
      .map((one) => ({ [one.currency]: one.amount! })),
  )
}

/** Whether amounts are kept back from the reader. */
export function isMasked(amounts: Amount[]): boolean {
  return amounts.some((one) => one.masked)
}

/** The kinds of contract, in the order they are shown. */
export const contractKinds = ['credit_lines', 'loans', 'collateral', 'guarantees'] as const
export type ContractKind = (typeof contractKinds)[number]

/** Every account of a customer, line by line. */
export function holdingsOf(data: Accounts): Holding[] {
  return data.lines.flatMap((line) => line.products.flatMap((product) => product.accounts))
}

/** Which kinds of contract an agreement is: one may be several, as a loan that something is pledged for. */
export function contractsOf(data: Contracts | undefined, record: string): ContractKind[] {
  return data ? contractKinds.filter((kind) => data[kind].some((one) => one.record_id === record)) : []
}
