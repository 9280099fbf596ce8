/** Signing in: through the bank's identity provider, or by name and password; a second factor where asked, a new password where due. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import { problemOf } from '../api/problem'
import type { Me, SignInOptions } from '../api/types'
import { useWords, type Key } from '../i18n'
import { saidOf } from '../ui/said'
import { useCopy, IconButton } from '../ui/bits'
import { Icon } from '../ui/Icon'
import { useLook } from './look'
import { homeOf } from './menu'

type Step = 'password' | 'code' | 'provider-code' | 'renew'
type Search = { next?: string; refused?: string; trace?: string; step?: string }

/** What the way back from the provider may say went wrong; each has a text of its own. */
const refusals = ['sign-in-over', 'provider-unavailable', 'provider-declined', 'identity-not-trusted', 'identity-unknown', 'stronger-sign-in-needed', 'locked', 'busy'] as const

export function SignIn() {
  const { t, pick, language } = useWords()
  const { look, setLook } = useLook()
  const { next, refused, trace, step: asked } = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const queries = useQueryClient()
  const signIn = api.useMutation('post', '/api/v1/session')
  const renew = api.useMutation('post', '/api/v1/me/password')
  const showCode = api.useMutation('post', '/api/v1/oidc/code')
  // The page is drawn once it is known what it offers; where that cannot be had, a password still may do.
  const options = api.useQuery('get', '/api/v1/sign-in-options', {}, { staleTime: 60_000, retry: false })
  const provider = (options.data as SignInOptions | undefined)?.provider
  const copy = useCopy()
  const [step, setStep] = useState<Step>(asked === 'code' ? 'provider-code' : 'password')
  const [given, setGiven] = useState({ login: '', password: '' })
  const [wrong, setWrong] = useState<string | null>(null)

  const enter = (me: Me) => {
    queries.setQueryData(api.queryOptions('get', '/api/v1/me', {}).queryKey, me as never)
    // Only an address of our own may be gone to.
    const inside = next && /^\/(?!\/)/.test(next) && !next.startsWith('/sign-in') ? next : homeOf(me)
    void navigate({ href: inside, replace: true })
  }
  const answer = (me: Me) => {
    queries.clear()
    if (me.must_change_password) {
      setWrong(null)
      setStep('renew')
    } else enter(me)
  }
  const fail = (error: unknown) => {
    const problem = problemOf(error)
    if (problem.code === 'second-factor-needed') {
      setWrong(null)
      setStep('code')
    } else if (problem.code === 'sign-in-over') {
      setStep('password')
      setWrong(t('refused.sign-in-over'))
    } else if (problem.code === 'locked') setWrong(problem.body.detail ?? t('sign-in.locked'))
    else if (problem.code === 'sign-in-failed') setWrong(step === 'code' || step === 'provider-code' ? t('sign-in.code-wrong') : t('sign-in.wrong'))
    else if (problem.code === 'offline') setWrong(t('state.offline'))
    else setWrong(saidOf(problem, t))
  }

  return (
    <div className="sign-in">
      <main className="sign-in-card">
        <div className="sign-in-brand">
          <img src="/icon.svg" alt="" width={36} height={36} />
          <div>
            <h1>{t('shell.brand')}</h1>
            <p>{t('sign-in.what')}</p>
          </div>
        </div>
        {wrong && (
          <div className="strip strip-bad round" role="alert">
            <Icon name="warn" size={14} />
            <span>{wrong}</span>
          </div>
        )}
        {!wrong && refused && step === 'password' && (
          <div className="strip strip-bad round sign-in-refused" role="alert">
            <Icon name="warn" size={14} />
            <span>
              {t((refusals as readonly string[]).includes(refused) ? (`refused.${refused}` as Key) : 'refused.other')}
              {trace && (
                <small>
                  {t('state.trace')} <code className="mono">{trace}</code>
                  <IconButton icon="copy" label={t('common.copied')} onClick={() => copy(trace)} />
                </small>
              )}
            </span>
          </div>
        )}
        {step === 'password' && provider && (
          <>
            <Button type="primary" size="large" block icon={<Icon name="shield" size={16} />} href={`${provider.start}?next=${encodeURIComponent(next ?? '/')}`}>
              {t('sign-in.by', { name: pick(provider.name) })}
            </Button>
            <div className="sign-in-or">
              <span>{t('sign-in.or')}</span>
            </div>
          </>
        )}
        {step === 'password' && !options.isPending && (
          <Form
            layout="vertical"
            requiredMark={false}
            initialValues={{ login: given.login }}
            onFinish={(values: { login: string; password: string }) => {
              setGiven(values)
              setWrong(null)
              signIn.mutate({ body: values }, { onSuccess: (me) => answer(me as Me), onError: fail })
            }}
          >
            <Form.Item name="login" label={t('sign-in.login')} rules={[{ required: true, message: t('sign-in.login-needed') }]}>
              <Input size="large" autoComplete="username" autoFocus={!provider} autoCapitalize="none" />
            </Form.Item>
            <Form.Item name="password" label={t('sign-in.password')} rules={[{ required: true, message: t('sign-in.password-needed') }]}>
              <Input.Password size="large" autoComplete="current-password" />
            </Form.Item>
            <Button type={provider ? 'default' : 'primary'} size="large" block htmlType="submit" loading={signIn.isPending}>
              {t('sign-in.do')}
            </Button>
          </Form>
        )}
        {step === 'provider-code' && (
          <CodeForm
            text={t('sign-in.provider-code')}
            busy={showCode.isPending}
            onCode={(code) => {
              setWrong(null)
              showCode.mutate({ body: { code } }, { onSuccess: (me) => answer(me as Me), onError: fail })
            }}
            onBack={() => setStep('password')}
          />
        )}
        {step === 'code' && (
          <CodeForm
            text={t('sign-in.code-text')}
            busy={signIn.isPending}
            onCode={(code) => {
              setWrong(null)
              signIn.mutate({ body: { ...given, code } }, { onSuccess: (me) => answer(me as Me), onError: fail })
            }}
            onBack={() => setStep('password')}
          />
        )}
        {step === 'renew' && (
          <Form
            layout="vertical"
            requiredMark={false}
            onFinish={(values: { current?: string; fresh: string }) => {
              setWrong(null)
              renew.mutate({ body: { current: values.current || given.password, new: values.fresh } }, {
                onSuccess: () => {
                  void queries.fetchQuery(api.queryOptions('get', '/api/v1/me', {})).then((me) => enter(me as Me))
                },
                onError: fail,
              })
            }}
          >
            <p className="muted">{t('sign-in.renew')}</p>
            {!given.password && (
              <Form.Item name="current" label={t('profile.current-password')} rules={[{ required: true, message: t('sign-in.password-needed') }]}>
                <Input.Password size="large" autoComplete="current-password" />
              </Form.Item>
            )}
            <Form.Item name="fresh" label={t('profile.new-password')} extra={t('profile.password-rule')} rules={[{ required: true, message: t('sign-in.password-needed') }]}>
              <Input.Password size="large" autoComplete="new-password" autoFocus />
            </Form.Item>
            <Form.Item
              name="again"
              label={t('profile.again')}
              dependencies={['fresh']}
              rules={[
                { required: true, message: t('profile.again-needed') },
                ({ getFieldValue }) => ({
                  validator: (_, value) =>
                    !value || value === getFieldValue('fresh') ? Promise.resolve() : Promise.reject(new Error(t('profile.again-differs'))),
                }),
              ]}
            >
              <Input.Password size="large" autoComplete="new-password" />
            </Form.Item>
            <Button type="primary" size="large" block htmlType="submit" loading={renew.isPending}>
              {t('sign-in.renew-do')}
            </Button>
          </Form>
        )}
        <div className="sign-in-foot">
          <button
            type="button"
            className="link"
            lang={language === 'en' ? 'zh-CN' : 'en'}
            onClick={() => setLook({ ...look, language: language === 'en' ? 'zh-CN' : 'en' })}
          >
            {language === 'en' ? '中文' : 'English'}
          </button>
          <span className="hint">{t('sign-in.audited')}</span>
        </div>
      </main>
    </div>
  )
}

/** Asks for the code of a second factor, whichever way somebody signs in. */
function CodeForm({ text, busy, onCode, onBack }: { text: string; busy: boolean; onCode: (code: string) => void; onBack: () => void }) {
  const { t } = useWords()
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => onCode(code)}>
      <p className="muted">{text}</p>
      <Form.Item name="code" label={t('sign-in.code')} rules={[{ required: true, message: t('sign-in.code-needed') }]}>
        <Input size="large" inputMode="numeric" autoComplete="one-time-code" maxLength={8} autoFocus />
      </Form.Item>
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>
        {t('sign-in.do')}
      </Button>
      <Button type="text" block onClick={onBack}>
        {t('common.back')}
      </Button>
    </Form>
  )
}
