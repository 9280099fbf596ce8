/** The data standard: what the bank keeps of a customer, how sensitive it is, and a value checked by a rule. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Attribute, AttributeCatalogue } from '../../api/types'
import { useWords } from '../../i18n'
import { saidOf } from '../../ui/said'
import { useSession } from '../../shell/session'
import { Choice, Empty, Tag } from '../../ui/bits'
import { Card, LoadedCard, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count } from '../../ui/format'
import '../govern.css'

type Search = { q?: string; about?: string; subject?: string }

const tones = { C1: 'ok', C2: 'warn', C3: 'bad' } as const

export function StandardsPage() {
  const { t, pick, word } = useWords()
  const { can } = useSession()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Search
  const about = search.about ?? 'party'
  const query = api.useQuery('get', '/api/v1/attributes', {}, { staleTime: 300_000 }) as Asked<AttributeCatalogue>
  const change = (changes: Search) =>
    void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value))) as never })
  const wanted = (search.q ?? '').trim().toLowerCase()
  const fits = (one: Attribute) =>
    one.about === about && (!search.subject || one.subject === search.subject) && (!wanted || `${one.name} ${one.label.zh} ${one.label.en}`.toLowerCase().includes(wanted))
  const subjects = query.data?.subjects ?? []
  const subjectOf = (name: string) => pick(subjects.find((one) => one.name === name)?.label) || name
  const abouts = [...new Set((query.data?.attributes ?? []).map((one) => one.about))]
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.standards')}</h1>
        <span className="page-hint">{t('standards.hint')}</span>
        <div className="page-acts">
          {abouts.length > 1 && (
            <Choice label={t('standards.about')} value={about} onChange={(value) => change({ about: value === 'party' ? undefined : value, subject: undefined })} options={abouts.map((value) => ({ value, label: word('about', value) }))} />
          )}
        </div>
      </div>
      <div className={can('standard', 'check') ? 'split side fill' : 'split fill'}>
        <LoadedCard
          query={query}
          rows={14}
          flush
          title={t('standards.attributes')}
          hint={query.data ? t('common.total', { count: count(query.data.attributes.filter(fits).length) }) : undefined}
          extra={
            <>
              <Select size="small" allowClear value={search.subject} placeholder={t('standards.subject')} aria-label={t('standards.subject')} popupMatchSelectWidth={false} options={subjects.map((one) => ({ value: one.name, label: pick(one.label) }))} onChange={(subject: string | undefined) => change({ subject })} />
              <Input size="small" allowClear className="standards-find" aria-label={t('standards.find')} placeholder={t('standards.find')} value={search.q ?? ''} onChange={(event) => change({ q: event.target.value })} />
            </>
          }
        >
          {(data) => {
            const rows = data.attributes.filter(fits)
            if (rows.length === 0)
              return (
                <Empty icon="search" title={t('standards.none-fit')}>
                  <Button size="small" onClick={() => change({ q: undefined, subject: undefined })}>
                    {t('list.clear')}
                  </Button>
                </Empty>
              )
            return (
              <DataTable
                label={t('standards.attributes')}
                rows={rows}
                rowKey={(row) => `${row.about}/${row.name}`}
                columns={[
                  { key: 'label', title: t('standards.attribute'), sticky: true, render: (row) => <strong>{pick(row.label)}</strong> },
                  { key: 'name', title: t('common.code'), desk: true, render: (row) => <span className="mono">{row.name}</span> },
                  { key: 'subject', title: t('standards.subject'), desk: true, render: (row) => subjectOf(row.subject) },
                  { key: 'type', title: t('standards.type'), desk: true, render: (row) => word('value-type', row.value_type) },
                  { key: 'class', title: t('why.class'), render: (row) => <Tag tone={tones[row.class as keyof typeof tones] ?? 'plain'}>{word('class', row.class)}</Tag> },
                  { key: 'many', title: t('standards.many'), desk: true, render: (row) => (row.many ? t('standards.several') : t('standards.one')) },
                  { key: 'identity', title: t('standards.identity'), desk: true, render: (row) => (row.identity ? <Tag tone="br">{t('standards.identity')}</Tag> : '—') },
                  { key: 'codes', title: t('menu.code-tables'), desk: true, render: (row) => (row.code_table ? <Link to={`/code-tables/${row.code_table}`}>{row.code_table}</Link> : '—') },
                ]}
              />
            )
          }}
        </LoadedCard>
        {can('standard', 'check') && <Check />}
      </div>
    </div>
  )
}

/** Rules that take one text and are asked for at a counter; the services know more. */
const rules = ['ID-01', 'ORG-01', 'ORG-02', 'ORG-04', 'ACC-01', 'ACC-03', 'TEL-01', 'TEL-02', 'MAIL-01', 'POST-01', 'ADDR-01', 'CUST-01', 'NAME-01', 'CO-01'] as const

function Check() {
  const { t, word } = useWords()
  const [rule, setRule] = useState<string>('ID-01')
  const [input, setInput] = useState('')
  const check = api.useMutation('post', '/api/v1/standards/check')
  const result: unknown = check.data?.result
  const passed = result === 'ok' || result === true
  const failed = result === null || result === false || (typeof result === 'string' && result.startsWith('bad_'))
  return (
    <Card title={t('standards.check')} hint={t('standards.check-hint')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (input.trim()) check.mutate({ body: { rule, input: input.trim() } })
        }}
      >
        <Select
          aria-label={t('trial.rule')}
          value={rule}
          options={rules.map((value) => ({ value, label: `${word('standard', value)} · ${value}` }))}
          onChange={(value: string) => {
            setRule(value)
            check.reset()
          }}
        />
        <Input value={input} maxLength={200} autoComplete="off" aria-label={t('trial.value')} placeholder={t('trial.value')} onChange={(event) => { setInput(event.target.value); check.reset() }} />
        <Button type="primary" htmlType="submit" disabled={!input.trim()} loading={check.isPending}>
          {t('standards.check')}
        </Button>
        <div aria-live="polite">
          {check.error != null && (
            <div className="strip strip-bad round" role="alert">
              <span>{saidOf(check.error, t)}</span>
            </div>
          )}
          {check.data && (
            <div className={`strip round ${passed ? 'strip-ok' : failed ? 'strip-bad' : 'strip-br'}`}>
              <span>
                {passed ? t('standards.passed') : result === null || result === false ? t('standards.failed') : word('verdict', typeof result === 'string' ? result : JSON.stringify(result))}
              </span>
            </div>
          )}
        </div>
      </form>
    </Card>
  )
}
