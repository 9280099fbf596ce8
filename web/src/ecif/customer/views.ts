/** Lists of customers under a name: what they are held to, their order and their columns. */

export const conditions = ['kind', 'level', 'manager', 'source', 'expiring'] as const
export type Condition = (typeof conditions)[number]
export type ListSearch = Partial<Record<Condition, string>> & { in?: string; below?: boolean; sort?: string; row?: string; view?: string; account?: string; contract?: string }

/** When a document expires, as a view keeps it: counted from the day somebody looks, not from the day it was saved. */
export const expiries = ['past', '30d', '90d'] as const
export type Expiry = (typeof expiries)[number]

/** The day before which a document is to expire, seen from today; none for a word that means nothing. */
export function expiringBefore(word: string | undefined, today: Date): string | undefined {
  if (!expiries.includes(word as Expiry)) return undefined
  const days = word === 'past' ? 0 : Number.parseInt(word!, 10) + 1
  const last = new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate() + days))
  return last.toISOString().slice(0, 10)
}

export type View = { name: string; search: ListSearch; columns?: string[]; pinned?: boolean; default?: boolean }

/** The views somebody keeps: filter, order and columns under a name. */
export function viewsOf(preferences: unknown): View[] {
  const kept = (preferences as { customer_views?: View[] } | null)?.customer_views ?? []
  return kept.filter((view) => typeof view?.name === 'string')
}
