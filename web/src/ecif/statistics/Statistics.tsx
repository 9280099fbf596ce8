/** Customers counted; every figure opens the list that makes it. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { Cell } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useUnits } from '../../shell/units'
import { Choice, Empty, Figure, Money } from '../../ui/bits'
import { LoadedCard } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count, percent, sum } from '../../ui/format'
import '../govern.css'

type By = 'unit' | 'kind' | 'level'

/** The conditions of the list that makes a cell: the service names them, the list's address says `unit` as `in`. */
export function listOf(cell: Cell): Record<string, string | boolean> {
  const asked = new URLSearchParams(cell.query.replace(/^[^?]*\?/, ''))
  const search: Record<string, string | boolean> = {}
  for (const [name, value] of asked) {
    if (name === 'unit') search.in = value
    else if (name === 'below') search.below = value === 'true'
    else search[name] = value
  }
  // Without a word the list takes the units below, too; the cell does not.
  if (search.in && !('below' in search)) search.below = false
  return search
}

export function StatisticsPage() {
  const { t, word } = useWords()
  const { by: asked } = useSearch({ strict: false }) as { by?: By }
  const by: By = asked ?? 'unit'
  const scope = useScope()
  const units = useUnits()
  const navigate = useNavigate()
  const query = api.useQuery('get', '/api/v1/statistics/customers', { params: { query: { by, ...(scope.unit ? { unit: scope.unit } : {}) } } })
  const nameOf = (cell: Cell) => {
    const key = cell[by] ?? ''
    return key === '' ? t('statistics.none-such') : by === 'unit' ? units.name(key) : word(by, key)
  }
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.statistics')}</h1>
        <span className="page-hint">{t('statistics.hint')}</span>
        <div className="page-acts">
          <Choice
            label={t('holdings.by')}
            value={by}
            onChange={(value) => void navigate({ to: '.', search: ((old: Record<string, unknown>) => ({ ...old, by: value === 'unit' ? undefined : value })) as never })}
            options={(['unit', 'kind', 'level'] as const).map((value) => ({ value, label: t(`statistics.by.${value}`) }))}
          />
        </div>
      </div>
      <LoadedCard query={query} rows={12} flush className="fill" label={t('menu.statistics')} isEmpty={(data) => data.cells.length === 0} empty={<Empty icon="chart" title={t('list.none')} text={t('list.none-text')} />}>
        {(data) => {
          const cells = [...data.cells].sort((a, b) => b.customers - a.customers)
          const total = cells.reduce((all, cell) => all + cell.customers, 0)
          const most = Math.max(1, ...cells.map((cell) => cell.customers))
          return (
            <>
              {by !== 'unit' && (
                <div className="figure-row">
                  <Figure label={t('statistics.customers')} value={count(total)} />
                  <Figure label={t('customer.balance')} value={<Money of={{ CNY: sum(cells.flatMap((cell) => cell.balance_cny ?? [])) }} />} />
                  <Figure label={t('customer.owed')} value={<Money of={{ CNY: sum(cells.flatMap((cell) => cell.owed_cny ?? [])) }} />} />
                </div>
              )}
              <DataTable
                label={t('menu.statistics')}
                rows={cells}
                rowKey={(cell) => `${cell.unit ?? ''}/${cell.kind ?? ''}/${cell.level ?? ''}`}
                onOpen={(cell) => void navigate({ to: '/customers', search: listOf(cell) as never })}
                columns={[
                  {
                    key: 'name',
                    title: t(`statistics.by.${by}`),
                    sticky: true,
                    width: 240,
                    render: (cell) => (
                      <Link to="/customers" search={listOf(cell) as never} onClick={(event) => event.stopPropagation()}>
                        {nameOf(cell)}
                      </Link>
                    ),
                  },
                  { key: 'customers', title: t('statistics.customers'), align: 'right', render: (cell) => count(cell.customers) },
                  ...(by === 'unit' ? [] : [{ key: 'share', title: t('statistics.share'), align: 'right' as const, desk: true, render: (cell: Cell) => percent(total ? cell.customers / total : 0) }]),
                  {
                    key: 'bar',
                    title: <span className="sr">{t('common.chart')}</span>,
                    desk: true,
                    width: '34%',
                    render: (cell) => (
                      <span className="bar" aria-hidden="true">
                        <i style={{ width: `${(cell.customers / most) * 100}%`, background: 'var(--c1)' }} />
                      </span>
                    ),
                  },
                  { key: 'accounts', title: t('holdings.title'), align: 'right', desk: true, render: (cell) => count(cell.accounts) },
                  { key: 'balance', title: t('customer.balance'), align: 'right', render: (cell) => (cell.balance_cny ? <Money of={{ CNY: cell.balance_cny }} /> : '—') },
                  { key: 'owed', title: t('customer.owed'), align: 'right', desk: true, render: (cell) => (cell.owed_cny ? <Money of={{ CNY: cell.owed_cny }} /> : '—') },
                ]}
              />
            </>
          )
        }}
      </LoadedCard>
    </div>
  )
}
