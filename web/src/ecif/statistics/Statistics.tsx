/** Customers counted; every figure opens the list that makes it. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { Cell } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useUnits } from '../../shell/units'
import { Choice, Empty, Figure, Money } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count, percent } from '../../ui/format'
import { addUp } from '../customer/accounts'
import '../govern.css'

type By = 'unit' | 'kind' | 'level'

export function StatisticsPage() {
  const { t, word } = useWords()
  const { by: asked } = useSearch({ strict: false }) as { by?: By }
  const by: By = asked ?? 'unit'
  const scope = useScope()
  const units = useUnits()
  const navigate = useNavigate()
  const query = api.useQuery('get', '/api/v1/statistics/customers', { params: { query: { by, ...(scope.unit ? { unit: scope.unit } : {}) } } } as never) as Asked<{ cells: Cell[] }>
  const nameOf = (cell: Cell) => {
    const key = cell.keys[by] ?? ''
    return key === '' ? t('statistics.none-such') : by === 'unit' ? units.name(key) : word(by, key)
  }
  const listOf = (cell: Cell) => {
    const { unit, below, ...rest } = cell.query
    return { ...rest, ...(unit ? { in: unit } : {}), ...(below ? { below: String(below) !== 'false' } : {}) }
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
          const total = cells.reduce((sum, cell) => sum + cell.customers, 0)
          const most = Math.max(1, ...cells.map((cell) => cell.customers))
          return (
            <>
              <div className="figure-row">
                <Figure label={t('statistics.customers')} value={count(total)} />
                <Figure label={t('customer.balance')} value={<Money of={addUp(cells.map((cell) => cell.balance))} />} />
                <Figure label={t(`statistics.by.${by}`)} value={count(cells.length)} />
              </div>
              <DataTable
                label={t('menu.statistics')}
                rows={cells}
                rowKey={(cell) => JSON.stringify(cell.keys)}
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
                  { key: 'share', title: t('statistics.share'), align: 'right', desk: true, render: (cell) => percent(total ? cell.customers / total : 0) },
                  {
                    key: 'bar',
                    title: <span className="sr">{t('common.chart')}</span>,
                    desk: true,
                    width: '40%',
                    render: (cell) => (
                      <span className="bar" aria-hidden="true">
                        <i style={{ width: `${(cell.customers / most) * 100}%`, background: 'var(--c1)' }} />
                      </span>
                    ),
                  },
                  { key: 'balance', title: t('customer.balance'), align: 'right', render: (cell) => <Money of={cell.balance} /> },
                ]}
              />
            </>
          )
        }}
      </LoadedCard>
    </div>
  )
}
