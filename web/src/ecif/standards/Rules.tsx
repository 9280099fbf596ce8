/** The rules: who is the same customer, which value wins; word for word, in every version there was. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { api } from '../../api/client'
import type { RuleText, RuleVersion } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { Choice, Tag } from '../../ui/bits'
import { LoadedCard, Stateful, type Asked } from '../../ui/Card'
import { Code, Difference } from '../../ui/Code'
import { moment } from '../../ui/format'
import { TryRules } from './TryRules'
import '../govern.css'
import '../review/review.css'
import '../matching/matching.css'

type Kind = 'identity' | 'survivorship'
/** All of it stands in the address: which rules, which version, what it is compared with, and which trial is looked at. */
type Look = { kind?: Kind; version?: number; against?: number; draft?: true; trial?: string }

export function RulesPage() {
  const { t, word } = useWords()
  const navigate = useNavigate()
  const { can } = useSession()
  const scope = useScope()
  const asked = useSearch({ strict: false }) as Look
  const kind: Kind = asked.kind === 'survivorship' ? 'survivorship' : 'identity'
  const versions = api.useQuery('get', '/api/v1/policies/{kind}/versions', { params: { path: { kind } } }) as Asked<{ items: RuleVersion[] }>
  const newest = versions.data?.items[0]?.version
  const shown = asked.version ?? newest
  const against = asked.against !== undefined && asked.against !== shown ? asked.against : undefined
  const at = (version: number | undefined) => ({ params: { path: { kind, version: version ?? 1 } } })
  const current = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind } } }, { enabled: asked.version === undefined }) as Asked<RuleText>
  const old = api.useQuery('get', '/api/v1/policies/{kind}/versions/{version}', at(asked.version), { enabled: asked.version !== undefined }) as Asked<RuleText>
  const other = api.useQuery('get', '/api/v1/policies/{kind}/versions/{version}', at(against), { enabled: against !== undefined }) as Asked<RuleText>
  const query = asked.version === undefined ? current : old
  const to = (next: Look) =>
    void navigate({ to: '.', search: ((now: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...now, ...next }).filter(([, value]) => value !== undefined))) as never })
  const draft = kind === 'identity' && Boolean(asked.draft)
  const mayTry = kind === 'identity' && !draft && asked.version === undefined && can('rule', 'change') && !scope.readOnly
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.rules')}</h1>
        <span className="page-hint">{t('rules.hint')}</span>
        <div className="page-acts">
          {mayTry && <Button onClick={() => to({ draft: true, against: undefined })}>{t('rules.try')}</Button>}
          <Choice
            label={t('menu.rules')}
            value={kind}
            onChange={(value) => to({ kind: value === 'identity' ? undefined : value, version: undefined, against: undefined, draft: undefined, trial: undefined })}
            options={[
              { value: 'identity', label: t('rules.identity') },
              { value: 'survivorship', label: t('rules.survivorship') },
            ]}
          />
        </div>
      </div>
      {draft ? (
        <Stateful query={query} rows={16}>
          {(data) => <TryRules text={data.text} version={data.version} trial={asked.trial} onTrial={(trial) => to({ trial })} onLeave={() => to({ draft: undefined, trial: undefined })} />}
        </Stateful>
      ) : (
        <div className="split side">
          <LoadedCard
            query={query}
            rows={16}
            title={t(kind === 'identity' ? 'rules.identity' : 'rules.survivorship')}
            hint={query.data ? t('common.version', { version: query.data.version }) : undefined}
            extra={
              (versions.data?.items.length ?? 0) > 1 && (
                <Select
                  size="small"
                  className="rules-against"
                  allowClear
                  popupMatchSelectWidth={false}
                  aria-label={t('rules.against')}
                  placeholder={t('rules.against')}
                  value={against}
                  onChange={(version?: number) => to({ against: version })}
                  options={versions.data!.items.filter((one) => one.version !== shown).map((one) => ({ value: one.version, label: t('rules.against-version', { version: one.version }) }))}
                />
              )
            }
          >
            {(data) =>
              against === undefined ? (
                <Code text={data.text} />
              ) : (
                <Stateful query={other} rows={16}>
                  {(than) => {
                    // The earlier stands on the left, whichever was chosen first.
                    const [before, after] = than.version < data.version ? [than, data] : [data, than]
                    return (
                      <>
                        <p className="muted rules-between">{t('rules.between', { before: before.version, after: after.version })}</p>
                        {before.text === after.text ? <p>{t('rules.same')}</p> : <Difference before={before.text} after={after.text} />}
                      </>
                    )
                  }}
                </Stateful>
              )
            }
          </LoadedCard>
          <LoadedCard query={versions} rows={4} title={t('mapping.versions')}>
            {(data) => (
              <ul className="lines">
                {data.items.map((one) => (
                  <li key={one.version}>
                    <button
                      type="button"
                      className="version-button"
                      aria-pressed={one.version === shown}
                      onClick={() => to({ version: one.version === newest ? undefined : one.version, against: against === one.version ? undefined : against })}
                    >
                      <span className="row">
                        <strong>{t('common.version', { version: one.version })}</strong> {one.version === newest && <Tag tone="ok">{t('policy.in-force')}</Tag>}
                      </span>
                      <span className="hint">
                        {moment(one.recorded_at)} · {word('rules-by', one.actor)}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </LoadedCard>
        </div>
      )}
    </div>
  )
}
