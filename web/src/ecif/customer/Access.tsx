/** Who may see this customer, and by which rule; also on a day in the past. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api } from '../../api/client'
import type { WhoMay } from '../../api/types'
import { useWords } from '../../i18n'
import { useUnits } from '../../shell/units'
import { Avatar, Empty } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'

export function AccessTab({ number }: { number: string }) {
  const { t, word, pick } = useWords()
  const units = useUnits()
  const [on, setOn] = useState<string | undefined>()
  const query = api.useQuery('get', '/api/v1/customers/{number}/access', { params: { path: { number }, query: on ? { on } : {} } }) as Asked<{ items: WhoMay[] }>
  return (
    <LoadedCard
      query={query}
      rows={8}
      flush
      title={t('access.who')}
      hint={t('access.who-hint')}
      extra={
        <DatePicker
          size="small"
          aria-label={t('access.on')}
          placeholder={t('access.on')}
          value={on ? dayjs(on) : null}
          maxDate={dayjs()}
          onChange={(value) => setOn(value?.format('YYYY-MM-DD'))}
        />
      }
      isEmpty={(data) => data.items.length === 0}
      empty={<Empty icon="lock" tone="warn" title={t('access.nobody')} />}
    >
      {(data) => (
        <DataTable
          label={t('access.who')}
          rows={data.items}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'name',
              title: t('users.name'),
              sticky: true,
              render: (row) => (
                <span className="row">
                  <Avatar name={row.name} size={22} round /> {row.name}
                </span>
              ),
            },
            { key: 'unit', title: t('users.unit'), render: (row) => row.unit ? units.name(row.unit) : '—' },
            { key: 'roles', title: t('users.roles'), render: (row) => row.roles.map((role) => word('role', role)).join(' · ') },
            { key: 'why', title: t('access.why'), render: (row) => row.because.map(pick).join('；') },
          ]}
        />
      )}
    </LoadedCard>
  )
}
