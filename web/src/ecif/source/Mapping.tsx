/** A source's mapping: how its columns become attributes, in every version there was. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { api } from '../../api/client'
import { useWords } from '../../i18n'
import { saidOf } from '../../ui/said'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { Tag } from '../../ui/bits'
import { LoadedCard } from '../../ui/Card'
import { Code, Difference } from '../../ui/Code'
import { moment } from '../../ui/format'
import { Trial } from './Trial'
import '../govern.css'

export function MappingPage() {
  const { name } = useParams({ strict: false }) as { name: string }
  const { version, changes } = useSearch({ strict: false }) as { version?: number; changes?: boolean }
  const { t, word } = useWords()
  const navigate = useNavigate()
  useTrailEnd(word('source', name))
  const versions = api.useQuery('get', '/api/v1/sources/{name}/mappings', { params: { path: { name } } })
  const current = versions.data?.items.reduce((most, one) => Math.max(most, one.version), 0) || undefined
  const shown = version ?? current
  const read = (one: number) => ({ params: { path: { name, version: one } } })
  const mapping = api.useQuery('get', '/api/v1/sources/{name}/mappings/{version}', read(shown ?? 1), { enabled: shown !== undefined })
  const before = api.useQuery('get', '/api/v1/sources/{name}/mappings/{version}', read((shown ?? 2) - 1), { enabled: Boolean(changes) && (shown ?? 1) > 1 })
  const { can } = useSession()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const keep = api.useMutation('post', '/api/v1/sources/{name}/mappings')
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => setDraft(null), [shown, name])
  const save = () => {
    let note = ''
    modal.confirm({
      title: t('mapping.save'),
      content: <Input autoFocus aria-label={t('common.note')} placeholder={t('common.note.need')} onChange={(event) => (note = event.target.value)} />,
      okText: t('common.save'),
      onOk: () =>
        keep.mutateAsync({ params: { path: { name } }, body: { text: draft ?? '', note: note || null, base_version: current ?? null } }).then(
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
  const change = (next: { version?: number; changes?: boolean }) => void navigate({ to: '.', search: next as never })
  return (
    <div className="page">
      <div className="page-head">
        <h1>{word('source', name)}</h1>
        <span className="page-hint">{t('mapping.hint')}</span>
        <div className="page-acts">
          {draft !== null ? (
            <>
              <Button
                onClick={() => {
                  setDraft(null)
                  setWrong(null)
                }}
              >
                {t('common.cancel')}
              </Button>
              <Button type="primary" disabled={draft === mapping.data?.text} loading={keep.isPending} onClick={save}>
                {t('mapping.save')}
              </Button>
            </>
          ) : (
            can('mapping', 'change') && shown === current && (
              <Button disabled={!mapping.data} onClick={() => setDraft(mapping.data?.text ?? null)}>
                {t('mapping.edit')}
              </Button>
            )
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
          <LoadedCard
            query={mapping}
            rows={16}
            title={t('mapping.text')}
            hint={shown ? t('common.version', { version: shown }) : undefined}
            extra={
              (shown ?? 1) > 1 && (
                <button type="button" className="link" aria-pressed={Boolean(changes)} onClick={() => change({ version, changes: changes ? undefined : true })}>
                  {t('mapping.changes')}
                </button>
              )
            }
          >
            {(data) =>
              draft !== null ? (
                <Input.TextArea className="mono code-edit" rows={30} spellCheck={false} value={draft} aria-label={t('mapping.text')} onChange={(event) => setDraft(event.target.value)} />
              ) : changes && before.data ? <Difference before={before.data.text} after={data.text} /> : <Code text={data.text} />
            }
          </LoadedCard>
          {can('mapping', 'change') && mapping.data && <Trial key={name} source={name} text={draft ?? mapping.data.text} />}
        </div>
        <LoadedCard query={versions} rows={5} title={t('mapping.versions')}>
          {(data) => (
            <ul className="lines">
              {[...data.items]
                .sort((a, b) => b.version - a.version)
                .map((one) => (
                  <li key={one.version}>
                    <button type="button" className="version-button" aria-pressed={one.version === shown} onClick={() => change({ version: one.version === current ? undefined : one.version, changes })}>
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
