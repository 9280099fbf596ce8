/** What cannot be told yet is handed to somebody who may know, with why. */
import { Form, Input, Modal, Select } from 'antd'
import { useEffect, useRef } from 'react'
import { api } from '../../api/client'
import type { Somebody } from '../../api/types'
import { useWords } from '../../i18n'
import { useSession } from '../../shell/session'
import type { Asked } from '../../ui/Card'

type Given = { to?: string; why: string }

export function useJudges(on = true): Asked<{ items: Somebody[] }> {
  return api.useQuery('get', '/api/v1/suspects/judges', {}, { staleTime: 300_000, enabled: on }) as Asked<{ items: Somebody[] }>
}

export function Unsure({ note, busy, onSave, onClose }: { note: string; busy: boolean; onSave: (given: Given) => void; onClose: () => void }) {
  const { t } = useWords()
  const { me } = useSession()
  const judges = useJudges()
  const [form] = Form.useForm<Given>()
  const first = useRef<HTMLTextAreaElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <Modal open title={t('review.unsure-title')} okText={t('review.unsure-do')} cancelText={t('common.cancel')} confirmLoading={busy} onOk={() => form.submit()} onCancel={onClose} width={440} afterOpenChange={(open) => open && first.current?.focus()}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ why: note }}
        onFinish={(given) => onSave({ ...given, why: given.why.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit()
        }}
      >
        <Form.Item name="why" label={t('review.unsure-why')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input.TextArea ref={first as never} rows={3} maxLength={2000} placeholder={t('review.unsure-hint')} />
        </Form.Item>
        <Form.Item name="to" label={t('review.unsure-whom')}>
          <Select
            allowClear
            showSearch
            optionFilterProp="label"
            placeholder={t('review.nobody')}
            loading={judges.isFetching}
            options={(judges.data?.items ?? []).map((one) => ({ value: one.id, label: one.id === me.id ? t('review.myself', { name: one.name }) : one.name }))}
          />
        </Form.Item>
        <p className="hint">{t('review.unsure-text')}</p>
      </Form>
    </Modal>
  )
}
