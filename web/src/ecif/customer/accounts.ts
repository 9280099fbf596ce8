/** Sums over accounts. Every figure is added exactly, by currency. */
import type { Account, Accounts } from '../../api/types'
import { sum } from '../../ui/format'

export type Amounts = Record<string, string>

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

export function totalsOf(accounts: Accounts): Accounts['lines'] {
  return accounts.lines
}

export function balanceOf(account: Account): Amounts {
  return addUp(account.balances.map((one) => ({ [one.currency]: one.amount })))
}
