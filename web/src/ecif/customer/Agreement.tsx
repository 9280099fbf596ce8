/** An agreement of a customer, entered at the desk and corrected there: what the catalogue keeps of one, by its types. */
import { App, Button, DatePicker, Form, Input, Modal, Select, TreeSelect } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client'
import { problemOf, type FieldError } from '../../api/problem'
import type { Attribute, Customer, Holding } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { useUnits } from '../../shell/units'
import { useOnce } from '../../ui/once'
import { faultOf, saidOf } from '../../ui/said'
import { useTable } from './codes'
import { ConflictDialog, type Conflict, type Kept } from './Conflict'

/** The source that speaks for what is said at the desk: only that is corrected there. */
const desk = 'desk'
const roles = ['owner', 'joint_owner', 'borrower', 'guarantor', 'disponent']
const kinds = ['book', 'available', 'outstanding', 'market_value']
const states = ['active', 'dormant', 'frozen', 'closed']
const ordered = ['account_number', 'card_number', 'currency', 'branch', 'opened_on', 'maturity_on', 'closed_on', 'status', 'credit_limit', 'amount', 'interest_rate', 'term_months', 'collateral']

/** Whether somebody may correct an agreement here. */
export function useCorrects(one: Holding): boolean {
  const { can } = useSession()
  const { readOnly } = useScope()
  return one.source === desk && can('account', 'correct') && !readOnly
}

/** The way to a new agreement, for whoever may enter one. */
export function AddAgreement({ customer, onDone }: { customer: Customer; onDone: (record: string) => void }) {
  const { t } = useWords()
  const { can } = useSession()
  const { readOnly } = useScope()
  const [open, setOpen] = useState(false)
  if (!can('account', 'create') || readOnly) return null
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {t('papers.add')}
      </button>
      {open && <AgreementForm number={customer.number} customer={customer} onClose={() => setOpen(false)} onDone={onDone} />}
    </>
  )
}

type Given = {
  product: string
  role: string
  values: Record<string, string | Dayjs | null | undefined>
  balance: { kind: string; amount?: string; on?: Dayjs | null }
  others?: { number?: string; role?: string }[]
}

const text = (value: string | Dayjs | null | undefined) => (dayjs.isDayjs(value) ? value.format('YYYY-MM-DD') : (value ?? '').trim())

