/** A tie to another customer, entered at the desk: who is whose what, by the bank's code table of relations. */
import { App, Button, DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client'
import { problemOf } from '../../api/problem'
import { useWords } from '../../i18n'
import { customerNumber } from '../../ui/format'
import { useOnce } from '../../ui/once'
import { faultOf, saidOf } from '../../ui/said'
import { useTable } from './codes'

type Given = { kind: string; outward: boolean; number: string; share?: string; post?: string; since?: Dayjs | null; until?: Dayjs | null }

const asked = ['share', 'post', 'since', 'until'] as const

/** Customers found by what one types, to choose one of. */
function useFound(text: string, but: string) {
  const found = api.useQuery('get', '/api/v1/search', { params: { query: { q: text, limit: 10 } } }, { enabled: text.trim().length > 1, placeholderData: (old: unknown) => old as never })
  if (text.trim().length < 2) return []
  const hits = found.data?.groups.flatMap((group) => group.hits) ?? []
  return hits.flatMap((hit) => (hit.customer.number && hit.customer.number !== but ? [{ value: hit.customer.number, label: `${hit.customer.name ?? '—'} · ${customerNumber(hit.customer.number)}` }] : []))
}

export function RelationForm({ number, name, onClose }: { number: string; name: string; onClose: () => void }) {
  const { t } = useWords()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const attempt = useRef(crypto.randomUUID())
  const once = useOnce()
  const enter = api.useMutation('post', '/api/v1/customers/{number}/relations')
  const kinds = useTable('relation')
  const found = useFound(text, number)
  const save = async () => {
    const given = form.getFieldsValue(true) as Given
    setWrong(null)
    const values = Object.fromEntries(
      asked.flatMap((field) => {
        const value = given[field]
        const said = typeof value === 'string' ? value.trim() : value?.format('YYYY-MM-DD')
        return said ? [[field, said]] : []
      }),
    )
    try {
      await enter.mutateAsync({ params: { path: { number }, header: { 'idempotency-key': attempt.current } }, body: { kind: given.kind, outward: given.outward, number: given.number.replace(/\s/g, ''), values } })
      onClose()
      void queries.invalidateQueries()
      void message.success(t('agreement.kept'))
    } catch (error) {
      const problem = problemOf(error)
      // Refused, not lost: what is sent next is another attempt.
      if (problem.status >= 400 && problem.status < 500) attempt.current = crypto.randomUUID()
      const rest: string[] = []
      if (problem.code === 'elsewhere') form.setFields([{ name: 'number', errors: [t('papers.elsewhere', { branch: problem.body.branch?.name ?? '—' })] }])
      else if (problem.code === 'not-found') form.setFields([{ name: 'number', errors: [t('state.not-found')] }])
      else if (problem.body.errors?.length) {
        form.setFields(
          problem.body.errors.flatMap((one) => {
            const field = one.field.replace(/^values\./, '') as keyof Given
            if (['kind', 'number', ...asked].includes(field)) return [{ name: field, errors: [faultOf(one)] }]
            rest.push(faultOf(one))
            return []
          }),
        )
      } else rest.push(saidOf(problem, t))
      setWrong(rest.join('；') || null)
    }
  }
  const needed = [{ required: true, message: t('create.needed') }]
  return (
    <Modal
      open
      title={t('relations.add')}
      width={560}
      onCancel={onClose}
      footer={
        <>
          <Button disabled={enter.isPending} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="primary" loading={enter.isPending} onClick={() => void form.validateFields().then(() => once(save), () => undefined)}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('agreement.add-text')}</p>
      <Form form={form} layout="vertical" className="create-form papers-form" initialValues={{ outward: false }} onValuesChange={() => setWrong(null)}>
        <Form.Item name="number" label={t('relations.other')} rules={needed}>
          <Select showSearch filterOption={false} onSearch={setText} options={found} placeholder={t('relations.other-hint')} notFoundContent={null} autoFocus />
        </Form.Item>
        <Form.Item name="outward" label={t('relations.direction')}>
          <Select
            options={[
              { value: false, label: t('relations.is-mine', { name }) },
              { value: true, label: t('relations.is-theirs', { name }) },
            ]}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('relations.kind')} rules={needed}>
          <Select showSearch optionFilterProp="label" options={(kinds ?? []).map((one) => ({ ...one, label: one.label.replace(/ · .*$/, '') }))} />
        </Form.Item>
        <Form.Item name="share" label={t('common.optional-of', { what: `${t('relations.share')} %` })}>
          <Input autoComplete="off" inputMode="decimal" />
        </Form.Item>
        <Form.Item name="post" label={t('common.optional-of', { what: t('relations.post') })}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="since" label={t('common.optional-of', { what: t('relations.since') })}>
          <DatePicker aria-label={t('relations.since')} />
        </Form.Item>
        <Form.Item name="until" label={t('common.optional-of', { what: t('relations.until') })}>
          <DatePicker aria-label={t('relations.until')} />
        </Form.Item>
      </Form>
      {wrong && (
        <div className="strip strip-bad round" role="alert">
          <span>{wrong}</span>
        </div>
      )}
    </Modal>
  )
}
