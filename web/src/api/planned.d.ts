/* eslint-disable */
type Json<T> = { headers: { [name: string]: unknown }; content: { 'application/json': T } }
type Err = { headers: { [name: string]: unknown }; content: { 'application/problem+json': plannedComponents['schemas']['Problem'] } }
type NoBody = { headers: { [name: string]: unknown }; content?: never }
type G<R, Q = Record<string, never>, P = Record<string, never>> = {
  parameters: { query?: Q; path?: any; header?: never; cookie?: never }
  requestBody?: never
  responses: { 200: Json<R>; default: Err }
}
type W<R, B, P = Record<string, never>> = {
  parameters: { query?: never; path?: any; header?: never; cookie?: never }
  requestBody: { content: { 'application/json': B } }
  responses: { 200: Json<R>; default: Err }
}
type D<P, B = never> = {
  parameters: { query?: never; path?: any; header?: never; cookie?: never }
  requestBody?: { content: { 'application/json': B } }
  responses: { 204: NoBody; default: Err }
}
type None = Record<string, never>
type Time = { as_of?: string; valid_on?: string }
type N = { number: string }
type S = plannedComponents['schemas']
export interface planned {
  '/api/v1/customers/check': { post: W<{ findings: S['FieldError'][]; similar: S['SimilarHit'][] }, S['NewCustomer']> }
  '/api/v1/customers/{number}/timeline': { get: G<{ events: S['Event'][] }, Time, N> }
  '/api/v1/customers/{number}/records/{record_id}/versions': { get: G<{ items: S['RecordVersion'][] }, None, { number: string; record_id: string }> }
  '/api/v1/similar': { get: G<{ items: S['Pair'][]; next_cursor?: string; total?: number }, { rule?: string; cursor?: string; limit?: number }> }
  '/api/v1/statistics/customers': { get: G<{ cells: S['Cell'][] }, { by?: string; unit?: string }> }
  '/api/v1/sources/{name}/mappings/try': { post: W<S['Trial'], { text: string; feed: string; sample: string }, { name: string }> }
  '/api/v1/code-tables/{name}/values': { post: W<S['CodeTable'], S['CodeValue'], { name: string }> }
}
type L = { zh: string; en: string }
export interface plannedComponents {
  schemas: {
    Problem: { code: string; title: string; status: number; detail?: string; trace_id?: string; errors?: S['FieldError'][] }
    FieldError: { field: string; code: string; rule?: string; message: string; mend?: string }
    Me: {
      id: string; login: string; name: string; phone?: string | null; staff_number?: string | null
      unit: { code: string; name: string }; roles: string[]
      permissions: { object: string; action: string; depth: string }[]
      preferences: Record<string, unknown>; policy_version: number; must_change_password: boolean; second_factor: boolean; products: string[]
    }
    Session: { id: string; started_at: string; last_seen_at: string; address?: string | null; agent?: string | null; current: boolean }
    User: { id: string; login: string; name: string; staff_number?: string | null; phone?: string | null; unit: { code: string; name: string }; roles: string[]; active: boolean; locked: boolean; second_factor: boolean; last_signed_in_at?: string | null }
    NewUser: { login: string; name: string; staff_number?: string; unit: string; roles: string[] }
    AccessRow: { object: string; action: string; depth: string; from: string[] }
    Unit: { code: string; name: string; parent?: string | null; kind?: string | null; active?: boolean }
    Role: { name: string; title: L; rows: { object: string; action: string; depth: string; fields?: string | null }[] }
    ServiceKey: { id: string; name: string; role: string; unit?: { code: string; name: string } | null; created_at: string; last_used_at?: string | null; revoked_at?: string | null; hint?: string }
    Policy: { version: number; text: string; note?: string | null; author?: string | null; created_at: string; rows: { role: string; object: string; action: string; depth: string }[]; changes?: { zh: string; en: string }[] }
    PolicyVersion: { version: number; note?: string | null; author?: string | null; created_at: string }
    AuditEntry: { id: string; at: string; actor: { id: string; name?: string | null; kind: string }; purpose: string; cause?: string | null; action: string; object: string; target?: string | null; outcome: string; detail?: Record<string, unknown> | null }
    CustomerRow: { number: string; name: string; kind: string; level?: string | null; units: { code: string; name?: string }[]; managers: string[]; sources: string[]; records: number; opened_on?: string | null; balance: Record<string, string>; updated_at?: string | null }
    Hit: { number: string; name: string; kind: string; matched: { by: string; earlier: boolean; text?: string | null; ranges?: number[][] | null }; unit?: { code: string; name: string } | null; manager?: string | null; restricted: boolean }
    Value: { attribute: string; label: L; value: string; display?: L | null; masked: boolean; class: string; source: string; record_id: string; key?: string | null; since: string; verification: string; reason: { code: string; zh: string; en: string }; rank: number }
    Identification: { type: string; label: L; number: string; masked: boolean; issuer?: string | null; issued_on?: string | null; expires_on?: string | null; valid: boolean; primary: boolean; source: string; record_id: string; since: string; verification: string }
    Customer: {
      header: { number: string; asked?: string | null; kind: string; name: string; version: number; former_numbers: string[]; level?: string | null; units: { code: string; name: string }[]; managers: string[]; sources: string[]; records: number; visible_because: L }
      subjects: Record<string, S['Value'][]>
      identifications: S['Identification'][]
      as_of?: string; valid_on?: string
    }
    Candidate: { value: string; display?: L | null; masked: boolean; source: string; key: string; record_id: string; since: string; verification: string; stale: boolean; survives: boolean; reason: { code: string; zh: string; en: string } }
    Lineage: { attribute: string; label: L; class: string; subject: string; many: boolean; candidates: S['Candidate'][] }
    Event: { at: string; business_date?: string | null; kind: string; detail: L; source?: string | null; attributes?: string[] | null; version?: number | null }
    SourceRecord: { record_id: string; source: string; key: string; unit?: { code: string; name?: string } | null; since: string; business_date: string; versions: number; cause?: string | null; gone_on?: string | null; values: { attribute: string; label: L; value: string; masked: boolean }[]; identifications: { type: string; number: string }[]; findings: { rule: string; field: string; message?: L }[] }
    RecordVersion: { version: number; business_date: string; since: string; values: { attribute: string; label: L; value: string; masked: boolean; changed: boolean }[] }
    Account: { account: string; masked: boolean; source: string; key: string; roles: string[]; status?: string | null; opened_on?: string | null; unit?: string | null; balances: { kind: string; currency: string; amount: string; on: string }[]; values: { attribute: string; label: L; value: string }[] }
    Accounts: { lines: { line: string; label: L; subtotals: Record<string, string>; products: { product: string; label: L; subtotals: Record<string, string>; accounts: S['Account'][] }[] }[] }
    Contract: { id: string; product: string; label: L; source: string; values: { attribute: string; label: L; value: string; masked?: boolean }[]; amount?: string | null; used?: string | null; currency?: string | null; from?: string | null; until?: string | null }
    Contracts: { credit_lines: S['Contract'][]; loans: S['Contract'][]; collateral: S['Contract'][]; guarantees: S['Contract'][]; products: S['Contract'][] }
    Relation: { kind: string; label: L; outward: boolean; number?: string | null; name: string; party_kind?: string | null; share?: string | null; source?: string | null; since?: string | null; restricted?: boolean }
    SimilarHit: { number: string; name: string; rule: string; reason?: L; restricted?: boolean; unit?: { code: string; name: string } }
    Pair: { one: { number: string; name: string }; other: { number: string; name: string }; rule: string; reason: L; since: string }
    AccessPerson: { id: string; name: string; unit: { code: string; name: string }; roles: string[]; reason: L }
    NewCustomer: { kind: string; name: string; identifications: { type: string; number: string; expires_on?: string }[]; values: { attribute: string; value: string }[]; unit?: string }
    Cell: { keys: Record<string, string>; customers: number; balance: Record<string, string>; query: Record<string, string> }
    Source: { name: string; title: L; trust: number; records: number; accounts?: number; feeds: string[]; mapping_version: number; last_load?: { id: string; at: string; business_date: string; state: string } | null }
    MappingVersion: { version: number; note?: string | null; author?: string | null; created_at: string; current: boolean }
    Trial: { rows: { line: number; values: Record<string, string>; key?: string; findings: S['FieldError'][] }[]; rejects: { line: number; field?: string; value?: string; rule: string; reason: string }[] }
    Load: { id: string; source: string; feed: string; file: string; business_date: string; started_at: string; finished_at?: string | null; state: string; strategy?: string; mapping_version: number; rows: number; inserted: number; changed: number; unchanged: number; gone: number; rejected: number; parties_opened?: number; parties_merged?: number; parties_parted?: number; milliseconds?: number; control?: { stated?: number | null; counted: number; agrees: boolean } | null }
    CodeTable: { name: string; title: L; standard?: string | null; values_count: number; version: number }
    CodeValue: { code: string; zh: string; en: string; active?: boolean; since?: string }
    AttributeInfo: { name: string; label: L; subject: string; type: string; class: string; holds: string; about: string; code_table?: string | null }
  }
}
