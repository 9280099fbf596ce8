/** Lists of customers under a name: what they are held to, their order and their columns. */

export const conditions = ['kind', 'level', 'manager', 'source'] as const
export type Condition = (typeof conditions)[number]
export type ListSearch = Partial<Record<Condition, string>> & { in?: string; below?: boolean; sort?: string; row?: string; view?: string }
export type View = { name: string; search: ListSearch; columns?: string[]; pinned?: boolean; default?: boolean }

/** The views somebody keeps: filter, order and columns under a name. */
export function viewsOf(preferences: unknown): View[] {
  const kept = (preferences as { customer_views?: View[] } | null)?.customer_views ?? []
  return kept.filter((view) => typeof view?.name === 'string')
}
