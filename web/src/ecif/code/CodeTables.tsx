/** Code tables: the words of the standards. */
import { useNavigate, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { CodeTable, CodeTableText } from '../../api/types'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { Empty } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count } from '../../ui/format'
import '../govern.css'

export function CodeTablesPage() {
  const { name } = useParams({ strict: false }) as { name?: string }
  const { t, pick } = useWords()
  const navigate = useNavigate()
  const query = api.useQuery('get', '/api/v1/code-tables', {}) as Asked<{ items: CodeTable[] }>
  const chosen = name ?? query.data?.items[0]?.name
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.code-tables')}</h1>
        <span className="page-hint">{t('codes.hint')}</span>
      </div>
      <div className="split left fill">
        <LoadedCard query={query} rows={10} className="scroll" title={t('codes.tables')} hint={query.data ? String(query.data.items.length) : undefined} isEmpty={(data) => data.items.length === 0} empty={<Empty icon="codes" title={t('codes.none')} />}>
          {(data) => (
            <ul className="pick-list">
              {data.items.map((one) => (
                <li key={one.name}>
                  <button type="button" aria-pressed={one.name === chosen} onClick={() => void navigate({ to: `/code-tables/${one.name}` })}>
                    <span className="grow clip">{pick(one.title)}</span>
                    <span className="hint num">{count(one.values)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </LoadedCard>
        {chosen && <Table key={chosen} name={chosen} />}
      </div>
    </div>
  )
}

type Code = CodeTableText['values'][number]

function Table({ name }: { name: string }) {
  const { t, pick } = useWords()
  const { can } = useSession()
  const [find, setFind] = useState('')
  const [adding, setAdding] = useState<Code | 'new' | null>(null)
  const query = api.useQuery('get', '/api/v1/code-tables/{name}', { params: { path: { name } } }) as Asked<CodeTableText>
  useTrailEnd(query.data ? pick(query.data.title) : name)
  return (
    <>
      <LoadedCard
        query={query}
        rows={14}
        flush
        title={query.data ? pick(query.data.title) : name}
        hint={query.data?.standard}
        extra={
          <>
            <Input size="small" allowClear aria-label={t('codes.find')} placeholder={t('codes.find')} value={find} onChange={(event) => setFind(event.target.value)} />
            {can('code_table', 'change') && (
              <Button size="small" onClick={() => setAdding('new')}>
                {t('codes.add')}
              </Button>
            )}
          </>
        }
      >
        {(data) => {
          const wanted = find.trim().toLowerCase()
          const rows = data.values.filter((one) => !wanted || `${one.code} ${one.label.zh} ${one.label.en}`.toLowerCase().includes(wanted))
          return (
            <DataTable
              label={pick(data.title)}
              rows={rows}
              rowKey={(row) => row.code}
              foot={t('common.total', { count: count(rows.length) })}
              columns={[
                { key: 'code', title: t('common.code'), sticky: true, width: 140, render: (row) => <span className="mono">{row.code}</span> },
                { key: 'zh', title: '中文', render: (row) => row.label.zh },
                { key: 'en', title: 'English', render: (row) => <span lang="en">{row.label.en}</span> },
                { key: 'parent', title: t('codes.parent'), desk: true, render: (row) => <span className="mono">{row.parent ?? '—'}</span> },
                { key: 'means', title: t('codes.means'), desk: true, render: (row) => <span className="mono">{row.means ?? '—'}</span> },
                ...(can('code_table', 'change')
                  ? [
                      {
                        key: 'act',
                        title: <span className="sr">{t('common.edit')}</span>,
                        align: 'right' as const,
                        render: (row: Code) => (
                          <button type="button" className="link" onClick={() => setAdding(row)}>
                            {t('common.edit')} <span className="sr">{row.code}</span>
                          </button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }}
      </LoadedCard>
      {adding && <Add name={name} before={adding === 'new' ? null : adding} onClose={() => setAdding(null)} />}
    </>
  )
}

function Add({ name, before, onClose }: { name: string; before: Code | null; onClose: () => void }) {
  const { t } = useWords()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ code: string; zh: string; en: string }>()
  const once = useOnce()
  const add = api.useMutation('post', '/api/v1/code-tables/{name}/values')
  return (
    <Modal open title={before ? t('codes.change') : t('codes.add')} okText={t('common.save')} onCancel={onClose} confirmLoading={add.isPending} onOk={() => form.submit()}>
      <p className="muted">{t('codes.add-text')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={before ? { code: before.code, zh: before.label.zh, en: before.label.en } : {}}
        onFinish={(given) =>
          once(() => add.mutateAsync(
            { params: { path: { name } }, body: before ? { ...given, code: before.code, parent: before.parent, means: before.means, base_version: before.version } : given },
            {
              onSuccess: () => {
                void queries.invalidateQueries()
                void message.success(t('common.saved'))
                onClose()
              },
              onError: (error) => {
                form.setFields([{ name: 'code', errors: [saidOf(error, t)] }])
              },
            },
          ))
        }
      >
        <Form.Item name="code" label={t('common.code')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input autoFocus={!before} disabled={Boolean(before)} maxLength={32} />
        </Form.Item>
        <Form.Item name="zh" label={<span lang="zh-CN">中文</span>} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="en" label={<span lang="en">English</span>} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input maxLength={80} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
