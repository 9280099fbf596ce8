/** A new customer: checked first against everybody the bank knows, then kept. */
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useRef, useState } from 'react'
import { client } from '../../api/client'
import type { AdmissionCheck } from '../../api/types'
import { problemOf, type FieldError } from '../../api/problem'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { faultOf, saidOf } from '../../ui/said'
import { useKeys } from '../../shell/keys'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { useUnits } from '../../shell/units'
import { Empty, Tag } from '../../ui/bits'
import { Card } from '../../ui/Card'
import { customerNumber } from '../../ui/format'
import { documentsOf, kindsOfCustomers, longTerm, useCodes } from './codes'
import { ElsewhereToo, Resembling } from './Resembling'
import { nameOf } from './values'
import './customer.css'

type Given = { kind: string; name: string; type: string; number: string; expires_on?: Dayjs; long_term?: boolean; values?: Record<string, string | undefined> }

/** What a counter asks for, in its order; those with a star the admission rules ask of everybody. */
const fields: Record<string, string[]> = {
  individual: ['sex*', 'nationality*', 'occupation*', 'mobile*', 'address_home*', 'employer', 'email'],
  organisation: ['legal_representative*', 'address_registered*', 'business_scope*', 'phone_work', 'website'],
  financial_institution: ['english_name', 'legal_representative*', 'address_registered*', 'business_scope*', 'phone_work', 'website'],
}
const coded = new Set(['sex', 'nationality', 'occupation'])
export function CreateCustomer() {
  const { t, word } = useWords()
  const units = useUnits()
  const { me } = useSession()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<Given>()
  const kind = Form.useWatch('kind', form) ?? 'individual'
  const type = Form.useWatch('type', form) ?? 'resident_id'
  // A resident identity number tells the day of birth; no other document does.
  const asked = [...(kind === 'individual' && type !== 'resident_id' ? ['birth_date*'] : []), ...(fields[kind] ?? [])]
  const [answer, setAnswer] = useState<AdmissionCheck | null>(null)
  const [others, setOthers] = useState<FieldError[]>([])
  const [busy, setBusy] = useState(false)
  // One attempt, one key: a click that is repeated, or an answer that was lost, makes one customer.
  const attempt = useRef(crypto.randomUUID())
  const once = useOnce()
  useTrailEnd(t('create.title'))

  const bodyOf = (given: Given, confirmed: boolean) => ({
    kind: given.kind as never,
    confirmed,
    unit: me.unit?.code,
    identifications: [{ type: given.type, number: given.number.trim(), ...(given.long_term ? { expires_on: longTerm } : given.expires_on ? { expires_on: given.expires_on.format('YYYY-MM-DD') } : {}) }],
    values: Object.fromEntries(Object.entries({ name: given.name, ...given.values }).flatMap(([attribute, value]) => (value?.trim() ? [[attribute, [value.trim()]]] : []))),
  })
  /** Puts each fault at its field; answers those that the form has no field for. */
  const showErrors = (errors: FieldError[]) => {
    const names = new Set(asked.map((name) => name.replace('*', '')))
    const placed = errors.flatMap((error) => {
      const attribute = error.field.replace(/^values\./, '')
      const name = /expires_on$/.test(error.field) ? 'expires_on' : /number$|identification/.test(error.field) ? 'number' : attribute === 'name' ? 'name' : names.has(attribute) ? ['values', attribute] : null
      return name ? [{ error, name: name as never }] : []
    })
    form.setFields(placed.map(({ error, name }) => ({ name, errors: [faultOf(error)] })))
    setOthers(errors.filter((error) => !placed.some((one) => one.error === error)))
  }
  const check = async (given: Given) => {
    setBusy(true)
    try {
      const { data } = await client.POST('/api/v1/customers/check', { body: bodyOf(given, false) })
      if (!data) return
      setAnswer(data)
      showErrors(data.errors)
    } catch (error) {
      const problem = problemOf(error)
      if (problem.body.errors?.length) showErrors(problem.body.errors)
      else void message.error(saidOf(problem, t))
    } finally {
      setBusy(false)
    }
  }
  const save = async () => {
    setBusy(true)
    try {
      const { data } = await client.POST('/api/v1/customers', {
        body: bodyOf(form.getFieldsValue(true) as Given, true),
        params: { header: { 'idempotency-key': attempt.current } },
      })
      if (!data) return
      const made = data.customer
      void message.success(t(data.outcome === 'created' ? 'create.made' : 'create.joined', { number: customerNumber(made.number) }))
      void navigate({ to: `/customers/${made.number}` })
    } catch (error) {
      const problem = problemOf(error)
      // Refused, not lost: what is sent next is another attempt.
      if (problem.status >= 400 && problem.status < 500) attempt.current = crypto.randomUUID()
      if (problem.body.errors?.length) {
        setAnswer(null)
        showErrors(problem.body.errors)
      } else void message.error(saidOf(problem, t))
    } finally {
      setBusy(false)
    }
  }
  const clean = answer?.admissible ?? false
  useKeys({ 'ctrl Enter': () => (clean ? once(save) : form.submit()) })
  const away = answer?.elsewhere ?? []
  const similar = answer ? [...(answer.existing ? [{ ...answer.existing, because: [], rule: undefined, weight: undefined }] : []), ...answer.similar.filter((one) => one.number !== answer.existing?.number)] : []
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('create.title')}</h1>
        <span className="page-hint">{t('create.hint')}</span>
      </div>
      <div className="split side">
        <Card title={t('create.who')}>
          <Form form={form} layout="vertical" className="create-form" initialValues={{ kind: 'individual', type: 'resident_id', values: { nationality: 'CHN' } }} onFinish={(given) => once(() => check(given))} onValuesChange={() => { setAnswer(null); setOthers([]); attempt.current = crypto.randomUUID() }}>
            <Form.Item name="kind" label={t('customer.kind')}>
              <Select
                options={kindsOfCustomers.map((value) => ({ value, label: word('kind', value) }))}
                onChange={(value: string) => form.setFieldValue('type', documentsOf(value)[0])}
              />
            </Form.Item>
            <Form.Item name="name" label={kind === 'individual' ? t('create.name') : t('create.company-name')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
              <Input maxLength={120} autoComplete="off" />
            </Form.Item>
            <Form.Item name="type" label={t('create.document')}>
              <Select options={documentsOf(kind).map((value) => ({ value, label: word('document', value) }))} />
            </Form.Item>
            <Form.Item name="number" label={t('create.document-number')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item name="expires_on" label={t('create.expires')} required>
              <Expiry />
            </Form.Item>
            <Form.Item name="long_term" valuePropName="checked" label={t('create.long-term')}>
              <Checkbox onChange={() => form.setFields([{ name: 'expires_on', errors: [] }])}>{t('create.long-term-text')}</Checkbox>
            </Form.Item>
            {asked.map((field) => {
              const attribute = field.replace('*', '')
              return (
                <Form.Item
                  key={attribute}
                  name={['values', attribute]}
                  required={field !== attribute}
                  preserve={attribute !== 'birth_date'}
                  label={field === attribute ? t('common.optional-of', { what: word('attribute', attribute) }) : word('attribute', attribute)}
                >
                  {coded.has(attribute) ? <Coded attribute={attribute} /> : attribute === 'birth_date' ? <Input autoComplete="off" maxLength={10} placeholder="1980-01-31" /> : <Input autoComplete="off" maxLength={200} />}
                </Form.Item>
              )
            })}
            <div className="create-acts">
              <Button type={clean ? 'default' : 'primary'} htmlType="submit" loading={busy && !clean}>
                {t('create.check')}
              </Button>
              {clean && (
                <Button type="primary" loading={busy} onClick={() => once(save)}>
                  {answer?.existing ? t('create.add') : similar.length + away.length > 0 ? t('create.save-anyway') : t('create.save')}
                </Button>
              )}
              <Button type="text" onClick={() => void navigate({ to: '/customers' })}>
                {t('common.cancel')}
              </Button>
            </div>
          </Form>
        </Card>
        <Card title={t('create.similar')}>
          {others.length > 0 && (
            <div role="alert">
              <ul className="change-list">
                {others.map((error) => (
                  <li key={error.field}>
                    {word('attribute', error.field.replace(/^values\./, ''))}：{faultOf(error)}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {!answer ? (
            <Empty icon="search" title={t('create.first-check')} text={t('create.first-check-text')} />
          ) : similar.length === 0 && away.length === 0 ? (
            <Empty icon={clean ? 'check' : 'edit'} tone={clean ? 'br' : 'warn'} title={clean ? t('create.nobody') : t('create.mend')} text={clean ? t('create.nobody-text') : t('create.mend-text')} />
          ) : (
            <>
              <ElsewhereToo all={away} />
              <ul className="lines">
                {similar.map((one) => (
                  <li key={one.number}>
                    <div className="grow">
                      <strong>
                        <Link to={`/customers/${one.number}`}>{nameOf(one, t)}</Link>
                      </strong>
                      <div className="hint">
                        {customerNumber(one.number)}
                        {one.units[0] ? ` · ${units.name(one.units[0])}` : ''}
                      </div>
                      {one.weight && <Resembling weight={one.weight} of={kind === 'individual' ? 'persons' : 'organisations'} />}
                    </div>
                    {one.number === answer.existing?.number && <Tag tone="warn">{t('create.existing')}</Tag>}
                    {one.because.filter((why) => why !== 'weight').map((why) => (
                      <Tag key={why} tone={why === 'document' ? 'warn' : 'plain'} title={why === 'document' ? one.rule : undefined}>
                        {word('because', why)}
                      </Tag>
                    ))}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Card>
      </div>
    </div>
  )
}

function Coded({ attribute, ...field }: { attribute: string; id?: string; value?: string; onChange?: (value: string) => void }) {
  const options = useCodes(attribute)
  return <Select {...field} showSearch optionFilterProp="label" loading={!options} options={options ?? []} />
}

/** The day a document expires; not to be filled where it does not. */
function Expiry(field: { id?: string; value?: Dayjs; onChange?: (day: Dayjs | null) => void }) {
  const endless = Form.useWatch('long_term') as boolean | undefined
  return <DatePicker {...field} disabled={endless} />
}
