/** Rules and models: how customers are weighed against each other, what would change, and the work on the whole stock. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { MatchingPolicy } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { Choice } from '../../ui/bits'
import { Card, Stateful, type Asked } from '../../ui/Card'
import { Jobs } from './Jobs'
import { useActs, useJobs } from './work'
import { Trial, type Draft } from './Trial'
import { Weights, type Look } from './Weights'
import '../govern.css'
import '../review/review.css'
import './matching.css'

type Of = 'persons' | 'organisations'
type Search = Draft & { of?: Of; look?: Look }

const kept = (search: object) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))

export function MatchingPage() {
  const { t } = useWords()
  const search = useSearch({ strict: false }) as Search
  const { can } = useSession()
  const scope = useScope()
  const navigate = useNavigate()
  const of: Of = search.of === 'organisations' ? 'organisations' : 'persons'
  const policy = api.useQuery('get', '/api/v1/matching/{of}', { params: { path: { of } } }, { staleTime: 60_000 }) as Asked<MatchingPolicy>
  const jobs = useJobs()
  const acts = useActs()
  const change = can('rule', 'change') && !scope.readOnly
  const to = (next: Search) => void navigate({ to: '.', replace: true, search: ((now: object) => kept({ ...now, ...next })) as never })
  const draft: Draft = { upper: search.upper, lower: search.lower, automatic: search.automatic, learned: search.learned, trial: search.trial }
  const onDraft = (next: Draft) => to({ upper: next.upper, lower: next.lower, automatic: next.automatic, learned: next.learned, trial: next.trial })
  return (
    <div className="page fixed">
      <div className="page-head">
        <h1>{t('menu.matching')}</h1>
        <span className="page-hint">{t('matching.hint')}</span>
        <div className="page-acts">
          <Choice
            label={t('review.of')}
            value={of}
            onChange={(value) => to({ of: value === 'persons' ? undefined : value, upper: undefined, lower: undefined, automatic: undefined, learned: undefined, trial: undefined })}
            options={[
              { value: 'persons', label: t('matching.persons') },
              { value: 'organisations', label: t('matching.organisations') },
            ]}
          />
        </div>
      </div>
      <div className="split matching-split fill">
        <Weights query={policy} look={search.look ?? 'weights'} onLook={(look) => to({ look: look === 'weights' ? undefined : look })} />
        {policy.data ? (
          <Trial key={of} policy={policy.data} jobs={jobs.data?.items ?? []} draft={draft} onDraft={onDraft} change={change} acts={acts} />
        ) : (
          <Card title={t('matching.limits')}>
            <Stateful query={policy} rows={8}>
              {() => null}
            </Stateful>
          </Card>
        )}
        <Jobs query={jobs} of={of} change={change} acts={acts} onLearned={(job) => onDraft({ ...draft, learned: job.id, trial: undefined })} />
      </div>
    </div>
  )
}
