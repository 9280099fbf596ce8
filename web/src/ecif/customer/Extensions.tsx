/** What services and people say of a customer beside its sources: apart from the golden values, each with who said it. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import { problemOf } from '../../api/problem'
import type { Extension } from '../../api/types'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'

/** A value as it is read: a word as it stands, anything else as it was written. */
export function said(value: unknown): string {
  if (value === null || value === undefined) return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What was typed: a figure, a yes or no, a list or an object where it reads as one; else the text. */
export function given(text: string): unknown {
  const bare = text.trim()
  if (!/^(-?\d|true$|false$|null$|[[{"])/.test(bare)) return bare
  try {
    const read: unknown = JSON.parse(bare)
    // A figure that a float would round stays the text it was.
    return typeof read === 'number' && String(read) !== bare ? bare : read
  } catch {
    return bare
  }
}

/** `quiet`: nothing where nothing is said. */
export function Extensions({ number, quiet }: { number: string; quiet?: boolean }) {
  const { t } = useWords()
  const { me, can } = useSession()
  const { readOnly } = useScope()
  const [writing, setWriting] = useState<Extension | 'new' | null>(null)
  const query = api.useQuery('get', '/api/v1/customers/{number}/extensions', { params: { path: { number } } }) as Asked<{ items: Extension[] }>
  const writes = can('extension', 'change') && !readOnly
  const who = (one: { said_by: string }) => (one.said_by === me.id ? me.name : `${one.said_by.slice(0, 8)}…`)
  if (quiet && !query.data?.items.length) return null
  return (
    <>
      <LoadedCard
        query={query}
        rows={2}
        title={t('extension.title')}
        hint={t('extension.hint')}
        extra={
          writes && (
            <button type="button" className="link" onClick={() => setWriting('new')}>
              {t('extension.add')}
            </button>
          )
        }
        isEmpty={(data) => data.items.length === 0}
        empty={
          // One line: most customers have none yet, and the card stands among others.
          <p className="muted">
            {t('extension.none')} · {t('extension.none-text')}
          </p>
        }
      >
        {(data) => (
          <ul className="lines extensions">
            {data.items.map((one) => (
              <li key={`${one.namespace}/${one.name}`}>
                <div className="grow">
                  <div className="row wrap">
                    <Tag tone="vio">{one.namespace}</Tag>
                    <span className="muted">{one.name}</span>
                    <strong className="extension-value">{one.masked ? t('extension.hidden') : said(one.value)}</strong>
                    {writes && !one.masked && (
                      <button type="button" className="pencil" aria-label={t('edit.do', { what: `${one.namespace} ${one.name}` })} onClick={() => setWriting(one)}>
                        <Icon name="edit" size={13} />
                      </button>
                    )}
                  </div>
                  <div className="hint" title={one.said_by}>
                    {t('common.version', { version: one.version })} · {who(one)} · {moment(one.at)}
                  </div>
                  {one.earlier.length > 0 && (
                    <details>
                      <summary className="hint">{t('extension.earlier', { count: one.earlier.length })}</summary>
                      <ul className="extension-earlier">
                        {one.earlier.map((before) => (
                          <li key={before.version} title={before.said_by}>
                            <span className="clip">{before.masked ? t('extension.hidden') : said(before.value)}</span>
                            <span className="hint">
                              {t('common.version', { version: before.version })} · {who(before)} · {moment(before.at)}
                            </span>
                          </li>
                        ))}
                      </ul>
                    </details>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </LoadedCard>
      {writing && <Say number={number} before={writing === 'new' ? null : writing} onClose={() => setWriting(null)} />}
    </>
  )
}

type Wish = { namespace: string; name: string; value: string }

function Say({ number, before, onClose }: { number: string; before: Extension | null; onClose: () => void }) {
  const { t } = useWords()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Wish>()
  const put = api.useMutation('put', '/api/v1/customers/{number}/extensions/{name}')
  const once = useOnce()
  const needed = [{ required: true, whitespace: true, message: t('create.needed') }]
  return (
    <Modal open title={before ? t('extension.change') : t('extension.add')} okText={t('common.save')} onCancel={onClose} confirmLoading={put.isPending} onOk={() => form.submit()}>
      <p className="muted">{t('extension.text')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={before ? { namespace: before.namespace, name: before.name, value: said(before.value) } : {}}
        onFinish={(wish) =>
          once(() => put.mutateAsync(
            { params: { path: { number, name: wish.name.trim() } }, body: { namespace: wish.namespace.trim(), value: given(wish.value), base_version: before?.version ?? 0 } },
            {
              onSuccess: () => {
                void queries.invalidateQueries()
                void message.success(t('common.saved'))
                onClose()
              },
              onError: (error) => {
                const problem = problemOf(error)
                const told = problem.body.errors?.[0]
                const field = told?.field === 'name' || told?.field === 'namespace' ? told.field : 'value'
                form.setFields([{ name: field, errors: [problem.code === 'conflict' ? t('extension.conflict') : saidOf(problem, t)] }])
              },
            },
          ))
        }
      >
        <Form.Item name="namespace" label={t('extension.namespace')} extra={before ? undefined : t('extension.namespace-text')} rules={needed}>
          <Input autoFocus={!before} disabled={Boolean(before)} maxLength={64} placeholder="segments" />
        </Form.Item>
        <Form.Item name="name" label={t('common.name')} rules={needed}>
          <Input disabled={Boolean(before)} maxLength={64} placeholder="rating" />
        </Form.Item>
        <Form.Item name="value" label={t('extension.value')} extra={t('extension.value-text')} rules={needed}>
          <Input.TextArea autoFocus={Boolean(before)} rows={3} maxLength={16000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
