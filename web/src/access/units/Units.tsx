/** The bank's tree of units: what belongs to whom, and whose customers whoever sees. */
import { useSearch, useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, TreeSelect } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../api/client'
import type { Unit } from '../../api/types'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { useSession } from '../../shell/session'
import { treeOf } from '../../shell/units'
import { Empty } from '../../ui/bits'
import { Card, LoadedCard, type Asked } from '../../ui/Card'
import { count } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Facts } from '../../ui/bits'
import '../../ecif/govern.css'
import '../access.css'

export function UnitsPage() {
  const { t } = useWords()
  const { can } = useSession()
  const { code } = useSearch({ strict: false }) as { code?: string }
  const navigate = useNavigate()
  const query = api.useQuery('get', '/api/v1/units', {}) as Asked<{ items: Unit[] }>
  const [edit, setEdit] = useState<Partial<Unit> | null>(null)
  const [find, setFind] = useState('')
  const unit = query.data?.items.find((one) => one.code === String(code ?? ''))
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.units')}</h1>
        {query.data && <span className="page-hint">{t('common.total', { count: count(query.data.items.length) })}</span>}
        <div className="page-acts">
          {can('unit', 'change') && (
            <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setEdit({ parent: unit?.code })}>
              {t('units.add')}
            </Button>
          )}
        </div>
      </div>
      <div className="split side fill">
        <LoadedCard
          query={query}
          rows={12}
          className="scroll"
          title={t('units.tree')}
          extra={<Input size="small" allowClear value={find} placeholder={t('units.find')} aria-label={t('units.find')} onChange={(event) => setFind(event.target.value)} />}
          isEmpty={(data) => data.items.length === 0}
          empty={<Empty icon="tree" title={t('units.none')} text={t('units.none-text')} />}
        >
          {(data) => <Tree units={data.items} find={find.trim()} chosen={unit?.code} onChoose={(next) => void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => ({ ...old, code: next })) as never })} />}
        </LoadedCard>
        <Card className="scroll" title={unit?.name ?? t('units.one')} extra={unit && can('unit', 'change') && <Button size="small" onClick={() => setEdit(unit)}>{t('common.edit')}</Button>}>
          {unit ? (
            <Facts
              of={[
                { key: 'code', label: t('common.code'), value: <span className="mono">{unit.code}</span> },
                { key: 'name', label: t('common.name'), value: unit.name },
                { key: 'parent', label: t('units.parent'), value: query.data?.items.find((one) => one.code === unit.parent)?.name ?? '—' },
                { key: 'below', label: t('units.below'), value: count(query.data?.items.filter((one) => one.parent === unit.code).length ?? 0) },
                {
                  key: 'customers',
                  label: t('menu.customers'),
                  value: can('customer', 'read') ? (
                    <button type="button" className="link" onClick={() => void navigate({ to: '/customers', search: { in: unit.code } as never })}>
                      {t('units.customers')}
                    </button>
                  ) : (
                    '—'
                  ),
                },
              ]}
            />
          ) : (
            <Empty icon="tree" title={t('units.choose')} />
          )}
        </Card>
      </div>
      {edit && <Edit unit={edit} units={query.data?.items ?? []} onClose={() => setEdit(null)} />}
    </div>
  )
}

type Node = { unit: Unit; depth: number; children: number }

function Tree({ units, find, chosen, onChoose }: { units: Unit[]; find: string; chosen: string | undefined; onChoose: (code: string) => void }) {
  const { t } = useWords()
  const [shut, setShut] = useState<Set<string>>(() => new Set())
  const nodes = useMemo(() => {
    const below = new Map<string, Unit[]>()
    const known = new Set(units.map((unit) => unit.code))
    for (const unit of units) {
      const parent = unit.parent && known.has(unit.parent) ? unit.parent : ''
      below.set(parent, [...(below.get(parent) ?? []), unit])
    }
    const list: Node[] = []
    const walk = (code: string, depth: number) => {
      for (const unit of below.get(code) ?? []) {
        const children = below.get(unit.code)?.length ?? 0
        list.push({ unit, depth, children })
        if (!shut.has(unit.code) || find) walk(unit.code, depth + 1)
      }
    }
    walk('', 0)
    return find ? list.filter((node) => `${node.unit.code} ${node.unit.name}`.includes(find)) : list
  }, [units, shut, find])
  return (
    <ul className="tree" aria-label={t('units.tree')}>
      {nodes.map(({ unit, depth, children }) => (
        <li key={unit.code} style={{ paddingLeft: find ? 0 : depth * 20 }} className={unit.code === chosen ? 'on' : undefined}>
          {children > 0 && !find ? (
            <button
              type="button"
              className="icon-button"
              aria-expanded={!shut.has(unit.code)}
              aria-label={unit.name}
              onClick={() =>
                setShut((old) => {
                  const next = new Set(old)
                  if (!next.delete(unit.code)) next.add(unit.code)
                  return next
                })
              }
            >
              <Icon name={shut.has(unit.code) ? 'right' : 'down'} size={12} />
            </button>
          ) : (
            <span className="tree-leaf" />
          )}
          <button type="button" className="tree-name" aria-pressed={unit.code === chosen} onClick={() => onChoose(unit.code)}>
            <span className="clip">{unit.name}</span> <span className="hint mono">{unit.code}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Edit({ unit, units, onClose }: { unit: Partial<Unit>; units: Unit[]; onClose: () => void }) {
  const { t } = useWords()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Unit>()
  const once = useOnce()
  const add = api.useMutation('post', '/api/v1/units')
  const patch = api.useMutation('patch', '/api/v1/units/{code}')
  const made = Boolean(unit.code)
  const after = {
    onSuccess: () => {
      void queries.invalidateQueries()
      void message.success(t('common.saved'))
      onClose()
    },
    onError: (error: unknown) => {
      form.setFields([{ name: 'code', errors: [saidOf(error, t)] }])
    },
  }
  return (
    <Modal open title={made ? t('units.edit') : t('units.add')} okText={t('common.save')} onCancel={onClose} confirmLoading={add.isPending || patch.isPending} onOk={() => form.submit()}>
      <Form
        form={form}
        layout="vertical"
        initialValues={unit}
        onFinish={({ code, ...rest }) => once(() => (made ? patch.mutateAsync({ params: { path: { code: unit.code ?? '' } }, body: rest }, after) : add.mutateAsync({ body: { code, ...rest } }, after)))}
      >
        <Form.Item name="code" label={t('common.code')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input disabled={made} maxLength={32} />
        </Form.Item>
        <Form.Item name="name" label={t('common.name')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="parent" label={t('units.parent')}>
          <TreeSelect allowClear showSearch treeNodeFilterProp="title" treeData={treeOf(units)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
