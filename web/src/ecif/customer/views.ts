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

/** With whom a view is shared, the nearest first, and the depth of `view.share` that asks for. */
export const reaches = { unit: 'unit', unit_and_below: 'unit_and_below', bank: 'all' } as const
export type Reach = keyof typeof reaches

/** Filter, order and columns under a name; a shared one has an id, which addresses name. */
export type View = {
  id?: string
  name: string
  search: ListSearch
  columns?: string[]
  pinned?: boolean
  default?: boolean
  shared?: { with: Reach; unit?: string; owner: string; mine: boolean; mayTakeBack: boolean }
}

/** What an address names a view by. */
export const keyOf = (view: View) => view.id ?? view.name

/** The views somebody keeps for themselves. */
export function viewsOf(preferences: unknown): View[] {
  const kept = (preferences as { customer_views?: View[] } | null)?.customer_views ?? []
  return kept.filter((view) => typeof view?.name === 'string')
}

/** What somebody has made of views that are shared, by their ids. */
export function marksOf(preferences: unknown): Record<string, Pick<View, 'pinned' | 'default'>> {
  const kept = (preferences as { customer_shared_views?: Record<string, Pick<View, 'pinned' | 'default'>> } | null)?.customer_shared_views
  return kept && typeof kept === 'object' ? kept : {}
}

/** What a list is held to, out of what somebody else wrote down: only what a list knows, as texts. */
export function searchOf(kept: unknown): ListSearch {
  const from = (kept && typeof kept === 'object' ? kept : {}) as Record<string, unknown>
  const texts = ([...conditions, 'in', 'sort'] as const).flatMap((name) => (typeof from[name] === 'string' ? [[name, from[name]]] : []))
  return { ...(Object.fromEntries(texts) as ListSearch), ...(from.below === false ? { below: false } : {}) }
}
