/** A new customer: checked first against everybody the bank knows, then kept. */
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useRef, useState } from 'react'
import { client } from '../../api/client'
import type { AdmissionCheck } from '../../api/types'
import { problemOf, type FieldError } from '../../api/problem'
import { useWords } from '../../i18n'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { useUnits } from '../../shell/units'
import { Empty, Tag } from '../../ui/bits'
import { Card } from '../../ui/Card'
import { customerNumber } from '../../ui/format'
import { nameOf } from './values'
import './customer.css'

type Given = { kind: string; name: string; type: string; number: string; expires_on?: Dayjs; values?: Record<string, string | undefined> }

const documents: Record<string, string[]> = {
  individual: ['resident_id', 'passport_cn', 'passport_foreign', 'hk_macau_permit', 'foreigner_residence', 'officer_card', 'household_book', 'temporary_id', 'hk_id'],
  organisation: ['credit_code', 'org_code', 'business_licence'],
  financial_institution: ['credit_code', 'bic', 'lei'],
}
const fields: Record<string, string[]> = {
  individual: ['mobile', 'email', 'address_home', 'occupation', 'employer'],
  organisation: ['legal_representative', 'phone_work', 'address_registered', 'business_scope', 'website'],
  financial_institution: ['english_name', 'phone_work', 'address_registered', 'website'],
}

export function CreateCustomer() {
  const { t, word } = useWords()
  const units = useUnits()
  const { me } = useSession()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<Given>()
  const kind = Form.useWatch('kind', form) ?? 'individual'
  const [answer, setAnswer] = useState<AdmissionCheck | null>(null)
  const [busy, setBusy] = useState(false)
  // One attempt, one key: a click that is repeated makes one customer.
  const attempt = useRef(crypto.randomUUID())
  useTrailEnd(t('create.title'))

  const bodyOf = (given: Given, confirmed: boolean) => ({
    kind: given.kind as never,
    confirmed,
    unit: me.unit?.code,
    identifications: [{ type: given.type, number: given.number.trim(), ...(given.expires_on ? { expires_on: given.expires_on.format('YYYY-MM-DD') } : {}) }],
    values: Object.fromEntries(Object.entries({ name: given.name, ...given.values }).flatMap(([attribute, value]) => (value?.trim() ? [[attribute, [value.trim()]]] : []))),
  })
  const showErrors = (errors: FieldError[]) => {
    form.setFields(
      errors.map((error) => ({
        name: (/number|identification/.test(error.field) ? 'number' : error.field === 'name' ? 'name' : ['values', error.field.replace(/^values\./, '')]) as never,
        errors: [error.mend ? `${error.message}（${error.mend}）` : error.message],
      })),
    )
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
      else void message.error(problem.body.detail ?? t('state.failed'))
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
      attempt.current = crypto.randomUUID()
      if (problem.body.errors?.length) {
        setAnswer(null)
        showErrors(problem.body.errors)
      } else void message.error(problem.body.detail ?? t('state.failed'))
    } finally {
      setBusy(false)
    }
  }
  const clean = answer?.admissible ?? false
  const similar = answer ? [...(answer.existing ? [answer.existing] : []), ...answer.similar.filter((one) => one.number !== answer.existing?.number)] : []
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('create.title')}</h1>
        <span className="page-hint">{t('create.hint')}</span>
      </div>
      <div className="split side">
        <Card title={t('create.who')}>
          <Form form={form} layout="vertical" className="create-form" initialValues={{ kind: 'individual', type: 'resident_id' }} onFinish={(given) => void check(given)} onValuesChange={() => setAnswer(null)}>
            <Form.Item name="kind" label={t('customer.kind')}>
              <Select
                options={Object.keys(documents).map((value) => ({ value, label: word('kind', value) }))}
                onChange={(value: string) => form.setFieldValue('type', documents[value]?.[0])}
              />
            </Form.Item>
            <Form.Item name="name" label={kind === 'individual' ? t('create.name') : t('create.company-name')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
              <Input maxLength={120} autoComplete="off" />
            </Form.Item>
            <Form.Item name="type" label={t('create.document')}>
              <Select options={(documents[kind] ?? []).map((value) => ({ value, label: word('document', value) }))} />
            </Form.Item>
            <Form.Item name="number" label={t('create.document-number')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item name="expires_on" label={`${t('create.expires')}（${t('common.optional')}）`}>
              <DatePicker />
            </Form.Item>
            {(fields[kind] ?? []).map((attribute) => (
              <Form.Item key={attribute} name={['values', attribute]} label={`${word('attribute', attribute)}（${t('common.optional')}）`}>
                <Input autoComplete="off" maxLength={200} />
              </Form.Item>
            ))}
            <div className="create-acts">
              <Button type={clean ? 'default' : 'primary'} htmlType="submit" loading={busy && !clean}>
                {t('create.check')}
              </Button>
              {clean && (
                <Button type="primary" loading={busy} onClick={() => void save()}>
                  {answer?.existing ? t('create.add') : similar.length > 0 ? t('create.save-anyway') : t('create.save')}
                </Button>
              )}
              <Button type="text" onClick={() => void navigate({ to: '/customers' })}>
                {t('common.cancel')}
              </Button>
            </div>
          </Form>
        </Card>
        <Card title={t('create.similar')}>
          {!answer ? (
            <Empty icon="search" title={t('create.first-check')} text={t('create.first-check-text')} />
          ) : similar.length === 0 ? (
            <Empty icon="check" title={clean ? t('create.nobody') : t('create.mend')} text={clean ? t('create.nobody-text') : t('create.mend-text')} />
          ) : (
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
                  </div>
                  {one.number === answer.existing?.number && <Tag tone="warn">{t('create.existing')}</Tag>}
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </div>
  )
}
