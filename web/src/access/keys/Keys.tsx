/** Keys of other systems: made here, shown once, ended here. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select, TreeSelect } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { ServiceKey } from '../../api/types'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { useSession } from '../../shell/session'
import { useUnits } from '../../shell/units'
import { Empty, Tag, useCopy } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { roles } from '../roles/names'
import { Once, unitOf } from '../users/Users'
import '../../ecif/govern.css'
import '../access.css'

export function KeysPage() {
  const { t, word } = useWords()
  const { can } = useSession()
  const units = useUnits()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const query = api.useQuery('get', '/api/v1/service-keys', {}) as Asked<{ items: ServiceKey[] }>
  const end = api.useMutation('delete', '/api/v1/service-keys/{id}')
  const [adding, setAdding] = useState(false)
  const revoke = (key: ServiceKey) =>
    modal.confirm({
      title: t('keys.end-title', { name: key.name }),
      content: t('keys.end-text'),
      okText: t('keys.end'),
      okButtonProps: { danger: true },
      onOk: () =>
        end.mutate({ params: { path: { id: key.id } } }, {
          onSuccess: () => {
            void queries.invalidateQueries()
            void message.success(t('keys.ended-done'))
          },
          onError: (error) => void message.error(saidOf(error, t)),
        }),
    })
  const make = can('service_key', 'create') && (
    <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
      {t('keys.add')}
    </Button>
  )
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.keys')}</h1>
        <span className="page-hint">{t('keys.hint')}</span>
        <div className="page-acts">{make}</div>
      </div>
      <LoadedCard query={query} rows={8} flush className="fill" label={t('menu.keys')} isEmpty={(data) => data.items.length === 0} empty={<Empty icon="key" title={t('keys.none')} text={t('keys.none-text')}>{make}</Empty>}>
        {(data) => (
          <DataTable
            label={t('menu.keys')}
            rows={data.items}
            rowKey={(row) => row.id}
            columns={[
              { key: 'name', title: t('common.name'), sticky: true, render: (row) => <strong>{row.name}</strong> },
              { key: 'role', title: t('shell.role'), render: (row) => word('role', row.role) },
              { key: 'unit', title: t('users.unit'), desk: true, render: (row) => unitOf(row, units.name) },
              { key: 'made', title: t('keys.made'), desk: true, render: (row) => <span className="num">{moment(row.created_at)}</span> },
              { key: 'used', title: t('keys.used'), desk: true, render: (row) => <span className="num">{moment(row.used_at)}</span> },
              { key: 'state', title: t('common.state'), render: (row) => (row.revoked_at ? <Tag>{t('keys.ended')}</Tag> : <Tag tone="ok">{t('users.active')}</Tag>) },
              {
                key: 'act',
                title: <span className="sr">{t('keys.end')}</span>,
                align: 'right',
                render: (row) =>
                  !row.revoked_at && can('service_key', 'revoke') ? (
                    <button type="button" className="link" onClick={() => revoke(row)}>
                      {t('keys.end')}
                    </button>
                  ) : null,
              },
            ]}
          />
        )}
      </LoadedCard>
      {adding && <Add onClose={() => setAdding(false)} />}
    </div>
  )
}

function Add({ onClose }: { onClose: () => void }) {
  const { t, word } = useWords()
  const units = useUnits()
  const { modal } = App.useApp()
  const copy = useCopy()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ name: string; role: string; unit?: string }>()
  const once = useOnce()
  const add = api.useMutation('post', '/api/v1/service-keys')
  return (
    <Modal open title={t('keys.add')} okText={t('keys.add-do')} onCancel={onClose} confirmLoading={add.isPending} onOk={() => form.submit()}>
      <Form
        form={form}
        layout="vertical"
        onFinish={(given) =>
          once(() => add.mutateAsync({ body: given }, {
            onSuccess: (answer) => {
              void queries.invalidateQueries()
              onClose()
              modal.info({ title: t('keys.once'), width: 560, content: <Once text={(answer as unknown as { key: string }).key} copy={copy} /> })
            },
            onError: (error) => form.setFields([{ name: 'name', errors: [saidOf(error, t)] }]),
          }))
        }
      >
        <Form.Item name="name" label={t('common.name')} extra={t('keys.name-text')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input autoFocus maxLength={64} />
        </Form.Item>
        <Form.Item name="role" label={t('shell.role')} rules={[{ required: true, message: t('create.needed') }]}>
          <Select options={roles.map((value) => ({ value, label: word('role', value) }))} />
        </Form.Item>
        <Form.Item name="unit" label={t('common.optional-of', { what: t('users.unit') })}>
          <TreeSelect allowClear showSearch treeNodeFilterProp="title" treeData={units.tree} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
