/** Other limits or another model: tried on the live stock, told in figures, and only then put in force. */
import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, InputNumber, Modal, Select, Switch } from 'antd'
import { useState } from 'react'
import { api, client } from '../../api/client'
import type { MatchingPolicy, MatchJob } from '../../api/types'
import { useWords } from '../../i18n'
import { Empty } from '../../ui/bits'
import { Card, Stateful, type Asked } from '../../ui/Card'
import { count, customerNumber, moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { bits, chance } from '../review/weigh'
import { Progress } from './Jobs'
import { under, type Acts } from './work'

/** What is otherwise; all of it stands in the address. */
export type Draft = { upper?: number; lower?: number; automatic?: boolean; learned?: string; trial?: string }

type Props = { policy: MatchingPolicy; jobs: MatchJob[]; draft: Draft; onDraft: (draft: Draft) => void; change: boolean; acts: Acts }

/** What two must write who depart from it. */
const DEPARTS = 'RULE 1'

export function probabilityOf(weight: number): string {
  return chance(1 / (1 + 2 ** -weight))
}

export function Trial({ policy, jobs, draft, onDraft, change, acts }: Props) {
  const { t } = useWords()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const once = useOnce()
  const [busy, setBusy] = useState(false)
  const [putting, setPutting] = useState(false)
  const limits = { upper: draft.upper ?? policy.limits.upper, lower: draft.lower ?? policy.limits.lower, automatic: draft.automatic ?? policy.limits.automatic ?? false }
  const otherwise = limits.upper !== policy.limits.upper || limits.lower !== policy.limits.lower || limits.automatic !== (policy.limits.automatic ?? false)
  const differs = otherwise || draft.learned !== undefined
  const wish = { ...(otherwise ? { limits } : {}), ...(draft.learned ? { learned_by: draft.learned } : {}) }
  const upside = limits.lower > limits.upper
  const learned = jobs.filter((job) => job.what === 'learn' && job.state === 'done' && job.of === policy.of)
  // Another wish is another trial.
  const edit = (changes: Draft) => onDraft({ ...draft, ...changes, trial: undefined })

  const attempt = () =>
    once(async () => {
      setBusy(true)
      try {
        const { data } = await client.POST('/api/v1/matching/{of}/trials', { params: { path: { of: policy.of } }, body: wish })
        await queries.invalidateQueries({ queryKey: ['get', '/api/v1/matching/jobs'] })
        if (data) onDraft({ ...draft, trial: (data as MatchJob).id })
      } catch (error) {
        void message.error(saidOf(error, t))
      } finally {
        setBusy(false)
      }
    })
  const put = (note: string) =>
    once(async () => {
      setBusy(true)
      try {
        const { data } = await client.PUT('/api/v1/matching/{of}', { params: { path: { of: policy.of } }, body: { ...wish, note: note || undefined } })
        setPutting(false)
        onDraft({})
        void message.success(t('matching.put-done', { version: (data as MatchingPolicy).version }))
        await queries.invalidateQueries({ predicate: (query) => /^\/api\/v1\/(matching|suspects)/.test(String(query.queryKey[1])) })
      } catch (error) {
        void message.error(saidOf(error, t))
      } finally {
        setBusy(false)
      }
    })

  return (
    <Card
      className="scroll matching-trial"
      title={t('matching.limits')}
      hint={t(differs ? 'matching.draft' : 'matching.in-force')}
      foot={
        change && (
          <div className="row wrap">
            <Button type={draft.trial ? 'default' : 'primary'} disabled={!differs || upside} loading={busy && !putting} onClick={attempt}>
              {t('matching.try')}
            </Button>
            <Button type={draft.trial ? 'primary' : 'default'} disabled={!differs || upside} onClick={() => setPutting(true)}>
              {t('matching.put')}
            </Button>
            {differs && (
              <Button type="text" onClick={() => onDraft({})}>
                {t('matching.discard')}
              </Button>
            )}
          </div>
        )
      }
    >
      <div className="limit-grid">
        <label>
          <span>{t('matching.upper')}</span>
          <InputNumber value={limits.upper} min={-60} max={100} step={0.5} disabled={!change} onChange={(upper) => upper !== null && edit({ upper })} />
          <span className="hint num">{t('matching.chance', { chance: probabilityOf(limits.upper) })}</span>
        </label>
        <label>
          <span>{t('matching.lower')}</span>
          <InputNumber value={limits.lower} min={-60} max={100} step={0.5} disabled={!change} onChange={(lower) => lower !== null && edit({ lower })} />
          <span className="hint num">{t('matching.chance', { chance: probabilityOf(limits.lower) })}</span>
        </label>
      </div>
      {upside && (
        <p className="bad-text" role="alert">
          {t('matching.upside')}
        </p>
      )}
      <div className={limits.automatic ? 'automatic on' : 'automatic'}>
        <div className="row">
          <span className="grow strong" id="automatic">
            {t('matching.automatic')}
          </span>
          <Switch checked={limits.automatic} disabled={!change} aria-labelledby="automatic" onChange={(automatic) => edit({ automatic })} checkedChildren={t('matching.on')} unCheckedChildren={t('matching.off')} />
        </div>
        <p>
          {limits.automatic && <Icon name="warn" size={13} />} {t('matching.automatic-text')}
        </p>
      </div>
      <label className="learned">
        <span>{t('matching.model')}</span>
        <Select
          value={draft.learned ?? ''}
          disabled={!change || (learned.length === 0 && !draft.learned)}
          popupMatchSelectWidth={false}
          onChange={(value: string) => edit({ learned: value || undefined })}
          options={[{ value: '', label: t('matching.model-same') }, ...learned.map((job) => ({ value: job.id, label: t('matching.model-learned', { at: moment(job.changed_at) }) }))]}
        />
      </label>
      {draft.trial ? <Outcome id={draft.trial} move={acts.move} change={change} /> : <Empty icon="compare" title={t(differs ? 'matching.not-tried' : 'matching.nothing-otherwise')} text={t('matching.try-text')} />}
      {putting && <Put departs={limits.automatic && !(policy.limits.automatic ?? false)} tried={draft.trial !== undefined} busy={busy} onPut={put} onClose={() => setPutting(false)} />}
    </Card>
  )
}

const bands = ['none', 'review', 'priority'] as const

function Outcome({ id, move, change }: { id: string; move: Acts['move']; change: boolean }) {
  const { t, word } = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const query = api.useQuery('get', '/api/v1/matching/jobs/{id}', { params: { path: { id } } }, {
    refetchInterval: (one) => ((one.state.data as MatchJob | undefined)?.state === 'running' ? 800 : false),
  }) as Asked<MatchJob>
  return (
    <Stateful query={query} rows={4}>
      {(job) => {
        const moves = job.counted?.moves ?? []
        const of = (from: string, to: string) => moves.find((one) => one.from === from && one.to === to)
        const sum = (fits: (from: number, to: number) => boolean) => moves.filter((one) => fits(bands.indexOf(one.from as never), bands.indexOf(one.to as never))).reduce((total, one) => total + one.pairs, 0)
        const shown = chosen ? of(chosen.split('/')[0]!, chosen.split('/')[1]!) : moves.find((one) => one.from !== one.to && one.samples.length > 0)
        return (
          <div className="outcome" aria-live="polite">
            {under(job) && <Progress job={job} move={change ? move : undefined} />}
            {job.problem && <p className="bad-text">{job.problem}</p>}
            {job.state === 'stopped' && <p className="warn-text">{t('matching.stopped-early')}</p>}
            <p>
              {t('matching.summary', { pairs: count(job.counted?.pairs ?? 0), more: count(sum((from, to) => from === 0 && to > 0)), fewer: count(sum((from, to) => from > 0 && to === 0)), up: count(sum((from, to) => from < 2 && to === 2)), down: count(sum((from, to) => from === 2 && to < 2)) })}
            </p>
            <table className="moves">
              <caption>{t('matching.moves')}</caption>
              <thead>
                <tr>
                  <th scope="col">
                    {t('matching.now')} <span aria-hidden="true">↓</span> {t('matching.then')} <span aria-hidden="true">→</span>
                  </th>
                  {bands.map((to) => (
                    <th key={to} scope="col">
                      {word('band', to)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {bands.map((from, at) => (
                  <tr key={from}>
                    <th scope="row">{word('band', from)}</th>
                    {bands.map((to, column) => {
                      const found = of(from, to)
                      const key = `${from}/${to}`
                      if (!found) return <td key={to}>{from === 'none' && to === 'none' ? '—' : '0'}</td>
                      const sign = column > at ? '↑ ' : column < at ? '↓ ' : ''
                      return (
                        <td key={to} className={column > at ? 'up' : column < at ? 'down' : undefined}>
                          {found.samples.length > 0 ? (
                            <button type="button" aria-pressed={shown === found} onClick={() => setChosen(key)} aria-label={t('matching.samples-of', { from: word('band', from), to: word('band', to), count: count(found.pairs) })}>
                              {sign}
                              {count(found.pairs)}
                            </button>
                          ) : (
                            <>
                              {sign}
                              {count(found.pairs)}
                            </>
                          )}
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
            {shown && (
              <>
                <h3 className="sub">{t('matching.samples', { from: word('band', shown.from), to: word('band', shown.to) })}</h3>
                <ul className="samples">
                  {shown.samples.map((one) => (
                    <li key={`${one.one}/${one.other}`}>
                      <span>
                        <Link to={`/customers/${one.one}`} className="num">
                          {customerNumber(one.one)}
                        </Link>{' '}
                        <span aria-hidden="true">–</span>{' '}
                        <Link to={`/customers/${one.other}`} className="num">
                          {customerNumber(one.other)}
                        </Link>
                      </span>
                      <span className="num hint">
                        {bits(one.bits_now)} → {bits(one.bits_then)}
                      </span>
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

function Put({ departs, tried, busy, onPut, onClose }: { departs: boolean; tried: boolean; busy: boolean; onPut: (note: string) => void; onClose: () => void }) {
  const { t } = useWords()
  const [note, setNote] = useState('')
  const [typed, setTyped] = useState('')
  const ready = note.trim() !== '' && (!departs || typed.trim().toUpperCase() === DEPARTS)
  return (
    <Modal open title={t('matching.put')} okText={t('matching.put')} okButtonProps={{ danger: departs, disabled: !ready }} confirmLoading={busy} cancelText={t('common.cancel')} onOk={() => onPut(note.trim())} onCancel={onClose} width={460}>
      <div className="put">
        <p>{t('matching.put-text')}</p>
        {!tried && <p className="warn-text">{t('matching.put-untried')}</p>}
        {departs && (
          <div className="contra" role="note">
            <strong>
              <Icon name="warn" size={13} /> {t('matching.departs')}
            </strong>
            <p>{t('matching.automatic-text')}</p>
            <label>
              {t('matching.type', { word: DEPARTS })}
              <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
            </label>
          </div>
        )}
        <label>
          {t('common.note')}
          <Input.TextArea value={note} rows={2} maxLength={1000} placeholder={t('common.note.need')} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
    </Modal>
  )
}
