/** The moment and the part of the bank that every screen shows; both stand in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useSession } from './session'

export type ScopeSearch = { as_of?: string; unit?: string }

export type Scope = {
  /** A day in the past, or nothing for today. */
  asOf: string | undefined
  unit: string | undefined
  /** Parameters for reads of customers. */
  time: { as_of?: string }
  /** Another day than today, or another unit than one's own. */
  shifted: boolean
  /** At a past moment nothing can be written. */
  readOnly: boolean
  set: (changes: ScopeSearch) => void
}

export function useScope(): Scope {
  const search = useSearch({ strict: false }) as ScopeSearch
  const navigate = useNavigate()
  const { me } = useSession()
  const unit = search.unit && search.unit !== me.unit?.code ? search.unit : undefined
  return {
    asOf: search.as_of,
    unit,
    time: search.as_of ? { as_of: search.as_of } : {},
    shifted: Boolean(search.as_of) || Boolean(unit),
    readOnly: Boolean(search.as_of),
    set: (changes) => {
      void navigate({
        to: '.',
        search: ((old: Record<string, unknown>) => ({ ...old, ...changes })) as never,
      })
    },
  }
}
