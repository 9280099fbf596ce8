/** Work on the whole stock: what is under way, how far it is, and who began it. */
import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { api, client } from '../../api/client'
import type { MatchJob } from '../../api/types'
import { useWords } from '../../i18n'
import { useSession } from '../../shell/session'
import type { Asked } from '../../ui/Card'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { useJudges } from '../review/Unsure'

export const under = (job: MatchJob | undefined) => job?.state === 'running' || job?.state === 'paused'
export const done = (job: MatchJob) => (job.total > 0 ? Math.min(1, job.done / job.total) : job.state === 'done' ? 1 : 0)

/** The jobs; asked for again while one is at work. */
export function useJobs(): Asked<{ items: MatchJob[] }> {
  const queries = useQueryClient()
  const jobs = api.useQuery('get', '/api/v1/matching/jobs', {}, {
    refetchInterval: (query) => ((query.state.data as { items: MatchJob[] } | undefined)?.items.some((job) => job.state === 'running') ? 1000 : false),
  }) as Asked<{ items: MatchJob[] }>
  const running = jobs.data?.items.filter((job) => job.state === 'running').length ?? 0
  const before = useRef(running)
  useEffect(() => {
    // What a search found is in the queue now.
    if (running < before.current) void queries.invalidateQueries({ queryKey: ['get', '/api/v1/suspects/counts'] })
    before.current = running
  }, [running, queries])
  return jobs
}

export type Acts = {
  begin: (what: 'search' | 'learn' | 'retrain', of?: string) => void
  move: (job: MatchJob, state: 'running' | 'paused' | 'stopped') => void
}

export function useActs(): Acts {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { t } = useWords()
  const once = useOnce()
  const act = (ask: () => Promise<unknown>) =>
    once(async () => {
      try {
        await ask()
      } catch (error) {
        void message.error(saidOf(error, t))
      } finally {
        await queries.invalidateQueries({ queryKey: ['get', '/api/v1/matching/jobs'] })
      }
    })
  return {
    begin: (what, of) => act(() => client.POST('/api/v1/matching/jobs', { body: { what, of } })),
    move: (job, state) => act(() => client.PATCH('/api/v1/matching/jobs/{id}', { params: { path: { id: job.id } }, body: { state } })),
  }
}

/** Names of those who began something or put it in force. */
export function useActors(): (id: string) => string {
  const { word } = useWords()
  const { me, can } = useSession()
  const judges = useJudges(can('pair', 'judge'))
  return useMemo(() => {
    const names = new Map((judges.data?.items ?? []).map((one) => [one.id, one.name]))
    names.set(me.id, me.name)
    return (id: string) => names.get(id) ?? word('rules-by', id)
  }, [judges.data, me, word])
}
