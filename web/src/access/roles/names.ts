/** The roles there are, in the order of the table. */
export const roles = [
  'rm',
  'branch_head',
  'marketing_planner',
  'product_risk',
  'steward',
  'operator',
  'analyst',
  'compliance_auditor',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const
