/** The words a coded attribute may have, from the bank's code tables. */
import { api } from '../../api/client'
import { useWords } from '../../i18n'

const documents: Record<string, string[]> = {
  individual: ['resident_id', 'passport_cn', 'passport_foreign', 'hk_macau_permit', 'foreigner_residence', 'officer_card', 'household_book', 'temporary_id', 'hk_id'],
  organisation: ['credit_code', 'org_code', 'business_licence'],
  financial_institution: ['credit_code', 'bic', 'lei'],
}

/** The kinds of customers that are entered. */
export const kindsOfCustomers = Object.keys(documents)

/** The documents a kind of customer goes by, the usual one first. */
export function documentsOf(kind: string): string[] {
  return documents[kind] ?? []
}

/** How a document that does not expire is written. */
export const longTerm = '9999-12-31'

export type Option = { value: string; label: string }

/** The options of an attribute, or nothing where it has no code table. */
export function useCodes(attribute: string, on = true): Option[] | null {
  const { pick } = useWords()
  const catalogue = api.useQuery('get', '/api/v1/attributes', {}, { staleTime: 300_000, enabled: on })
  const table = catalogue.data?.attributes.find((one) => one.about === 'party' && one.name === attribute)?.code_table
  // Asked for anew whenever a field opens: a code that somebody added is there at once.
  const codes = api.useQuery('get', '/api/v1/code-tables/{name}', { params: { path: { name: table ?? '' } } }, { staleTime: 0, enabled: on && Boolean(table) })
  if (!table || !codes.data) return null
  return codes.data.values.filter((one) => !one.retired).map((one) => ({ value: one.code, label: `${pick(one.label)} · ${one.code}` }))
}

/** The options of a code table by its name. */
export function useTable(name: string): Option[] | null {
  const { pick } = useWords()
  const codes = api.useQuery('get', '/api/v1/code-tables/{name}', { params: { path: { name } } }, { staleTime: 0 })
  return codes.data ? codes.data.values.filter((one) => !one.retired).map((one) => ({ value: one.code, label: `${pick(one.label)} · ${one.code}` })) : null
}
