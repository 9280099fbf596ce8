/** Oneself: how the console looks, password, second factor, places one is signed in from. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Switch } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import { problemOf } from '../../api/problem'
import type { IdentityLink, SignedInPlace, SignInOptions } from '../../api/types'
import { useWords } from '../../i18n'
import { saidOf } from '../../ui/said'
import { useSession, type Rise, type Theme } from '../../shell/session'
import type { Density } from '../../theme/antd'
import { Avatar, Choice, Facts, Tag, useCopy, IconButton } from '../../ui/bits'
import { Card, LoadedCard, type Asked } from '../../ui/Card'
import { moment } from '../../ui/format'
import type { Language } from '../../ui/format'
import '../access.css'

export function ProfilePage() {
  const { t, word } = useWords()
  const { me, preferences, prefer } = useSession()
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.profile')}</h1>
      </div>
      <div className="profile-grid">
        <Card title={t('profile.who')}>
          <div className="row profile-who">
            <Avatar name={me.name} size={44} tint="solid" round />
            <div>
              <strong>{me.name}</strong>
              <div className="hint">{me.login}</div>
            </div>
          </div>
          <Facts
            of={[
              { key: 'unit', label: t('users.unit'), value: me.unit ? `${me.unit.name}（${me.unit.code}）` : '—' },
              { key: 'roles', label: t('users.roles'), value: me.roles.map((role) => word('role', role)).join(' · ') },
              { key: 'staff', label: t('users.staff'), value: me.staff_number ?? '—' },
              { key: 'policy', label: t('menu.policy'), value: t('common.version', { version: me.policy_version }) },
            ]}
          />
        </Card>
        <Card title={t('profile.look')} hint={t('profile.look-hint')}>
          <div className="settings">
            <Setting label={t('profile.language')}>
              <Choice<Language> label={t('profile.language')} value={preferences.language} onChange={(language) => prefer({ language })} options={[{ value: 'zh-CN', label: <span lang="zh-CN">中文</span> }, { value: 'en', label: <span lang="en">English</span> }]} />
            </Setting>
            <Setting label={t('profile.theme')}>
              <Choice<Theme> label={t('profile.theme')} value={preferences.theme} onChange={(theme) => prefer({ theme })} options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`profile.theme.${value}`) }))} />
            </Setting>
            <Setting label={t('profile.density')}>
              <Choice<Density> label={t('profile.density')} value={preferences.density} onChange={(density) => prefer({ density })} options={(['compact', 'standard', 'relaxed'] as const).map((value) => ({ value, label: t(`profile.density.${value}`) }))} />
            </Setting>
            <Setting label={t('profile.rise')}>
              <Choice<Rise> label={t('profile.rise')} value={preferences.rise_colour} onChange={(rise_colour) => prefer({ rise_colour })} options={(['auto', 'red', 'green'] as const).map((value) => ({ value, label: t(`profile.rise.${value}`) }))} />
            </Setting>
            <Setting label={t('shell.keys')}>
              <Switch checked={preferences.shortcuts} aria-label={t('shell.keys')} onChange={(shortcuts) => prefer({ shortcuts })} />
            </Setting>
          </div>
        </Card>
        <Password />
        <SecondFactor />
        <Identity />
        <Places />
      </div>
    </div>
  )
}

function Setting({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="setting">
      <span className="muted">{label}</span>
      {children}
    </div>
  )
}

function Password() {
  const { t } = useWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ current: string; fresh: string; again: string }>()
  const renew = api.useMutation('post', '/api/v1/me/password')
  return (
    <Card title={t('profile.password')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ current, fresh }) =>
          renew.mutate({ body: { current, new: fresh } }, {
            onSuccess: () => {
              form.resetFields()
              void message.success(t('common.saved'))
            },
            onError: (error) => {
              const problem = problemOf(error)
              const field = problem.body.errors?.[0]?.field === 'current' || problem.code === 'sign-in-failed' ? 'current' : 'fresh'
              form.setFields([{ name: field, errors: [saidOf(problem, t)] }])
            },
          })
        }
      >
        <Form.Item name="current" label={t('profile.current-password')} rules={[{ required: true, message: t('create.needed') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="fresh" label={t('profile.new-password')} extra={t('profile.password-rule')} rules={[{ required: true, message: t('create.needed') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('profile.again')}
          dependencies={['fresh']}
          rules={[
            { required: true, message: t('profile.again-needed') },
            ({ getFieldValue }) => ({ validator: (_, value) => (!value || value === getFieldValue('fresh') ? Promise.resolve() : Promise.reject(new Error(t('profile.again-differs')))) }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={renew.isPending}>
          {t('profile.password-do')}
        </Button>
      </Form>
    </Card>
  )
}

function SecondFactor() {
  const { t } = useWords()
  const { me } = useSession()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const copy = useCopy()
  const begin = api.useMutation('post', '/api/v1/me/totp')
  const confirm = api.useMutation('put', '/api/v1/me/totp')
  const end = api.useMutation('delete', '/api/v1/me/totp')
  const [made, setMade] = useState<{ secret: string; otpauth_url: string } | null>(null)
  const [ending, setEnding] = useState(false)
  const [text, setText] = useState('')
  const done = () => {
    setMade(null)
    setEnding(false)
    setText('')
    void queries.invalidateQueries()
    void message.success(t('common.saved'))
  }
  const failed = (error: unknown) => void message.error(saidOf(error, t))
  return (
    <Card title={t('users.factor')} extra={me.second_factor ? <Tag tone="ok">{t('users.factor-on')}</Tag> : <Tag>{t('users.factor-off')}</Tag>}>
      <p className="muted">{t('profile.factor-text')}</p>
      <div className="row person-acts">
        {me.second_factor ? (
          <Button onClick={() => setEnding(true)}>{t('profile.factor-end')}</Button>
        ) : (
          <Button loading={begin.isPending} onClick={() => begin.mutate({}, { onSuccess: (answer) => setMade(answer as unknown as { secret: string; otpauth_url: string }), onError: failed })}>
            {t('profile.factor-begin')}
          </Button>
        )}
      </div>
      {made && (
        <Modal open title={t('profile.factor-begin')} okText={t('profile.factor-confirm')} onCancel={() => setMade(null)} confirmLoading={confirm.isPending} onOk={() => confirm.mutate({ body: { code: text } }, { onSuccess: done, onError: failed })}>
          <div className="stack">
            <p>{t('profile.factor-how')}</p>
            <div className="once">
              <code className="mono">{made.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
              <IconButton icon="copy" label={t('common.copied')} onClick={() => copy(made.secret)} />
            </div>
            <a href={made.otpauth_url}>{t('profile.factor-open')}</a>
            <Input value={text} onChange={(event) => setText(event.target.value)} inputMode="numeric" maxLength={8} placeholder={t('sign-in.code')} aria-label={t('sign-in.code')} />
          </div>
        </Modal>
      )}
      {ending && (
        <Modal open title={t('profile.factor-end')} okText={t('profile.factor-end')} okButtonProps={{ danger: true }} onCancel={() => setEnding(false)} confirmLoading={end.isPending} onOk={() => end.mutate({ body: { password: text } }, { onSuccess: done, onError: failed })}>
          <Input.Password value={text} onChange={(event) => setText(event.target.value)} autoComplete="current-password" placeholder={t('sign-in.password')} aria-label={t('sign-in.password')} />
        </Modal>
      )}
    </Card>
  )
}

/** Who one is at the bank's identity provider; not there where there is none. */
function Identity() {
  const { t, pick } = useWords()
  const options = api.useQuery('get', '/api/v1/sign-in-options', {}).data as SignInOptions | undefined
  const query = api.useQuery('get', '/api/v1/me/identities', {}) as Asked<{ items: IdentityLink[] }>
  if (!options?.provider) return null
  return (
    <LoadedCard query={query} rows={2} title={pick(options.provider.name)} extra={query.data?.items.length ? <Tag tone="ok">{t('identity.linked')}</Tag> : <Tag>{t('identity.not-linked')}</Tag>}>
      {(data) =>
        data.items.length === 0 ? (
          <p className="muted">{t('identity.none')}</p>
        ) : (
          <Facts
            of={data.items.flatMap((one) => [
              { key: `${one.id}-subject`, label: t('identity.subject'), value: <span className="mono wrap-anywhere">{one.subject}</span> },
              { key: `${one.id}-issuer`, label: t('identity.issuer'), value: <span className="wrap-anywhere">{one.issuer}</span> },
              { key: `${one.id}-since`, label: t('identity.since'), value: `${moment(one.since)} · ${t(one.by_login ? 'identity.by-login' : 'identity.by-hand')}` },
            ])}
          />
        )
      }
    </LoadedCard>
  )
}

function Places() {
  const { t } = useWords()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const query = api.useQuery('get', '/api/v1/me/sessions', {}) as Asked<{ items: SignedInPlace[] }>
  const end = api.useMutation('delete', '/api/v1/me/sessions/{id}')
  return (
    <LoadedCard query={query} rows={3} title={t('profile.sessions')} hint={t('profile.sessions-hint')}>
      {(data) => (
        <ul className="lines">
          {data.items.map((one) => (
            <li key={one.id}>
              <div className="grow">
                <span className="clip" title={one.agent ?? ''}>
                  {one.agent || '—'}
                </span>
                <span className="hint">
                  {moment(one.created_at)} · {t('profile.seen', { at: moment(one.seen_at) })}
                  {one.method === 'identity_provider' && ` · ${t('identity.title')}`}
                </span>
              </div>
              {one.current ? (
                <Tag tone="ok">{t('profile.this')}</Tag>
              ) : (
                <Button size="small" loading={end.isPending} onClick={() => end.mutate({ params: { path: { id: one.id } } }, { onSuccess: () => void queries.invalidateQueries(), onError: (error) => void message.error(saidOf(error, t)) })}>
                  {t('profile.end-session')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </LoadedCard>
  )
}
