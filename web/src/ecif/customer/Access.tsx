/** Who may see this customer, and by which rows of the policy; also on a day in the past. The day stands in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { api } from '../../api/client'
import { problemOf } from '../../api/problem'
import type { WhoMay } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useUnits } from '../../shell/units'
import { Avatar, Empty, Tag } from '../../ui/bits'
import { Card, LoadedCard, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { day } from '../../ui/format'

export function AccessTab({ number }: { number: string }) {
  const { t, word, pick } = useWords()
  const units = useUnits()
  const { asOf } = useScope()
  const navigate = useNavigate()
  const { on: asked } = useSearch({ strict: false }) as { on?: string }
  // At a past moment of the whole screen, that day is meant, unless another is asked for.
  const on = asked && dayjs(asked).isValid() ? asked : asOf
  const to = (next: string | undefined) => void navigate({ to: '.', search: ((old: Record<string, unknown>) => ({ ...old, on: next })) as never })
  const query = api.useQuery('get', '/api/v1/customers/{number}/access', { params: { path: { number }, query: on ? { on } : {} } }) as Asked<{ items: WhoMay[] }>
  const tooEarly = on !== undefined && query.error != null && problemOf(query.error).code === 'not-acceptable-date'
  const frame = {
    title: t('access.who'),
    hint: t('access.who-hint'),
    extra: (
      <span className="row">
        {asked && (
          <Button size="small" onClick={() => to(undefined)}>
            {asOf ? day(asOf) : t('access.today')}
          </Button>
        )}
        <DatePicker
          size="small"
          aria-label={t('access.on')}
          placeholder={t('access.on')}
          allowClear={Boolean(asked)}
          value={on ? dayjs(on) : null}
          maxDate={dayjs()}
          onChange={(value) => to(value?.format('YYYY-MM-DD'))}
        />
      </span>
    ),
  }
  if (tooEarly)
    return (
      <Card {...frame}>
        <Empty icon="clock" tone="warn" title={t('access.too-early', { day: day(on) })} text={t('access.too-early-text')}>
          {asked && (
            <Button size="small" onClick={() => to(undefined)}>
              {t('access.to-now')}
            </Button>
          )}
        </Empty>
      </Card>
    )
  return (
    <LoadedCard {...frame} query={query} rows={8} flush isEmpty={(data) => data.items.length === 0} empty={<Empty icon="lock" tone="warn" title={t('access.nobody')} text={on ? day(on) : undefined} />}>
      {(data) => (
        <>
          <div className="access-head">
            <span>{on ? t('access.then', { day: day(on) }) : t('access.now')}</span>
            <span className="row wrap">
              {byUnit(data.items).map(([unit, count]) => (
                <Tag key={unit}>
                  {unit ? units.name(unit) : '—'} · {t('access.people', { count })}
                </Tag>
              ))}
            </span>
          </div>
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
                    <Avatar name={row.name} size={22} round />
                    <span className="access-name">
                      {row.name}
                      <span className="access-unit hint">{row.unit ? units.name(row.unit) : '—'}</span>
                    </span>
                  </span>
                ),
              },
              { key: 'unit', title: t('users.unit'), desk: true, render: (row) => (row.unit ? units.name(row.unit) : '—') },
              { key: 'roles', title: t('users.roles'), desk: true, render: (row) => row.roles.map((role) => word('role', role)).join(' · ') },
              {
                key: 'why',
                title: t('access.why'),
                render: (row) => (
                  <ul className="access-why">
                    {row.because.map((one, at) => (
                      <li key={at}>{pick(one)}</li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </>
      )}
    </LoadedCard>
  )
}

/** How many of each unit, most first. */
function byUnit(items: WhoMay[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const one of items) counts.set(one.unit ?? '', (counts.get(one.unit ?? '') ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
}
