/** The rules in force: who is the same customer, which value wins; word for word, as they decide. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { RuleText } from '../../api/types'
import { useWords } from '../../i18n'
import { Choice } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { Code } from '../../ui/Code'
import '../govern.css'

type Kind = 'identity' | 'survivorship'

export function RulesPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const { kind: asked } = useSearch({ strict: false }) as { kind?: Kind }
  const kind: Kind = asked === 'survivorship' ? asked : 'identity'
  const query = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind } } }) as Asked<RuleText>
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.rules')}</h1>
        <span className="page-hint">{t('rules.hint')}</span>
        <div className="page-acts">
          <Choice
            label={t('menu.rules')}
            value={kind}
            onChange={(value) => void navigate({ to: '.', search: ((old: Record<string, unknown>) => ({ ...old, kind: value === 'identity' ? undefined : value })) as never })}
            options={[
              { value: 'identity', label: t('rules.identity') },
              { value: 'survivorship', label: t('rules.survivorship') },
            ]}
          />
        </div>
      </div>
      <LoadedCard query={query} rows={16} title={t(kind === 'identity' ? 'rules.identity' : 'rules.survivorship')} hint={query.data ? t('common.version', { version: query.data.version }) : undefined}>
        {(data) => <Code text={data.text} />}
      </LoadedCard>
    </div>
  )
}
