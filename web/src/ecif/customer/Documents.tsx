/** What a customer goes by: documents and codes, added, replaced and taken back as the desk's own word. */
import { App, Button, Checkbox, DatePicker, Form, Input, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client'
import { problemOf, type FieldError } from '../../api/problem'
import type { Customer, Identification } from '../../api/types'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { faultOf, saidOf } from '../../ui/said'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { Empty, IconButton, SourceTag, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { customerNumber, day } from '../../ui/format'
import { documentsOf, longTerm } from './codes'
import { Masked } from './Masked'

/** The source that speaks for what is said at the desk: only that can be taken back there. */
const desk = 'desk'

/** The form is open: for a document to be replaced, or for one to be added. */
type Open = { before: Identification | null }

export function Documents({ query, number }: { query: Asked<Customer>; number: string }) {
  const { t, pick, word } = useWords()
  const { can } = useSession()
  const { readOnly } = useScope()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const [open, setOpen] = useState<Open | null>(null)
  const correct = api.useMutation('patch', '/api/v1/customers/{number}')
  const writable = can('customer', 'correct') && !readOnly
  const nameOf = (one: Identification) => pick(one.label) || word('document', one.type)
  const takeBack = (customer: Customer, one: Identification) =>
    modal.confirm({
      title: t('papers.take-back', { what: nameOf(one) }),
      content: t('papers.take-back-text'),
      okText: t('papers.take-back-do'),
      okButtonProps: { danger: true },
      onOk: () =>
        correct.mutateAsync({ params: { path: { number } }, body: { base_version: customer.version, identifications: [{ before: seen(one) }] } }).then(
          () => {
            void queries.invalidateQueries()
            void message.success(t('papers.taken-back', { what: nameOf(one) }))
          },
          (error: unknown) => void message.error(isGone(problemOf(error).body.errors) ? t('papers.gone') : saidOf(error, t)),
        ),
    })
  const data = query.data
  return (
    <>
      <LoadedCard
        query={query}
        rows={3}
        title={t('customer.documents')}
        extra={
          writable &&
          data && (
            <button type="button" className="link" onClick={() => setOpen({ before: null })}>
              {t('papers.add')}
            </button>
          )
        }
        isEmpty={(data) => data.identifications.length === 0}
        empty={<Empty icon="doc" title={t('customer.no-documents')} text={t('customer.no-documents-text')} />}
      >
        {(data) => (
          <ul className="lines">
            {data.identifications.map((one, at) => (
              <li key={one.type + at}>
                <div className="grow">
                  <div className="row wrap">
                    <span className="muted">{nameOf(one)}</span>
                    {at === 0 && <Tag tone="br">{t('customer.primary')}</Tag>}
                    {!one.valid && <Tag tone="bad">{t('customer.invalid')}</Tag>}
                  </div>
                  <div className="num strong">
                    {one.masked ? <Masked number={number} what={{ attribute: 'identification', index: at }} mask={one.number ?? ''} label={nameOf(one)} /> : one.number}
                  </div>
                  <div className="hint">
                    {one.days_masked ? t('list.expiry-masked') : one.expires_on && one.expires_on < '9999' ? t('customer.until', { day: day(one.expires_on) }) : t('customer.no-expiry')} · {word('verification', one.verification)}
                  </div>
                </div>
                <div className="papers-side">
                  <SourceTag source={one.source} />
                  {/* One whose number is kept back altogether cannot be named. */}
                  {writable && one.number && (
                    <span className="papers-acts">
                      <IconButton icon="edit" size={14} label={t('papers.replace', { what: nameOf(one) })} onClick={() => setOpen({ before: one })} />
                      {one.source === desk && <IconButton icon="close" size={14} label={t('papers.take-back', { what: nameOf(one) })} onClick={() => takeBack(data, one)} />}
                    </span>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </LoadedCard>
      {open && data && <DocumentForm customer={data} before={open.before} onClose={() => setOpen(null)} />}
    </>
  )
}

const seen = (one: Identification) => ({ type: one.type, number: one.number ?? '' })

/** Whether the document to be replaced or taken back is there no longer. */
const isGone = (errors: FieldError[] | null | undefined) => Boolean(errors?.some((one) => /\.before$/.test(one.field)))

type Given = { type: string; number: string; issuer?: string; issued_on?: Dayjs | null; expires_on?: Dayjs | null; long_term?: boolean }

function DocumentForm({ customer, before, onClose }: { customer: Customer; before: Identification | null; onClose: () => void }) {
  const { t, word, pick } = useWords()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const type = Form.useWatch('type', form) ?? ''
  const endless = Form.useWatch('long_term', form)
  const [others, setOthers] = useState<string[]>([])
  const [wrong, setWrong] = useState<string | null>(null)
  const correct = api.useMutation('patch', '/api/v1/customers/{number}')
  const once = useOnce()
  // One attempt, one key: an answer that was lost says the document once.
  const attempt = useRef(crypto.randomUUID())
  const number = customer.number
  const kinds = documentsOf(customer.kind)
  const types = before && !kinds.includes(before.type) ? [before.type, ...kinds] : kinds
  const nameOf = (kind: string) => (before?.type === kind && pick(before.label)) || word('document', kind)

  const showErrors = (errors: FieldError[]) => {
    const similar = errors.find((one) => one.code === 'similar')
    setOthers(similar?.customers ?? [])
    const rest: string[] = []
    const placed = errors.flatMap((one) => {
      if (one === similar) return []
      const name = /\.(type|number|issuer|issued_on|expires_on)$/.exec(one.field)?.[1] as keyof Given | undefined
      if (name) return [{ name, errors: [faultOf(one)] }]
      rest.push(isGone([one]) ? t('papers.gone') : faultOf(one))
      return []
    })
    form.setFields(placed)
    setWrong(rest.join('；') || null)
  }
  const save = async (confirmed: boolean) => {
    const given = form.getFieldsValue(true) as Given
    setWrong(null)
    try {
      const { changes } = await correct.mutateAsync({
        params: { path: { number }, header: { 'idempotency-key': attempt.current } },
        body: {
          base_version: customer.version,
          confirmed,
          identifications: [
            {
              ...(before ? { before: seen(before) } : {}),
              identification: {
                type: given.type,
                number: given.number.trim(),
                ...(given.issuer?.trim() ? { issuer: given.issuer.trim() } : {}),
                ...(given.issued_on ? { issued_on: given.issued_on.format('YYYY-MM-DD') } : {}),
                ...(given.long_term ? { expires_on: longTerm } : given.expires_on ? { expires_on: given.expires_on.format('YYYY-MM-DD') } : {}),
              },
            },
          ],
        },
      })
      onClose()
      void queries.invalidateQueries()
      if (changes.every((one) => one.survives)) void message.success(t('papers.kept', { what: nameOf(given.type) }))
      else void message.warning(t('papers.outweighed', { what: nameOf(given.type) }))
    } catch (error) {
      const problem = problemOf(error)
      // Refused, not lost: what is sent next is another attempt.
      if (problem.status >= 400 && problem.status < 500) attempt.current = crypto.randomUUID()
      setOthers([])
      if (problem.code === 'elsewhere') {
        const { branch } = problem.body
        form.setFields([{ name: 'number', errors: [t('papers.elsewhere', { branch: branch ? `${branch.name}（${branch.code}）` : '—' })] }])
      } else if (problem.body.errors?.length) showErrors(problem.body.errors)
      else setWrong(saidOf(problem, t))
    }
  }
  return (
    <Modal
      open
      title={before ? t('papers.replace', { what: nameOf(before.type) }) : t('papers.add-title')}
      width={560}
      onCancel={onClose}
      footer={
        <>
          <Button disabled={correct.isPending} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="primary" danger={others.length > 0} loading={correct.isPending} onClick={() => void form.validateFields().then(() => once(() => save(others.length > 0)), () => undefined)}>
            {others.length > 0 ? t('papers.confirm') : t('common.save')}
          </Button>
        </>
      }
    >
      <p className="muted">{before && before.source !== desk ? t('papers.beside', { source: word('source', before.source) }) : t('papers.text')}</p>
      <Form
        form={form}
        layout="vertical"
        className="create-form papers-form"
        initialValues={{
          type: before?.type ?? types[0],
          number: before && !before.masked ? before.number : '',
          issuer: before?.issuer,
          issued_on: before?.issued_on ? dayjs(before.issued_on) : null,
          expires_on: before?.expires_on && before.expires_on < '9999' ? dayjs(before.expires_on) : null,
          long_term: Boolean(before?.expires_on && before.expires_on >= '9999'),
        }}
        onValuesChange={() => {
          setOthers([])
          setWrong(null)
        }}
        onFinish={() => once(() => save(others.length > 0))}
      >
        <Form.Item name="type" label={t('create.document')}>
          <Select options={types.map((value) => ({ value, label: nameOf(value) }))} />
        </Form.Item>
        <Form.Item name="number" label={t('create.document-number')} extra={before?.masked ? t('papers.masked', { mask: before.number ?? '' }) : undefined} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input maxLength={60} autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="issued_on" label={t('common.optional-of', { what: t('papers.issued') })}>
          <DatePicker maxDate={dayjs()} />
        </Form.Item>
        <Form.Item name="expires_on" label={t('create.expires')} required={!endless} dependencies={['long_term']} rules={endless ? [] : [{ required: true, message: t('create.needed') }]}>
          <DatePicker disabled={Boolean(endless)} />
        </Form.Item>
        <Form.Item name="issuer" label={t('common.optional-of', { what: t('papers.issuer') })}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="long_term" valuePropName="checked" label={t('create.long-term')}>
          <Checkbox>{t('create.long-term-text')}</Checkbox>
        </Form.Item>
      </Form>
      {others.length > 0 && (
        <div className="strip strip-warn round" role="alert">
          <span>
            {t('papers.others', { what: nameOf(type) })}
            {others.map((one) => (
              <a key={one} className="papers-other" href={`/customers/${one}`} target="_blank" rel="noopener">
                {customerNumber(one)}
              </a>
            ))}
          </span>
        </div>
      )}
      {wrong && (
        <div className="strip strip-bad round" role="alert">
          <span>{wrong}</span>
        </div>
      )}
    </Modal>
  )
}
