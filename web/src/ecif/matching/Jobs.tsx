/** Work on the whole stock: a search begun, held and let go on; a model learned; what was done before. */
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { MatchJob } from '../../api/types'
import { useWords, type Key } from '../../i18n'
import { Empty, Tag, type Tone } from '../../ui/bits'
import { Card, Stateful, type Asked } from '../../ui/Card'
import { count, duration, moment, percent } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { done, under, useActors, type Acts } from './work'

const tones: Record<string, Tone> = { running: 'br', paused: 'warn', done: 'ok', stopped: 'plain', failed: 'bad' }

/** How far a job is, and what may be done with it. */
export function Progress({ job, move }: { job: MatchJob; move?: Acts['move'] }) {
  const { t, word } = useWords()
  const part = done(job)
  return (
    <div className="job-progress">
      <div className="row">
        <Tag tone={tones[job.state]}>{word('job-state', job.state)}</Tag>
        <span className="grow hint clip">{word('job-stage', job.stage)}</span>
        <span className="num">{percent(part, 0)}</span>
      </div>
      <div className="bar" role="progressbar" aria-label={word('job', job.what)} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(part * 100)}>
        <i style={{ width: `${part * 100}%`, background: job.state === 'paused' ? 'var(--warn-s)' : 'var(--br)' }} />
      </div>
      <div className="row wrap">
        <span className="hint num grow">
          {count(job.done)} / {count(job.total)} · {t('matching.found', { count: count(job.found) })}
        </span>
        {move && under(job) && (
          <>
            {job.state === 'running' ? (
              <Button size="small" onClick={() => move(job, 'paused')}>
                {t('matching.pause')}
              </Button>
            ) : (
              <Button size="small" type="primary" onClick={() => move(job, 'running')}>
                {t('matching.resume')}
              </Button>
            )}
            <Button size="small" danger onClick={() => move(job, 'stopped')}>
              {t('matching.stop')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

type Props = { query: Asked<{ items: MatchJob[] }>; of: string; change: boolean; acts: Acts; onLearned: (job: MatchJob) => void }

export function Jobs({ query, of, change, acts, onLearned }: Props) {
  const { t } = useWords()
  const jobs = query.data?.items ?? []
  const search = jobs.find((job) => job.what === 'search' && under(job))
  const learning = jobs.find((job) => job.what === 'learn' && under(job) && job.of === of)
  const learned = jobs.find((job) => job.what === 'learn' && (job.state === 'done' || job.state === 'failed') && job.of === of)
  const last = jobs.find((job) => job.what === 'search' && job.state === 'done')
  return (
    <div className="stack matching-jobs">
      <Card title={t('matching.search')} className="flat">
        {search ? (
          <Progress job={search} move={change ? acts.move : undefined} />
        ) : (
          <>
            <p className="hint">{last ? t('matching.last-search', { at: moment(last.changed_at), found: count(last.found) }) : t('matching.search-text')}</p>
            {change && (
              <Button size="small" disabled={!query.data} icon={<Icon name="search" size={13} />} onClick={() => acts.begin('search')}>
                {t('matching.search-do')}
              </Button>
            )}
          </>
        )}
      </Card>
      <Card title={t('matching.learn')} className="flat">
        {learning ? (
          <Progress job={learning} move={change ? acts.move : undefined} />
        ) : learned?.state === 'failed' ? (
          <p className="warn-text wrap-anywhere">{learned.problem}</p>
        ) : learned?.learned ? (
          <Figures job={learned} onUse={change ? () => onLearned(learned) : undefined} />
        ) : (
          <p className="hint">{t('matching.learn-text')}</p>
        )}
        {change && !learning && (
          <div className="row wrap">
            <Button size="small" disabled={!query.data} onClick={() => acts.begin('learn', of)}>
              {t('matching.learn-do', { of: t(of === 'persons' ? 'matching.persons' : 'matching.organisations') })}
            </Button>
            <Button size="small" disabled={!query.data} onClick={() => acts.begin('retrain', of)}>
              {t('matching.retrain-do')}
            </Button>
          </div>
        )}
      </Card>
      <Card title={t('matching.jobs')} className="fill">
        <Stateful query={query} rows={5} isEmpty={(data) => data.items.length === 0} empty={<Empty icon="history" title={t('matching.no-jobs')} text={t('matching.no-jobs-text')} />}>
          {(data) => (
            <div className="scroll-box" tabIndex={0} role="group" aria-label={t('matching.jobs')}>
              <ul className="lines">
                {data.items.map((job) => (
                  <JobLine key={job.id} job={job} />
                ))}
              </ul>
            </div>
          )}
        </Stateful>
      </Card>
    </div>
  )
}

function JobLine({ job }: { job: MatchJob }) {
  const { t, word, language } = useWords()
  const actor = useActors()
  const took = new Date(job.changed_at).getTime() - new Date(job.started_at).getTime()
  return (
    <li>
      <div className="grow">
        <span className="row">
          <strong className="grow">
            {job.stage === 'rules' ? (
              <Link to="/rules" search={{ draft: true, trial: job.id } as never}>
                {word('job', 'rules')}
              </Link>
            ) : (
              word('job', job.stage === 'answers' ? job.stage : job.what)
            )}
            {job.of && ` · ${t(job.of === 'persons' ? 'matching.persons' : 'matching.organisations')}`}
          </strong>
          <Tag tone={tones[job.state]}>{word('job-state', job.state)}</Tag>
        </span>
        <span className="hint">
          {moment(job.started_at)} · {actor(job.started_by)}
          {job.state === 'done' && ` · ${duration(took, language)}`}
          {job.what !== 'learn' && ` · ${t('matching.found', { count: count(job.found) })}`}
        </span>
        {job.problem && <div className="bad-text wrap-anywhere">{job.problem}</div>}
      </div>
    </li>
  )
}

/** How well a model agrees with judgements. */
type Agreement = { log_loss: number; precision: number; recall: number }

/** What was learned, in figures: from the customers, or from what stewards said, which is told apart by its answers. */
type Learned = {
  customers?: number
  pairs_looked_at?: number
  pairs_over_even?: number
  expected_precision?: number
  converged?: boolean
  warnings?: string[]
  answers?: number
  same?: number
  changed?: boolean
  held_out?: { answers: number; before: Agreement; after: Agreement } | null
}

function Figures({ job, onUse }: { job: MatchJob; onUse?: () => void }) {
  const { t } = useWords()
  const { customers, pairs_looked_at, pairs_over_even, expected_precision, converged, warnings, answers, same, changed, held_out } = job.learned as Learned
  const figures: [Key, string][] =
    answers === undefined
      ? [
          ['matching.customers', count(customers ?? 0)],
          ['matching.looked-at', count(pairs_looked_at ?? 0)],
          ['matching.over-even', count(pairs_over_even ?? 0)],
          ['matching.precision', percent(expected_precision ?? 0, 1)],
        ]
      : [
          ['matching.answers', count(answers)],
          ['matching.answers-same', count(same ?? 0)],
          ...(held_out
            ? ([
                ['matching.loss', `${held_out.before.log_loss.toFixed(3)} → ${held_out.after.log_loss.toFixed(3)}`],
                ['matching.held-precision', `${percent(held_out.before.precision, 1)} → ${percent(held_out.after.precision, 1)}`],
                ['matching.held-recall', `${percent(held_out.before.recall, 1)} → ${percent(held_out.after.recall, 1)}`],
              ] as [Key, string][])
            : []),
        ]
  return (
    <div className="learned-figures">
      <p className="hint">{t(answers === undefined ? 'matching.learned-at' : 'matching.retrained-at', { at: moment(job.changed_at) })}</p>
      <dl>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {answers !== undefined && <p className="hint">{t(changed === false ? 'matching.no-better' : 'matching.loss-text')}</p>}
      {converged === false && <p className="warn-text">{t('matching.not-converged')}</p>}
      {warnings?.map((warning) => (
        <p key={warning} className="warn-text wrap-anywhere">
          {warning}
        </p>
      ))}
      {onUse && changed !== false && (
        <Button size="small" type="primary" ghost onClick={onUse}>
          {t('matching.use')}
        </Button>
      )}
    </div>
  )
}