/** The form: for an agreement that is to be corrected, or for a new one of a customer. */
export function AgreementForm({ number, customer, before, onClose, onDone }: { number: string; customer?: Customer; before?: Holding; onClose: () => void; onDone?: (record: string) => void }) {
  const { t, word, pick } = useWords()
  const units = useUnits()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const [wrong, setWrong] = useState<string | null>(null)
  const [conflicts, setConflicts] = useState<Conflict[]>([])
  // The version an answer told of, once somebody came between.
  const version = useRef(customer?.version ?? 0)
  const attempt = useRef(crypto.randomUUID())
  const once = useOnce()
  const create = api.useMutation('post', '/api/v1/customers/{number}/accounts')
  const correct = api.useMutation('patch', '/api/v1/customers/{number}/accounts/{record_id}')
  const pending = create.isPending || correct.isPending
  const catalogue = api.useQuery('get', '/api/v1/attributes', {}, { staleTime: 300_000 })
  const fields = (catalogue.data?.attributes ?? []).filter((one) => one.about === 'account' && one.name !== 'product' && (before || one.name !== 'closed_on')).sort((a, b) => ordered.indexOf(a.name) - ordered.indexOf(b.name))
  const labels = new Map(fields.map((one) => [one.name, pick(one.label)]))
  const products = useTable('product')
  const currencies = useTable('currency')
  const was = (name: string) => before?.values.find((one) => one.attribute === name)
  const balance = before?.balances[0]

  const place = (errors: FieldError[]) => {
    const rest: string[] = []
    const placed = errors.flatMap((one) => {
      const path = /^(product|role|values\.\w+|balance\.\w+)$/.exec(one.field)?.[1]?.split('.')
      const other = /^others\[(\d+)\]\.(number|role)$/.exec(one.field)
      const name = path?.join('.') === 'balance.currency' ? ['values', 'currency'] : path
      if (other) return [{ name: ['others', Number(other[1]), other[2]!] as never, errors: [faultOf(one)] }]
      if (name) return [{ name: name as never, errors: [faultOf(one)] }]
      rest.push(faultOf(one))
      return []
    })
    form.setFields(placed)
    setWrong(rest.join('；') || null)
  }
  const failed = (error: unknown) => {
    const problem = problemOf(error)
    // Refused, not lost: what is sent next is another attempt.
    if (problem.status >= 400 && problem.status < 500) attempt.current = crypto.randomUUID()
    if (problem.code === 'conflict' && problem.body.conflicts?.length) setConflicts(problem.body.conflicts)
    else if (problem.code === 'conflict' && problem.body.version != null) {
      version.current = problem.body.version
      setWrong(t('agreement.moved'))
    } else if (problem.code === 'elsewhere') setWrong(t('papers.elsewhere', { branch: problem.body.branch?.name ?? '—' }))
    else if (problem.body.errors?.length) place(problem.body.errors)
    else setWrong(saidOf(problem, t))
  }
  const done = (record: string) => {
    onClose()
    void queries.invalidateQueries()
    void message.success(t('agreement.kept'))
    onDone?.(record)
  }
  const said = (given: Given) => {
    const amount = text(given.balance?.amount)
    const on = text(given.balance?.on)
    if (!amount || (balance && amount === balance.amount && given.balance.kind === balance.kind && on === (balance.on ?? ''))) return {}
    const currency = text(given.values.currency)
    return { balance: { kind: given.balance.kind, amount, ...(currency ? { currency } : {}), ...(on ? { on } : {}) } }
  }
  const save = async (kept: Record<string, Kept> = {}) => {
    const given = form.getFieldsValue(true) as Given
    setWrong(null)
    try {
      if (!before) {
        const values = Object.fromEntries(Object.entries(given.values).flatMap(([name, value]) => (text(value) ? [[name, text(value)]] : [])))
        const others = (given.others ?? []).flatMap((one) => (one?.number?.trim() ? [{ number: one.number.replace(/\s/g, ''), role: one.role ?? 'guarantor' }] : []))
        const made = await create.mutateAsync({
          params: { path: { number }, header: { 'idempotency-key': attempt.current } },
          body: { base_version: version.current, product: given.product, role: given.role, values, others, ...said(given) },
        })
        return done(made.agreement.record_id)
      }
      const changes = fields.flatMap((field) => {
        const seen = was(field.name)
        const value = text(given.values[field.name])
        // A masked value that nobody wrote anything over is not touched.
        if (kept[field.name] === 'theirs' || value === (seen?.value ?? '') || (seen?.masked && !value)) return []
        const theirs = conflicts.find((one) => one.field === field.name)
        return [{ attribute: field.name, before: theirs ? theirs.theirs : (seen?.value ?? null), value: value || null }]
      })
      const stands = said(given)
      if (changes.length === 0 && !('balance' in stands)) {
        onClose()
        if (conflicts.length > 0) void queries.invalidateQueries()
        return
      }
      await correct.mutateAsync({ params: { path: { number, record_id: before.record_id }, header: { 'idempotency-key': attempt.current } }, body: { changes, ...stands } })
      setConflicts([])
      done(before.record_id)
    } catch (error) {
      failed(error)
    }
  }
  const input = (field: Attribute) => {
    if (field.value_type === 'date') return <DatePicker />
    if (field.name === 'currency') return <Select showSearch allowClear optionFilterProp="label" options={currencies ?? []} />
    if (field.name === 'status') return <Select allowClear options={states.map((value) => ({ value, label: word('status', value) }))} />
    if (field.name === 'branch') return <TreeSelect allowClear showSearch treeNodeFilterProp="title" treeData={units.tree} treeDefaultExpandAll />
    return <Input autoComplete="off" inputMode={['decimal', 'integer'].includes(field.value_type) ? 'decimal' : undefined} />
  }
  const initial = (field: Attribute) => {
    const seen = was(field.name)
    if (!seen?.value || seen.masked) return undefined
    return field.value_type === 'date' ? dayjs(seen.value) : seen.value
  }
  if (!catalogue.data) return null
  return (
    <Modal
      open
      title={before ? t('agreement.correct') : t('agreement.add')}
      width={860}
      style={{ top: 48 }}
      onCancel={onClose}
      footer={
        <>
          <Button disabled={pending} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="primary" loading={pending} onClick={() => void form.validateFields().then(() => once(() => save()), () => undefined)}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <p className="muted">{t(before ? 'agreement.correct-text' : 'agreement.add-text')}</p>
      <Form
        form={form}
        layout="vertical"
        className="create-form papers-form agreement-form"
        initialValues={{
          product: before?.product,
          role: before?.roles[0] ?? 'owner',
          values: { ...(before ? {} : { currency: 'CNY', opened_on: dayjs() }), ...Object.fromEntries(fields.flatMap((field) => (initial(field) ? [[field.name, initial(field)]] : []))) },
          balance: { kind: balance?.kind ?? 'book', amount: balance?.masked ? undefined : balance?.amount, on: balance?.on ? dayjs(balance.on) : null },
        }}
        onValuesChange={() => setWrong(null)}
        onFinish={() => once(() => save())}
      >
        <Form.Item name="product" label={t('agreement.product')} rules={[{ required: true, message: t('create.needed') }]}>
          <Select showSearch optionFilterProp="label" disabled={Boolean(before)} options={(products ?? []).filter((one) => one.value.includes('.'))} />
        </Form.Item>
        <Form.Item name="role" label={t('holdings.role')}>
          <Select disabled={Boolean(before)} options={roles.map((value) => ({ value, label: word('holder', value) }))} />
        </Form.Item>
        {fields.map((field) => (
          <Form.Item key={field.name} name={['values', field.name]} label={labels.get(field.name)} extra={was(field.name)?.masked ? t('papers.masked', { mask: was(field.name)?.value ?? '' }) : undefined}>
            {input(field)}
          </Form.Item>
        ))}
        <Form.Item name={['balance', 'kind']} label={t('agreement.balance-kind')}>
          <Select options={kinds.map((value) => ({ value, label: word('balance', value) }))} />
        </Form.Item>
        <Form.Item name={['balance', 'amount']} label={t('agreement.balance')}>
          <Input autoComplete="off" inputMode="decimal" />
        </Form.Item>
        <Form.Item name={['balance', 'on']} label={t('common.optional-of', { what: t('agreement.balance-on') })}>
          <DatePicker maxDate={dayjs()} />
        </Form.Item>
        {!before && (
          <Form.List name="others">
            {(parts, { add, remove }) => (
              <fieldset className="agreement-others">
                <legend>{t('drill.others')}</legend>
                {parts.map((part) => (
                  <div key={part.key} className="row">
                    <Form.Item name={[part.name, 'number']} className="grow">
                      <Input aria-label={t('customer.number')} placeholder={t('customer.number')} maxLength={20} autoComplete="off" />
                    </Form.Item>
                    <Form.Item name={[part.name, 'role']} initialValue="guarantor">
                      <Select aria-label={t('holdings.role')} className="agreement-role" options={roles.map((value) => ({ value, label: word('holder', value) }))} />
                    </Form.Item>
                    <Button onClick={() => remove(part.name)}>{t('agreement.drop-part')}</Button>
                  </div>
                ))}
                {parts.length < 3 && (
                  <button type="button" className="link" onClick={() => add()}>
                    {t('agreement.add-part')}
                  </button>
                )}
              </fieldset>
            )}
          </Form.List>
        )}
      </Form>
      {wrong && (
        <div className="strip strip-bad round" role="alert">
          <span>{wrong}</span>
        </div>
      )}
      {conflicts.length > 0 && (
        <ConflictDialog
          title={t('edit.conflict', { what: conflicts.map((one) => labels.get(one.field) ?? one.field).join('、') })}
          label={(field) => labels.get(field) ?? field}
          conflicts={conflicts}
          pending={pending}
          onClose={() => setConflicts([])}
          onDone={(kept) => once(() => save(kept))}
        />
      )}
    </Modal>
  )
}
