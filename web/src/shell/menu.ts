/** The places of the console and who has them. A place that a person may not use is not shown. */
import type { Me } from '../api/types'
import type { Key } from '../i18n'
import type { IconName } from '../ui/Icon'

export type Place = {
  to: string
  text: Key
  icon: IconName
  /** The second key after G. */
  go?: string
  /** The permission that opens it. */
  needs: [object: string, action: string]
  group: 'work' | 'insight' | 'govern' | 'admin'
  /** Roles for whom this is the place of work, in order; on phones they fill the bottom bar. */
  first?: string[]
}

export const places: Place[] = [
  { to: '/customers', text: 'menu.customers', icon: 'users', go: 'c', needs: ['customer', 'read'], group: 'work' },
  { to: '/review', text: 'menu.review', icon: 'merge', go: 'r', needs: ['pair', 'read'], group: 'work' },
  { to: '/similar', text: 'menu.similar', icon: 'compare', go: 'i', needs: ['pair', 'read'], group: 'work' },
  { to: '/leads', text: 'menu.leads', icon: 'filter', go: 'e', needs: ['customer', 'search'], group: 'work' },
  { to: '/statistics', text: 'menu.statistics', icon: 'chart', go: 's', needs: ['statistic', 'read'], group: 'insight' },
  { to: '/loads', text: 'menu.loads', icon: 'load', go: 'l', needs: ['load', 'read'], group: 'govern' },
  { to: '/sources', text: 'menu.sources', icon: 'source', go: 'm', needs: ['source', 'read'], group: 'govern' },
  { to: '/code-tables', text: 'menu.code-tables', icon: 'codes', needs: ['code_table', 'read'], group: 'govern' },
  { to: '/standards', text: 'menu.standards', icon: 'doc', go: 'd', needs: ['catalogue', 'read'], group: 'govern' },
  { to: '/rules', text: 'menu.rules', icon: 'layers', go: 'n', needs: ['rule', 'read'], group: 'govern' },
  { to: '/matching', text: 'menu.matching', icon: 'gear', go: 't', needs: ['rule', 'read'], group: 'govern' },
  { to: '/audit', text: 'menu.audit', icon: 'audit', go: 'a', needs: ['audit', 'read'], group: 'govern' },
  { to: '/users', text: 'menu.users', icon: 'user', go: 'u', needs: ['user', 'read'], group: 'admin' },
  { to: '/units', text: 'menu.units', icon: 'tree', go: 'o', needs: ['unit', 'read'], group: 'admin' },
  { to: '/roles', text: 'menu.roles', icon: 'role', needs: ['access_policy', 'read'], group: 'admin' },
  { to: '/policy', text: 'menu.policy', icon: 'shield', go: 'p', needs: ['access_policy', 'read'], group: 'admin' },
  { to: '/keys', text: 'menu.keys', icon: 'key', go: 'k', needs: ['service_key', 'read'], group: 'admin' },
]

/** Where a role's day begins. */
const home: Record<string, string> = {
  rm: '/customers',
  branch_head: '/customers',
  marketing_planner: '/customers',
  product_risk: '/customers',
  steward: '/customers',
  operator: '/loads',
  analyst: '/statistics',
  compliance_auditor: '/audit',
  system_admin: '/units',
  security_admin: '/users',
  audit_admin: '/audit',
}

export function may(me: Me, object: string, action: string): boolean {
  return me.permissions.some((one) => one.object === object && one.action === action && one.depth !== 'none')
}

export function placesOf(me: Me): Place[] {
  return places.filter((place) => may(me, ...place.needs))
}

export function homeOf(me: Me): string {
  const open = placesOf(me)
  for (const role of me.roles) {
    const to = home[role]
    if (to && open.some((place) => place.to === to)) return to
  }
  return open[0]?.to ?? '/profile'
}
