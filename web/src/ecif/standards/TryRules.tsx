/** Other identity rules, tried on the live stock: who would be one and who would part, before anything is so. */
import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { api, client } from '../../api/client'
import { problemOf } from '../../api/problem'
import type { MatchJob } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { Choice, Empty } from '../../ui/bits'
import { Card, Stateful, type Asked } from '../../ui/Card'
import { Difference } from '../../ui/Code'
import { count, customerNumber } from '../../ui/format'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { Progress } from '../matching/Jobs'
import { under, useActs } from '../matching/work'

type Props = {
  /** The rules in force, word for word. */
  text: string
  version: number
  /** The trial that is looked at, by its job. */
  trial: string | undefined
  onTrial: (trial: string | undefined) => void
  onLeave: () => void
}

export function TryRules({ text, version, trial, onTrial, onLeave }: Props) {
  const { t } = useWords()
  const { message } = App.useApp()
  const { can } = useSession()
  const scope = useScope()
  const queries = useQueryClient()
  const once = useOnce()
  const [typed, setTyped] = useState<string | null>(null)
  const [look, setLook] = useState<'text' | 'changes'>('text')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const change = can('rule', 'change') && !scope.readOnly
  // A trial that is looked at again brings the rules it was of.
  const tried = api.useQuery('get', '/api/v1/matching/jobs/{id}', { params: { path: { id: trial ?? '' } } }, { enabled: trial !== undefined }) as Asked<MatchJob>
  const draft = typed ?? tried.data?.text ?? text
  const differs = draft !== text
  const edit = (next: string) => {
    setTyped(next)
    setWrong(null)
    // Another wish is another trial.
    if (trial) onTrial(undefined)
  }
  const attempt = () =>
    once(async () => {
      setBusy(true)
      setWrong(null)
      try {
        const { data } = await client.POST('/api/v1/policies/identity/trials', { body: { text: draft } })
        await queries.invalidateQueries({ queryKey: ['get', '/api/v1/matching/jobs'] })
        if (data) onTrial((data as MatchJob).id)
      } catch (error) {
        const problem = problemOf(error)
        const at = problem.body.errors?.find((one) => one.field === 'text')
        if (at) setWrong(at.message)
        else void message.error(saidOf(problem, t))
      } finally {
        setBusy(false)
      }
    })
  return (
    <div className="split half rules-try">
      <Card
        title={t('rules.draft')}
        hint={t(differs ? 'rules.draft-of' : 'rules.draft-same', { version })}
        extra={
          <Choice
            label={t('matching.look')}
            value={look}
            onChange={setLook}
            options={[
              { value: 'text', label: t('matching.look.text') },
              { value: 'changes', label: t('rules.changes') },
            ]}
          />
        }
        foot={
          <div className="row wrap">
            <Button type="primary" disabled={!change || !differs} loading={busy} onClick={attempt}>
              {t('matching.try')}
            </Button>
            <Button type="text" onClick={onLeave}>
              {t(differs ? 'matching.discard' : 'common.close')}
            </Button>
          </div>
        }
      >
        {wrong && (
          <div className="strip strip-bad round" role="alert">
            <span>
              {t('rules.wrong')} <span lang="en">{wrong}</span>
            </span>
          </div>
        )}
        {look === 'text' ? (
          <Input.TextArea className="mono code-edit" rows={26} spellCheck={false} value={draft} readOnly={!change} aria-label={t('rules.draft')} onChange={(event) => edit(event.target.value)} />
        ) : differs ? (
          <Difference before={text} after={draft} />
        ) : (
          <Empty icon="compare" title={t('matching.nothing-otherwise')} />
        )}
      </Card>
      <Card title={t('rules.outcome')} hint={t('rules.outcome-hint')}>
        {trial ? <Outcome id={trial} change={change} /> : <Empty icon="compare" title={t(differs ? 'matching.not-tried' : 'matching.nothing-otherwise')} text={t('rules.try-text')} />}
      </Card>
    </div>
  )
}

function Outcome({ id, change }: { id: string; change: boolean }) {
  const { t, word } = useWords()
  const { move } = useActs()
  const query = api.useQuery('get', '/api/v1/matching/jobs/{id}', { params: { path: { id } } }, {
    refetchInterval: (one) => ((one.state.data as MatchJob | undefined)?.state === 'running' ? 800 : false),
  }) as Asked<MatchJob>
  return (
    <Stateful query={query} rows={6}>
      {(job) => {
        const told = job.rules ?? { customers: 0, join: 0, part: 0, by_rule: {}, joined: [], parted: [] }
        const ends = job.state === 'done' && told.join === 0 && told.part === 0
        return (
          <div className="outcome" aria-live="polite">
            {under(job) && <Progress job={job} move={change ? move : undefined} />}
            {job.problem && <p className="bad-text">{job.problem}</p>}
            {job.state === 'stopped' && <p className="warn-text">{t('matching.stopped-early')}</p>}
            <p>{t('rules.summary', { customers: count(told.customers), join: count(told.join), part: count(told.part) })}</p>
            {ends && <Empty icon="check" title={t('rules.no-change')} />}
            {Object.keys(told.by_rule).length > 0 && (
              <table className="sum-table">
                <caption className="sr">{t('rules.by-rule')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('rules.by-rule')}</th>
                    <td>{t('rules.pairs')}</td>
                  </tr>
                </thead>
                <tbody>
                  {Object.entries(told.by_rule).map(([rule, pairs]) => (
                    <tr key={rule}>
                      <th scope="row">
                        {rule} <span className="hint">{word('rule', rule)}</span>
                      </th>
                      <td className="num">{count(pairs)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {told.joined.length > 0 && (
              <>
                <h3 className="sub">{t('rules.joined', { shown: told.joined.length, of: count(told.join) })}</h3>
                <ul className="samples">
                  {told.joined.map(([one, other]) => (
                    <li key={`${one}/${other}`}>
                      <span>
                        <Number of={one!} /> <span aria-hidden="true">+</span> <Number of={other!} />
                      </span>
                    </li>
                  ))}
                </ul>
              </>
            )}
            {told.parted.length > 0 && (
              <>
                <h3 className="sub">{t('rules.parted', { shown: told.parted.length, of: count(told.part) })}</h3>
                <ul className="samples">
                  {told.parted.map((number) => (
                    <li key={number}>
                      <Number of={number} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )
      }}
    </Stateful>
  )
}

function Number({ of }: { of: string }) {
  return (
    <Link to={`/customers/${of}`} className="num">
      {customerNumber(of)}
    </Link>
  )
}
