/** One's own views of the list of customers and those that others share, as one list, and what may be done with them. */
import { useMemo } from 'react'
import { api, queries } from '../../api/client'
import type { SharedView } from '../../api/types'
import { useSession } from '../../shell/session'
import { keyOf, marksOf, reaches, searchOf, viewsOf, type Reach, type View } from './views'

function shown(view: SharedView, marks: ReturnType<typeof marksOf>): View {
  const { search, columns } = view.content as { search?: unknown; columns?: unknown }
  return {
    id: view.id,
    name: view.name,
    search: searchOf(search),
    ...(Array.isArray(columns) ? { columns: columns.filter((one) => typeof one === 'string') } : {}),
    ...marks[view.id],
    shared: { with: view.shared_with as Reach, unit: view.unit?.name, owner: view.owner, mine: view.mine, mayTakeBack: view.may_take_back },
  }
}

export function useViews() {
  const { me, can, prefer } = useSession()
  const shared = api.useQuery('get', '/api/v1/views', {}, { staleTime: 60_000, enabled: can('customer', 'read') })
  const share = api.useMutation('post', '/api/v1/views')
  const change = api.useMutation('patch', '/api/v1/views/{id}')
  const takeBack = api.useMutation('delete', '/api/v1/views/{id}')
  const own = useMemo(() => viewsOf(me.preferences), [me.preferences])
  const marks = useMemo(() => marksOf(me.preferences), [me.preferences])
  const others = useMemo(() => (shared.data?.items ?? []).filter((one) => one.list === 'customers').map((one) => shown(one, marks)), [shared.data, marks])
  const views = useMemo(() => [...own, ...others], [own, others])

  const again = () => queries.invalidateQueries({ queryKey: api.queryOptions('get', '/api/v1/views', {}).queryKey })
  const keep = (next: View[]) => prefer({ customer_views: next })

  return {
    views,
    /** Whether it is known by now which views others share. */
    known: !shared.isLoading,
    find: (key: string | undefined) => views.find((view) => keyOf(view) === key),
    /** With whom somebody may share, the nearest first. */
    mayShare: (Object.keys(reaches) as Reach[]).filter((reach) => {
      const depth = me.permissions.find((one) => one.object === 'view' && one.action === 'share')?.depth ?? 'none'
      const order = ['none', 'own', ...Object.values(reaches)]
      return order.indexOf(depth) >= order.indexOf(reaches[reach])
    }),
    /** Pins a view or makes it one's default: that is everybody's own matter, whosever the view is. */
    mark: (view: View, mark: Pick<View, 'pinned' | 'default'>) => {
      const only = (one: View | undefined) => (mark.default ? { ...one, default: false } : one)
      const next = Object.fromEntries(Object.entries(marks).map(([id, one]) => [id, only(one as View)!]))
      return prefer({
        customer_views: own.map((one) => (one === view ? { ...one, ...mark } : (only(one) as View))),
        customer_shared_views: view.shared ? { ...next, [view.id!]: { ...next[view.id!], ...mark } } : next,
      })
    },
    /**
     * Keeps a view under its name, for oneself or shared; `of` is the view it was, which it takes the place of. Answers
     * with what addresses name it by, or nothing where the person's own choices could not be kept. Throws what a
     * service refused.
     */
    save: async (view: View, reach: Reach | null, of?: View): Promise<string | null> => {
      const body = { name: view.name, content: { search: view.search, columns: view.columns } as never }
      const same = (one: View) => one.name === view.name || (of !== undefined && one === of)
      const before = of?.shared?.mine ? of : others.find((one) => one.shared?.mine && one.name === view.name)
      if (reach === null) {
        const { pinned, default: usual } = of ?? {}
        const kept = await keep([...own.filter((one) => !same(one)), { name: view.name, search: view.search, columns: view.columns, pinned, default: usual }])
        if (!kept) return null
        if (before) await takeBack.mutateAsync({ params: { path: { id: before.id! } } })
        await again()
        return view.name
      }
      const made = before
        ? await change.mutateAsync({ params: { path: { id: before.id! } }, body: { ...body, shared_with: reach } })
        : await share.mutateAsync({ body: { ...body, list: 'customers', shared_with: reach } })
      await again()
      if (own.some(same)) {
        const { pinned, default: usual } = own.find(same)!
        await prefer({ customer_views: own.filter((one) => !same(one)), customer_shared_views: { ...marks, [made.id]: { pinned, default: usual } } })
      }
      return made.id
    },
    /** Other columns of a view one may change. */
    columns: async (view: View, columns: string[]) => {
      if (!view.shared) return keep(own.map((one) => (one === view ? { ...one, columns } : one)))
      await change.mutateAsync({ params: { path: { id: view.id! } }, body: { content: { search: view.search, columns } as never } })
      await again()
      return true
    },
    drop: async (view: View) => {
      if (!view.shared) return keep(own.filter((one) => one !== view))
      await takeBack.mutateAsync({ params: { path: { id: view.id! } } })
      await again()
      return true
    },
  }
}

export type Views = ReturnType<typeof useViews>
