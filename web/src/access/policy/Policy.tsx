/** The access policy: the text that decides, what it says as a table, its versions and what changed between them. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../api/client'
import type { Policy, PolicyVersion } from '../../api/types'
import { useWords } from '../../i18n'
import { saidOf } from '../../ui/said'
import { useSession } from '../../shell/session'
import { Choice, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { Code, Difference } from '../../ui/Code'
import { moment } from '../../ui/format'
import { Matrix } from '../roles/Roles'
import '../../ecif/govern.css'
import '../access.css'

type Look = 'table' | 'text' | 'changes'

export function PolicyPage() {
  const { t, pick, word } = useWords()
  const { version, look: asked } = useSearch({ strict: false }) as { version?: number; look?: Look }
  const { can } = useSession()
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const look = asked ?? 'text'
  const current = api.useQuery('get', '/api/v1/access-policy', {}) as Asked<Policy>
  const versions = api.useQuery('get', '/api/v1/access-policy/versions', {}) as Asked<{ items: PolicyVersion[] }>
  const chosen = version && version !== current.data?.version ? version : undefined
  const old = api.useQuery('get', '/api/v1/access-policy/versions/{version}', { params: { path: { version: chosen ?? 0 } } }, { enabled: chosen !== undefined }) as Asked<Policy>
  const before = api.useQuery('get', '/api/v1/access-policy/versions/{version}', { params: { path: { version: (chosen ?? current.data?.version ?? 1) - 1 } } }, {
    enabled: look === 'changes' && (chosen ?? current.data?.version ?? 1) > 1,
    retry: false,
  }) as Asked<Policy>
  const shown = chosen ? old : current
  const keep = api.useMutation('post', '/api/v1/access-policy')
  const compare = api.useMutation('post', '/api/v1/access-policy/comparison')
  // What an upgrade brought and the table in force does not know: nobody may do it until it does.
  const lacking = api.useQuery('get', '/api/v1/access-policy/lacking', {}, { retry: false })
  const complete = api.useMutation('post', '/api/v1/access-policy/completion')
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const change = (changes: { version?: number; look?: Look }) =>
    void navigate({ to: '.', search: ((now: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...now, ...changes }).filter(([, value]) => value !== undefined))) as never })

  const save = async () => {
    let note = ''
    // What the table would say otherwise, in words, before anybody agrees to it.
    let changes: { zh: string; en: string }[] = []
    try {
      changes = (await compare.mutateAsync({ body: { text: draft ?? '' } })).changes
    } catch (error) {
      setWrong(saidOf(error, t))
      return
    }
    modal.confirm({
      title: t('policy.save-title'),
      width: 720,
      content: (
        <div className="stack">
          <p>{t('policy.save-text')}</p>
          {changes.length > 0 && (
            <ul className="change-list">
              {changes.map((one, at) => (
                <li key={at}>{pick(one)}</li>
              ))}
            </ul>
          )}
          <Difference before={current.data?.text ?? ''} after={draft ?? ''} />
          <Input aria-label={t('common.note')} placeholder={t('common.note.need')} onChange={(event) => (note = event.target.value)} />
        </div>
      ),
      okText: t('policy.enforce'),
      onOk: () =>
        keep.mutateAsync({ body: { text: draft ?? '', note } }).then(
          () => {
            setDraft(null)
            setWrong(null)
            void queries.invalidateQueries()
            void message.success(t('common.saved'))
          },
          (error: unknown) => {
            setWrong(saidOf(error, t))
          },
        ),
    })
  }
  const rows = lacking.data?.items ?? []
  const news = [...new Map(rows.map((row) => [`${row.object}.${row.action}`, `${word('object', row.object)}·${word('action', row.action)}`])).values()]
  const add = () =>
    modal.confirm({
      title: t('policy.complete'),
      width: 560,
      content: (
        <div className="stack">
          <p>{t('policy.complete-text')}</p>
          <ul className="change-list">
            {rows.map((row) => (
              <li key={`${row.object}.${row.action}.${row.role}`}>
                {word('object', row.object)}·{word('action', row.action)} — {word('role', row.role)}：{word('depth', row.depth)}
              </li>
            ))}
          </ul>
        </div>
      ),
      okText: t('policy.enforce'),
      onOk: () =>
        complete.mutateAsync({}).then(
          () => {
            void queries.invalidateQueries()
            void message.success(t('common.saved'))
          },
          (error: unknown) => void message.error(saidOf(error, t)),
        ),
    })
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.policy')}</h1>
        <span className="page-hint">{t('policy.hint')}</span>
        <div className="page-acts">
          {draft === null ? (
            <>
              <Choice
                label={t('policy.look')}
                value={look}
                onChange={(value) => change({ look: value === 'text' ? undefined : value })}
                options={(['text', 'table', 'changes'] as const).map((value) => ({ value, label: t(`policy.look.${value}`) }))}
              />
              {can('access_policy', 'change') && !chosen && <Button disabled={!current.data} onClick={() => setDraft(current.data!.text)}>{t('mapping.edit')}</Button>}
            </>
          ) : (
            <>
              <Button onClick={() => { setDraft(null); setWrong(null) }}>{t('common.cancel')}</Button>
              <Button type="primary" disabled={draft === current.data?.text} loading={keep.isPending || compare.isPending} onClick={() => void save()}>
                {t('mapping.save')}
              </Button>
            </>
          )}
        </div>
      </div>
      {news.length > 0 && !chosen && (
        <div className="strip strip-warn round" role="status">
          <span>{t('policy.lacking', { what: news.join('、') })}</span>
          {can('access_policy', 'change') && draft === null && (
            <button type="button" className="link" onClick={add}>
              {t('policy.complete')}
            </button>
          )}
        </div>
      )}
      {wrong && (
        <div className="strip strip-bad round" role="alert">
          <span>{wrong}</span>
        </div>
      )}
      <div className="split side policy-split">
        <LoadedCard query={shown} rows={18} flush={look === 'table'} title={t('common.version', { version: chosen ?? current.data?.version ?? '' })} hint={chosen ? undefined : t('policy.in-force')}>
          {(data) =>
            draft !== null ? (
              <Input.TextArea className="mono code-edit" rows={34} spellCheck={false} value={draft} aria-label={t('menu.policy')} onChange={(event) => setDraft(event.target.value)} />
            ) : look === 'text' ? (
              <Code text={data.text} />
            ) : look === 'table' ? (
              <PolicyTable policy={data} />
            ) : (
              <>
                {before.data ? <Difference before={before.data.text} after={data.text} /> : <p className="muted">{t('policy.first')}</p>}
              </>
            )
          }
        </LoadedCard>
        <LoadedCard query={versions} rows={4} title={t('mapping.versions')}>
          {(data) => (
            <ul className="lines">
              {[...data.items].sort((a, b) => b.version - a.version).map((one) => (
                <li key={one.version}>
                  <button type="button" className="version-button" aria-pressed={one.version === (chosen ?? current.data?.version)} onClick={() => change({ version: one.version })}>
                    <span className="row">
                      <strong>{t('common.version', { version: one.version })}</strong> {one.version === current.data?.version && <Tag tone="ok">{t('policy.in-force')}</Tag>}
                    </span>
                    <span className="hint">
                      {moment(one.created_at)} · {one.created_by}
                    </span>
                    {one.note && <span>{one.note}</span>}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </LoadedCard>
      </div>
    </div>
  )
}

function PolicyTable({ policy }: { policy: Policy }) {
  const roles = useMemo(() => {
    const byRole = new Map<string, { name: string; rows: { object: string; action: string; depth: string }[] }>()
    for (const row of policy.rows) {
      const role = byRole.get(row.role) ?? { name: row.role, rows: [] }
      role.rows.push(row)
      byRole.set(row.role, role)
    }
    return [...byRole.values()]
  }, [policy])
  return <Matrix roles={roles} which="all" />
}
