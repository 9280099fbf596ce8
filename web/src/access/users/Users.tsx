/** People: who works here, in which unit and roles, and what they may do because of it. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select, TreeSelect } from 'antd'
import { useMemo, useState } from 'react'
import { api, client } from '../../api/client'
import { problemOf } from '../../api/problem'
import type { IdentityLink, MergedAccess, SignInOptions, User } from '../../api/types'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { useKeys } from '../../shell/keys'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { useUnits } from '../../shell/units'
import { Avatar, Empty, Facts, IconButton, Tag, useCopy } from '../../ui/bits'
import { LoadedCard, Stateful, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { count, moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { roles } from '../roles/names'
import '../../ecif/govern.css'
import '../access.css'

type Given = { login: string; name: string; staff_number?: string; unit: string; roles: string[] }
type Search = { q?: string; role?: string; in?: string }

export function UsersPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const search = useSearch({ strict: false }) as Search
  const { t, word } = useWords()
  const { can } = useSession()
  const units = useUnits()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const change = (changes: Search) =>
    void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value))) as never })
  const query = { ...(search.q ? { q: search.q } : {}), ...(search.role ? { role: search.role } : {}), ...(search.in ? { unit: search.in } : {}), limit: 100 }
  const list = useInfiniteQuery({
    queryKey: ['get', '/api/v1/users', query],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/users', { params: { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })
      return data as unknown as { items: User[]; next_cursor?: string | null; total?: number | null }
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: (old) => old,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const go = (user: User | undefined) => user && void navigate({ to: `/users/${user.id}`, search: ((old: unknown) => old) as never })
  const at = rows.findIndex((row) => row.id === id)
  useKeys({ j: () => go(rows[at + 1]), k: () => go(rows[Math.max(0, at - 1)]), Escape: () => void navigate({ to: '/users' }) })
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.users')}</h1>
        {list.data?.pages[0]?.total != null && <span className="page-hint">{t('common.total', { count: count(list.data.pages[0].total!) })}</span>}
        <div className="page-acts">
          {can('user', 'create') && (
            <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
              {t('users.add')}
            </Button>
          )}
        </div>
      </div>
      <div className={id ? 'split govern-split open fill' : 'split govern-split fill'}>
        <section className="card" aria-label={t('menu.users')}>
          <div className="card-body flush">
            <div className="filter-line">
              <Input allowClear defaultValue={search.q} prefix={<Icon name="search" size={14} />} placeholder={t('users.find')} aria-label={t('users.find')} onPressEnter={(event) => change({ q: event.currentTarget.value.trim() })} onChange={(event) => event.target.value === '' && change({ q: undefined })} />
              <Select allowClear value={search.role} placeholder={t('users.roles')} aria-label={t('users.roles')} options={roles.map((value) => ({ value, label: word('role', value) }))} onChange={(role: string | undefined) => change({ role })} popupMatchSelectWidth={false} />
              <TreeSelect allowClear showSearch treeNodeFilterProp="title" value={search.in} placeholder={t('users.unit')} aria-label={t('users.unit')} treeData={units.tree} popupMatchSelectWidth={320} onChange={(unit: string | undefined) => change({ in: unit })} />
            </div>
            <Stateful
              query={{ data: list.data ? rows : undefined, error: list.error, isFetching: list.isFetching && !list.isFetchingNextPage, dataUpdatedAt: list.dataUpdatedAt, refetch: list.refetch }}
              rows={12}
              isEmpty={(data) => data.length === 0}
              empty={<Empty icon="user" title={t('users.none')} text={t('users.none-text')}><Button size="small" onClick={() => void navigate({ to: '/users', search: {} as never })}>{t('list.clear')}</Button></Empty>}
            >
              {(data) => (
                <DataTable
                  label={t('menu.users')}
                  rows={data}
                  rowKey={(row) => row.id}
                  selected={id}
                  onSelect={go}
                  onEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
                  loadingMore={list.isFetchingNextPage}
                  columns={[
                    { key: 'name', title: t('users.name'), sticky: true, render: (row) => <span className="row"><Avatar name={row.name} size={22} round /> {row.name}</span> },
                    { key: 'login', title: t('sign-in.login'), render: (row) => <span className="mono">{row.login}</span> },
                    { key: 'unit', title: t('users.unit'), desk: true, render: (row) => unitOf(row, units.name) },
                    { key: 'roles', title: t('users.roles'), render: (row) => row.roles.map((role) => word('role', role)).join(' · ') },
                    { key: 'staff', title: t('users.staff'), desk: true, render: (row) => <span className="num">{row.staff_number ?? '—'}</span> },
                    { key: 'state', title: t('common.state'), render: (row) => <State user={row} /> },
                    { key: 'factor', title: t('users.factor'), desk: true, render: (row) => (row.second_factor ? <Tag tone="ok">{t('users.factor-on')}</Tag> : <span className="hint">{t('users.factor-off')}</span>) },
                  ]}
                />
              )}
            </Stateful>
          </div>
        </section>
        {id && <Person key={id} id={id} onClose={() => void navigate({ to: '/users', search: ((old: unknown) => old) as never })} />}
      </div>
      {adding && <Edit onClose={() => setAdding(false)} />}
    </div>
  )
}

export function unitOf(user: { unit?: unknown }, name: (code: string) => string): string {
  if (typeof user.unit === 'string') return name(user.unit)
  const unit = user.unit as { code: string; name?: string } | null | undefined
  return unit ? (unit.name ?? name(unit.code)) : '—'
}

function isLocked(user: User): boolean {
  return user.locked_until != null && new Date(user.locked_until).getTime() > Date.now()
}

function State({ user }: { user: User }) {
  const { t } = useWords()
  if (user.ended_at) return <Tag>{t('users.ended')}</Tag>
  if (isLocked(user)) return <Tag tone="bad">{t('users.locked')}</Tag>
  return <Tag tone="ok">{t('users.active')}</Tag>
}

function Person({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, word, pick } = useWords()
  const { can } = useSession()
  const units = useUnits()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const copy = useCopy()
  const query = api.useQuery('get', '/api/v1/users/{id}', { params: { path: { id } } }) as Asked<User>
  const access = api.useQuery('get', '/api/v1/users/{id}/access', { params: { path: { id } } }) as Asked<MergedAccess>
  const reset = api.useMutation('post', '/api/v1/users/{id}/password-reset')
  const unlock = api.useMutation('post', '/api/v1/users/{id}/unlock')
  const patch = api.useMutation('patch', '/api/v1/users/{id}')
  const [editing, setEditing] = useState(false)
  useTrailEnd(query.data?.name)
  const path = { params: { path: { id } } }
  const after = {
    onSuccess: () => {
      void queries.invalidateQueries()
      void message.success(t('common.saved'))
    },
    onError: (error: unknown) => void message.error(saidOf(error, t)),
  }
  return (
    <LoadedCard query={query} rows={12} className="scroll" title={query.data?.name ?? ' '} extra={<IconButton icon="close" label={t('common.close')} onClick={onClose} />}>
      {(user) => (
        <>
          <Facts
            of={[
              { key: 'login', label: t('sign-in.login'), value: <span className="mono">{user.login}</span> },
              { key: 'unit', label: t('users.unit'), value: unitOf(user, units.name) },
              { key: 'staff', label: t('users.staff'), value: user.staff_number ?? '—' },
              { key: 'roles', label: t('users.roles'), value: user.roles.map((role) => word('role', role)).join(' · ') || '—' },
              { key: 'state', label: t('common.state'), value: <State user={user} /> },
              { key: 'since', label: t('users.since'), value: moment(user.created_at) },
            ]}
          />
          <div className="row wrap person-acts">
            {(can('user', 'change') || can('user', 'grant')) && <Button size="small" onClick={() => setEditing(true)}>{t('common.edit')}</Button>}
            {can('user', 'change') && (
              <Button
                size="small"
                loading={reset.isPending}
                onClick={() =>
                  modal.confirm({
                    title: t('users.reset-title', { name: user.name }),
                    content: t('users.reset-text'),
                    okText: t('users.reset'),
                    onOk: () =>
                      reset.mutate(path as never, {
                        ...after,
                        onSuccess: (answer: { password: string }) =>
                          modal.info({
                            title: t('users.once'),
                            content: <Once text={answer.password} copy={copy} />,
                          }),
                      } as never),
                  })
                }
              >
                {t('users.reset')}
              </Button>
            )}
            {isLocked(user) && can('user', 'change') && <Button size="small" onClick={() => unlock.mutate(path as never, after)}>{t('users.unlock')}</Button>}
            {can('user', 'change') && (
              <Button
                size="small"
                danger={!user.ended_at}
                onClick={() =>
                  !user.ended_at
                    ? modal.confirm({ title: t('users.end-title', { name: user.name }), content: t('users.end-text'), okText: t('users.end'), okButtonProps: { danger: true }, onOk: () => patch.mutate({ ...path, body: { ended: true } }, after) })
                    : patch.mutate({ ...path, body: { ended: false } }, after)
                }
              >
                {user.ended_at ? t('users.resume') : t('users.end')}
              </Button>
            )}
          </div>
          <Identities user={user} />
          <h3 className="sub">{t('users.access')}</h3>
          <Stateful query={access} rows={6}>
            {(data) => (
              <table className="sum-table">
                <tbody>
                  {data.permissions.map((row) => (
                    <tr key={row.object + row.action}>
                      <th scope="row" title={data.rows.filter((one) => one.object === row.object && one.action === row.action).map((one) => pick(one.words)).join('\n')}>
                        {word('object', row.object)} · {word('action', row.action)}
                      </th>
                      <td>
                        <Depth depth={row.depth} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Stateful>
          {editing && <Edit user={user} onClose={() => setEditing(false)} />}
        </>
      )}
    </LoadedCard>
  )
}

/** Who a user is at the bank's identity provider: the security administrator links and unlinks. */
function Identities({ user }: { user: User }) {
  const { t, pick } = useWords()
  const { can } = useSession()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ subject: string }>()
  const [linking, setLinking] = useState(false)
  const options = api.useQuery('get', '/api/v1/sign-in-options', {}).data as SignInOptions | undefined
  const path = { params: { path: { id: user.id } } }
  const query = api.useQuery('get', '/api/v1/users/{id}/identities', path) as Asked<{ items: IdentityLink[] }>
  const link = api.useMutation('post', '/api/v1/users/{id}/identities')
  const unlink = api.useMutation('delete', '/api/v1/users/{id}/identities/{link}')
  const provider = options?.provider
  if (!provider) return null
  const after = {
    onSuccess: () => {
      setLinking(false)
      form.resetFields()
      void queries.invalidateQueries()
      void message.success(t('common.saved'))
    },
    onError: (error: unknown) => {
      const problem = problemOf(error)
      const wrong = problem.body.errors?.find((one) => one.field === 'subject')
      if (wrong) form.setFields([{ name: 'subject', errors: [wrong.code === 'taken' ? t('identity.taken') : wrong.message] }])
      else void message.error(problem.body.detail ?? t('state.failed'))
    },
  }
  return (
    <>
      <h3 className="sub">{pick(provider.name)}</h3>
      <Stateful query={query} rows={1}>
        {(data) => (
          <>
            {data.items.length === 0 && <p className="muted">{t('identity.not-linked')}</p>}
            <ul className="lines">
              {data.items.map((one) => (
                <li key={one.id}>
                  <div className="grow">
                    <div className="mono wrap-anywhere" title={one.issuer}>
                      {one.subject}
                    </div>
                    <div className="hint">
                      {moment(one.since)} · {t(one.by_login ? 'identity.by-login' : 'identity.by-hand')}
                    </div>
                  </div>
                  {can('user', 'grant') && (
                    <Button
                      size="small"
                      danger
                      onClick={() =>
                        modal.confirm({
                          title: t('identity.unlink-title', { name: user.name }),
                          content: t('identity.unlink-text'),
                          okText: t('identity.unlink'),
                          okButtonProps: { danger: true },
                          onOk: () => unlink.mutate({ params: { path: { id: user.id, link: one.id } } }, after),
                        })
                      }
                    >
                      {t('identity.unlink')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {can('user', 'grant') && data.items.length === 0 && !user.ended_at && (
              <div className="row wrap person-acts">
                <Button size="small" onClick={() => setLinking(true)}>
                  {t('identity.link')}
                </Button>
              </div>
            )}
          </>
        )}
      </Stateful>
      <Modal open={linking} destroyOnHidden title={t('identity.link-title', { name: user.name })} okText={t('identity.link')} onCancel={() => setLinking(false)} confirmLoading={link.isPending} onOk={() => form.submit()}>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={({ subject }) => link.mutate({ ...path, body: { subject: subject.trim() } }, after)}>
          <Form.Item name="subject" label={t('identity.subject')} extra={t('identity.subject-text')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
            <Input maxLength={255} autoComplete="off" />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}

export function Once({ text, copy }: { text: string; copy: (text: string) => void }) {
  const { t } = useWords()
  return (
    <div className="stack">
      <p>{t('users.once-text')}</p>
      <div className="once">
        <code className="mono">{text}</code>
        <IconButton icon="copy" label={t('common.copied')} onClick={() => copy(text)} />
      </div>
    </div>
  )
}

export function Depth({ depth }: { depth: string }) {
  const { word } = useWords()
  return <span className={`depth depth-${depth}`}>{word('depth', depth)}</span>
}

function Edit({ user, onClose }: { user?: User; onClose: () => void }) {
  const { t, word } = useWords()
  const { can } = useSession()
  const units = useUnits()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const copy = useCopy()
  const [form] = Form.useForm<Given>()
  const once = useOnce()
  const add = api.useMutation('post', '/api/v1/users')
  const patch = api.useMutation('patch', '/api/v1/users/{id}')
  const failed = (error: unknown) => {
    const problem = problemOf(error)
    if (problem.body.errors?.length) form.setFields(problem.body.errors.map((one) => ({ name: one.field as keyof Given, errors: [one.message] })))
    else void message.error(saidOf(error, t))
  }
  const grants = can('user', 'grant')
  const changes = user ? can('user', 'change') : true
  return (
    <Modal open title={user ? t('users.edit') : t('users.add')} okText={t('common.save')} onCancel={onClose} confirmLoading={add.isPending || patch.isPending} onOk={() => form.submit()}>
      <Form
        form={form}
        layout="vertical"
        initialValues={user ? { ...user, unit: user.unit?.code } : { roles: [] }}
        onFinish={(given) => {
          if (user) {
            // Two administrators: one knows who somebody is, the other what they may do. Each sends what is theirs.
            const { login: _login, roles: granted, ...rest } = given
            const body = { ...(changes ? rest : {}), ...(grants ? { roles: granted } : {}) }
            once(() => patch.mutateAsync({ params: { path: { id: user.id } }, body }, {
              onSuccess: () => {
                void queries.invalidateQueries()
                void message.success(t('common.saved'))
                onClose()
              },
              onError: failed,
            }))
          } else
            once(() => add.mutateAsync({ body: grants ? given : { ...given, roles: [] } }, {
              onSuccess: (answer) => {
                void queries.invalidateQueries()
                onClose()
                const password = (answer as unknown as { password?: string }).password
                if (password) modal.info({ title: t('users.once'), content: <Once text={password} copy={copy} /> })
              },
              onError: failed,
            }))
        }}
      >
        <Form.Item name="login" label={t('sign-in.login')} rules={[{ required: !user, whitespace: true, message: t('create.needed') }]}>
          <Input disabled={Boolean(user)} autoComplete="off" maxLength={64} />
        </Form.Item>
        <Form.Item name="name" label={t('users.name')} rules={[{ required: true, whitespace: true, message: t('create.needed') }]}>
          <Input disabled={!changes} maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="staff_number" label={t('common.optional-of', { what: t('users.staff') })} extra={t('users.staff-text')}>
          <Input disabled={!changes} maxLength={32} autoComplete="off" />
        </Form.Item>
        <Form.Item name="unit" label={t('users.unit')} rules={[{ required: true, message: t('create.needed') }]}>
          <TreeSelect disabled={!changes} showSearch treeNodeFilterProp="title" treeData={units.tree} treeDefaultExpandAll={false} />
        </Form.Item>
        <Form.Item name="roles" label={t('users.roles')} extra={grants ? undefined : t('users.grant-text')}>
          <Select mode="multiple" disabled={!grants} options={roles.map((value) => ({ value, label: word('role', value) }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
