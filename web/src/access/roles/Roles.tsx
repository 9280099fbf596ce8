/** Roles against what they may do: one table, read across or down. */
import { useMemo, useState } from 'react'
import { api } from '../../api/client'
import type { Role } from '../../api/types'
import { useWords } from '../../i18n'
import { Choice } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { Depth } from '../users/Users'
import '../../ecif/govern.css'
import '../access.css'

type Row = { object: string; action: string; depths: Map<string, string> }

export function rowsOf(roles: { name: string; rows: { object: string; action: string; depth: string }[] }[]): Row[] {
  const rows = new Map<string, Row>()
  for (const role of roles)
    for (const one of role.rows) {
      const key = `${one.object}.${one.action}`
      const row = rows.get(key) ?? { object: one.object, action: one.action, depths: new Map<string, string>() }
      row.depths.set(role.name, one.depth)
      rows.set(key, row)
    }
  // What concerns one object stands together, in the order the table first names it.
  const objects = [...new Set([...rows.values()].map((row) => row.object))]
  return [...rows.values()].sort((a, b) => objects.indexOf(a.object) - objects.indexOf(b.object))
}

export function RolesPage() {
  const { t } = useWords()
  const query = api.useQuery('get', '/api/v1/roles', {}) as Asked<{ items: Role[] }>
  const [which, setWhich] = useState('all')
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.roles')}</h1>
        <span className="page-hint">{t('roles.hint')}</span>
        <div className="page-acts">
          <Choice label={t('roles.which')} value={which} onChange={setWhich} options={[{ value: 'all', label: t('common.all') }, { value: 'customer', label: t('roles.customers') }, { value: 'rest', label: t('roles.rest') }]} />
        </div>
      </div>
      <LoadedCard query={query} rows={16} flush className="fill" label={t('menu.roles')}>
        {(data) => <Matrix roles={data.items} which={which} />}
      </LoadedCard>
    </div>
  )
}

const aboutCustomers = new Set(['customer', 'account', 'record', 'pair', 'statistic'])

export function Matrix({ roles, which }: { roles: { name: string; rows: { object: string; action: string; depth: string }[] }[]; which: string }) {
  const { t, word } = useWords()
  const rows = useMemo(() => rowsOf(roles).filter((row) => which === 'all' || aboutCustomers.has(row.object) === (which === 'customer')), [roles, which])
  return (
    <div className="table-box" tabIndex={0} role="group" aria-label={t('menu.roles')}>
      <table className="table matrix">
        <thead>
          <tr>
            <th scope="col" className="sticky">
              {t('roles.what')}
            </th>
            {roles.map((role) => (
              <th key={role.name} scope="col" className="to-center matrix-role">
                {word('role', role.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.object + row.action} className={rows[at - 1]?.object !== row.object ? 'matrix-first' : undefined}>
              <th scope="row" className="sticky">
                <span className={rows[at - 1]?.object === row.object ? 'sr' : 'strong'}>{word('object', row.object)} </span>
                <span className="muted">{word('action', row.action)}</span>
              </th>
              {roles.map((role) => {
                const depth = row.depths.get(role.name)
                return (
                  <td key={role.name} className="to-center">
                    {depth && depth !== 'none' ? <Depth depth={depth} /> : <span className="hint">·</span>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
