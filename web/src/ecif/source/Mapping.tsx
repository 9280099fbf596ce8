/** A source's mapping: read it, try a change on a sample, keep it as a new version. */
import { useParams, useSearch, useNavigate } from '@tanstack/react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { api, client } from '../../api/client'
import { problemOf } from '../../api/problem'
import type { MappingText, MappingVersion } from '../../api/types'
import { useWords } from '../../i18n'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { Empty, Tag } from '../../ui/bits'
import { Card, LoadedCard, type Asked } from '../../ui/Card'
import { moment } from '../../ui/format'
import { Code } from '../../ui/Code'
import '../govern.css'

type Trial = { rows: { line: number; key?: string | null; values: Record<string, string>; findings: { field: string; message: string; rule?: string }[] }[]; rejects: { line: number; field?: string | null; value?: string | null; rule: string; reason: string }[] }

export function MappingPage() {
  const { name } = useParams({ strict: false }) as { name: string }
  const { version } = useSearch({ strict: false }) as { version?: number }
  const { t, word } = useWords()
  const { can } = useSession()
  const navigate = useNavigate()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  useTrailEnd(word('source', name))
  const versions = api.useQuery('get', '/api/v1/sources/{name}/mappings', { params: { path: { name } } } as never) as Asked<{ items: MappingVersion[] }>
  const current = versions.data?.items.reduce((most, one) => Math.max(most, one.version), 0) || undefined
  const shown = version ?? current
  const mapping = api.useQuery('get', '/api/v1/sources/{name}/mappings/{version}', { params: { path: { name, version: shown ?? 0 } } } as never, { enabled: shown !== undefined }) as Asked<MappingText>
  const keep = useMutation({ mutationFn: (body: { text: string; note: string }) => client.POST('/api/v1/sources/{name}/mappings' as never, { params: { path: { name } }, body } as never) })
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => setDraft(null), [shown, name])
  const editing = draft !== null

  const save = () => {
    let note = ''
    modal.confirm({
      title: t('mapping.save-title'),
      content: <Input autoFocus aria-label={t('common.note')} placeholder={t('common.note.need')} onChange={(event) => (note = event.target.value)} />,
      okText: t('common.save'),
      onOk: () =>
        new Promise<void>((done, fail) =>
          keep.mutate({ text: draft ?? '', note }, {
            onSuccess: () => {
              setDraft(null)
              setWrong(null)
              void queries.invalidateQueries()
              void navigate({ to: '.', search: {} as never })
              void message.success(t('common.saved'))
              done()
            },
            onError: (error) => {
              const problem = problemOf(error)
              setWrong(problem.body.errors?.map((one) => one.message).join('；') || (problem.body.detail ?? t('state.failed')))
              done()
              void fail
            },
          }),
        ),
    })
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1>{word('source', name)}</h1>
        <span className="page-hint">{t('mapping.hint')}</span>
        <div className="page-acts">
          {editing ? (
            <>
              <Button onClick={() => { setDraft(null); setWrong(null) }}>{t('common.cancel')}</Button>
              <Button type="primary" disabled={draft === mapping.data?.text} loading={keep.isPending} onClick={save}>
                {t('mapping.save')}
              </Button>
            </>
          ) : (
            can('mapping', 'change') && <Button disabled={!mapping.data} onClick={() => setDraft(mapping.data!.text)}>{t('mapping.edit')}</Button>
          )}
        </div>
      </div>
      {wrong && (
        <div className="strip strip-bad round" role="alert">
          <span>{wrong}</span>
        </div>
      )}
      <div className="split side">
        <div className="stack">
          <LoadedCard query={mapping} rows={16} title={t('mapping.text')} hint={shown ? t('common.version', { version: shown }) : undefined}>
            {(data) =>
              editing ? (
                <Input.TextArea className="mono code-edit" rows={30} spellCheck={false} value={draft} aria-label={t('mapping.text')} onChange={(event) => setDraft(event.target.value)} />
              ) : (
                <Code text={data.text} />
              )
            }
          </LoadedCard>
          <Try name={name} text={draft ?? mapping.data?.text ?? ''} />
        </div>
        <LoadedCard query={versions} rows={5} title={t('mapping.versions')}>
          {(data) => (
            <ul className="lines">
              {[...data.items].sort((a, b) => b.version - a.version).map((one) => (
                <li key={one.version}>
                  <button type="button" className="version-button" aria-pressed={one.version === shown} onClick={() => void navigate({ to: '.', search: (one.version === current ? {} : { version: one.version }) as never })}>
                    <span className="row">
                      <strong>{t('common.version', { version: one.version })}</strong> {one.version === current && <Tag tone="ok">{t('common.current')}</Tag>}
                    </span>
                    <span className="hint">
                      {moment(one.recorded_at)} · {t('sources.trust')} {one.trust}
                    </span>
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

/** Names of the feeds a mapping's text describes. */
function feedsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/^\[feed\.([a-z0-9_]+)\]/gm)].map((found) => found[1]!))]
}

function Try({ name, text }: { name: string; text: string }) {
  const { t, word } = useWords()
  const { can } = useSession()
  const [sample, setSample] = useState('')
  const [feed, setFeed] = useState<string | undefined>()
  const trial = api.useMutation('post', '/api/v1/sources/{name}/mappings/try')
  const feeds = feedsIn(text)
  const chosen = feed && feeds.includes(feed) ? feed : feeds[0]
  const result = trial.data as unknown as Trial | undefined
  if (!can('mapping', 'read')) return null
  return (
    <Card title={t('mapping.try')} hint={t('mapping.try-hint')}>
      <div className="stack">
        <div className="row">
          <Select className="grow" aria-label={t('loads.feed')} value={chosen} options={feeds.map((value) => ({ value, label: `${word('feed', value)}（${value}）` }))} onChange={setFeed} />
          <Button type="primary" disabled={!sample.trim() || !chosen} loading={trial.isPending} onClick={() => trial.mutate({ params: { path: { name } }, body: { text, feed: chosen, sample } } as never)}>
            {t('mapping.try-do')}
          </Button>
        </div>
        <Input.TextArea className="mono" rows={5} spellCheck={false} value={sample} onChange={(event) => setSample(event.target.value)} placeholder={t('mapping.sample')} aria-label={t('mapping.sample')} />
        {trial.error != null && (
          <div className="strip strip-bad round" role="alert">
            <span>{problemOf(trial.error).body.detail ?? problemOf(trial.error).body.errors?.map((one) => one.message).join('；') ?? t('state.failed')}</span>
          </div>
        )}
        {result && (
          <div className="trial" aria-live="polite">
            <p>
              <Tag tone="ok">{t('mapping.taken', { count: result.rows.length })}</Tag> <Tag tone={result.rejects.length > 0 ? 'bad' : 'plain'}>{t('mapping.rejected', { count: result.rejects.length })}</Tag>
            </p>
            {result.rejects.map((one) => (
              <p key={`${one.line}${one.field}`} className="bad-text">
                {t('mapping.line', { line: one.line })} {one.field ?? ''} {one.value ? `「${one.value}」` : ''} {one.rule}：{one.reason}
              </p>
            ))}
            {result.rows.map((one) => (
              <details key={one.line} open={result.rows.length === 1}>
                <summary>
                  {t('mapping.line', { line: one.line })} {one.key ?? ''} {one.findings.length > 0 && <Tag tone="warn">{t('mapping.findings', { count: one.findings.length })}</Tag>}
                </summary>
                <dl className="facts facts-wide">
                  {Object.entries(one.values).map(([attribute, value]) => (
                    <div key={attribute} className="fact">
                      <dt>{attribute}</dt>
                      <dd>{String(value)}</dd>
                    </div>
                  ))}
                </dl>
                {one.findings.map((finding) => (
                  <p key={finding.field + finding.message} className="warn-text">
                    {finding.field}：{finding.message}
                  </p>
                ))}
              </details>
            ))}
            {result.rows.length + result.rejects.length === 0 && <Empty title={t('mapping.no-rows')} />}
          </div>
        )}
      </div>
    </Card>
  )
}
