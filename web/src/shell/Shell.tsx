/** What stands around every page: rail, top bar, keys, dialogs of the whole console. */
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { api, whenSignedOut } from '../api/client'
import { problemOf } from '../api/problem'
import type { Me } from '../api/types'
import { useWords } from '../i18n'
import { saidOf } from '../ui/said'
import { Failure } from '../ui/Card'
import { count } from '../ui/format'
import { Icon } from '../ui/Icon'
import { Help } from './Help'
import { typing, useKeys, type Keys } from './keys'
import { useLook } from './look'
import { homeOf, may, placesOf, type Place } from './menu'
import { useViews } from '../ecif/customer/sharedViews'
import { keyOf } from '../ecif/customer/views'
import { useScope } from './scope'
import { preferencesOf, SessionContext, useSession, type Session } from './session'
import { TopBar } from './TopBar'

const Palette = lazy(() => import('./Palette'))

export function Shell() {
  const me = api.useQuery('get', '/api/v1/me', {}, { staleTime: 60_000 })
  const navigate = useNavigate()
  const location = useLocation()
  useEffect(() => {
    whenSignedOut(() => {
      const next = window.location.pathname + window.location.search
      if (!next.startsWith('/sign-in')) void navigate({ to: '/sign-in', search: { next } as never })
    })
  }, [navigate])
  useEffect(() => {
    if (me.data?.must_change_password && location.pathname !== '/sign-in') void navigate({ to: '/sign-in', search: {} as never })
  }, [me.data, navigate, location.pathname])
  if (!me.data) {
    const problem = me.error ? problemOf(me.error) : null
    if (!problem || problem.code === 'not-signed-in') return <div className="blank" />
    return (
      <main className="blank">
        <Failure problem={problem} retry={me.refetch} />
      </main>
    )
  }
  if (me.data.must_change_password) return <div className="blank" />
  return <SignedIn me={me.data} />
}

function SignedIn({ me }: { me: Me }) {
  const { look, setLook } = useLook()
  const queries = useQueryClient()
  const { t } = useWords()
  const { message } = App.useApp()
  const keep = api.useMutation('patch', '/api/v1/me')
  const stored = useRef<Record<string, unknown>>(me.preferences)

  // What the person chose elsewhere wins over what this machine remembers.
  useEffect(() => {
    setLook(preferencesOf({ ...look, ...me.preferences }))
    // Only when somebody else signs in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [me.id])

  const session = useMemo<Session>(
    () => ({
      me,
      can: (object, action) => may(me, object, action),
      preferences: look,
      prefer: async (changes) => {
        const before = stored.current
        stored.current = { ...before, ...changes }
        setLook(preferencesOf({ ...look, ...stored.current }))
        try {
          const answer = await keep.mutateAsync({ body: { preferences: stored.current as never } })
          queries.setQueryData(api.queryOptions('get', '/api/v1/me', {}).queryKey, answer as never)
          return true
        } catch (error) {
          // Shown at once, taken back visibly.
          stored.current = before
          setLook(preferencesOf({ ...look, ...before }))
          void message.error(saidOf(error, t))
          return false
        }
      },
    }),
    [me, look, setLook, keep, queries, message, t],
  )
  return (
    <SessionContext value={session}>
      <Frame />
    </SessionContext>
  )
}

function Frame() {
  const { t } = useWords()
  const session = useSession()
  const scope = useScope()
  const navigate = useNavigate()
  const places = placesOf(session.me)
  const [palette, setPalette] = useState<string | null>(null)
  const [help, setHelp] = useState(false)
  const [more, setMore] = useState(false)
  const path = useLocation({ select: (location) => location.pathname })
  useEffect(() => setMore(false), [path])

  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setPalette('')
      } else if (event.key === '/' && !typing(event.target) && session.preferences.shortcuts && !document.querySelector('[role="dialog"]')) {
        event.preventDefault()
        setPalette('')
      }
    }
    window.addEventListener('keydown', open)
    return () => window.removeEventListener('keydown', open)
  }, [session.preferences.shortcuts])

  const keys: Keys = { '?': () => setHelp(true), 'g h': () => void navigate({ to: homeOf(session.me) }) }
  for (const place of places) if (place.go) keys[`g ${place.go}`] = () => void navigate({ to: place.to })
  if (session.can('customer', 'create') && !scope.readOnly) keys['c'] = () => void navigate({ to: '/customers/new' })
  useKeys(keys, session.preferences.shortcuts)

  const small = session.preferences.rail_small
  return (
    <div className={small ? 'shell rail-small' : 'shell'}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <Rail places={places} />
      <div className="desk-area">
        <TopBar onSearch={() => setPalette('')} onHelp={() => setHelp(true)} />
        {scope.readOnly && (
          <div className="shift-note" role="status">
            <Icon name="history" size={14} />
            {t('shell.past', { at: scope.asOf ?? '' })}
            <Button size="small" onClick={() => scope.set({ as_of: undefined })}>
              {t('shell.to-today')}
            </Button>
          </div>
        )}
        <main id="main" className="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar places={places} more={more} onMore={() => setMore(!more)} />
      {palette !== null && (
        <Suspense>
          <Palette places={places} onClose={() => setPalette(null)} onHelp={() => setHelp(true)} />
        </Suspense>
      )}
      {help && <Help places={places} onClose={() => setHelp(false)} />}
    </div>
  )
}

const groups = ['work', 'insight', 'govern', 'admin'] as const

function Rail({ places }: { places: Place[] }) {
  const { t, word } = useWords()
  const { me, preferences, prefer } = useSession()
  const { views } = useViews()
  const small = preferences.rail_small
  return (
    <aside className="rail">
      <Link to={homeOf(me)} className="brand">
        <span className="brand-sign">
          <img src="/icon.svg" alt="" width={24} height={24} />
        </span>
        <span className="brand-name">
          {t('shell.brand')} <small>{t('shell.brand-hint')}</small>
        </span>
      </Link>
      <nav aria-label={t('shell.nav')}>
        {groups.map((group) => {
          const mine = places.filter((place) => place.group === group)
          if (mine.length === 0) return null
          return (
            <div key={group} className="rail-group" role="group" aria-label={t(`menu.group.${group}`)}>
              {group !== 'work' && <div className="rail-title">{t(`menu.group.${group}`)}</div>}
              {mine.map((place) => (
                <Link key={place.to} to={place.to} className="rail-item" activeProps={{ className: 'on', 'aria-current': 'page' }} title={t(place.text)}>
                  <Icon name={place.icon} size={17} />
                  <span>{t(place.text)}</span>
                  {place.to === '/review' && <Waiting />}
                </Link>
              ))}
              {group === 'work' &&
                mine.some((place) => place.to === '/customers') &&
                views
                  .filter((view) => view.pinned)
                  .map((view) => (
                    <Link key={keyOf(view)} to="/customers" search={{ ...view.search, view: keyOf(view) } as never} className="rail-item rail-view" activeOptions={{ exact: true, includeSearch: true }} activeProps={{ 'aria-current': 'page' }} title={view.name}>
                      <Icon name="pin" size={14} />
                      <span className="clip">{view.name}</span>
                    </Link>
                  ))}
            </div>
          )
        })}
      </nav>
      <div className="rail-foot">
        <div className="rail-title">{t('shell.role')}</div>
        <Link to="/profile" className="rail-role" title={me.roles.map((role) => word('role', role)).join('、')}>
          <Icon name="user" size={17} />
          <span className="clip">{me.roles.map((role) => word('role', role)).join(' · ')}</span>
        </Link>
        <button type="button" className="rail-item rail-fold" aria-expanded={!small} onClick={() => prefer({ rail_small: !small })}>
          <Icon name={small ? 'right' : 'left'} size={15} />
          <span>{t('shell.fold')}</span>
        </button>
      </div>
    </aside>
  )
}

/** How many pairs wait for a judgement, as a sign on the place where they are judged. */
function Waiting() {
  const { t } = useWords()
  const counts = api.useQuery('get', '/api/v1/suspects/counts', { params: { query: {} } }, { staleTime: 60_000, refetchInterval: 120_000 })
  const waiting = counts.data ? counts.data.priority + counts.data.review + counts.data.rule + counts.data.unsure : 0
  if (waiting === 0) return null
  return <i className="rail-count" title={t('menu.waiting', { count: count(waiting) })} data-count={waiting > 9999 ? '9999+' : String(waiting)} aria-hidden="true" />
}

function BottomBar({ places, more, onMore }: { places: Place[]; more: boolean; onMore: () => void }) {
  const { t } = useWords()
  const main = places.slice(0, 3)
  const rest = places.slice(3)
  return (
    <>
      {more && (
        <div className="more-sheet" role="menu" aria-label={t('common.more')}>
          {rest.map((place) => (
            <Link key={place.to} to={place.to} role="menuitem">
              <Icon name={place.icon} size={18} />
              {t(place.text)}
            </Link>
          ))}
        </div>
      )}
      <nav className="bottom-bar" aria-label={t('shell.nav')}>
        {main.map((place) => (
          <Link key={place.to} to={place.to} activeProps={{ className: 'on', 'aria-current': 'page' }}>
            <Icon name={place.icon} size={22} />
            {t(place.text)}
          </Link>
        ))}
        {rest.length > 0 && (
          <button type="button" aria-expanded={more} onClick={onMore}>
            <Icon name="grid" size={22} />
            {t('common.more')}
          </button>
        )}
        <Link to="/profile" activeProps={{ className: 'on', 'aria-current': 'page' }}>
          <Icon name="user" size={22} />
          {t('shell.me')}
        </Link>
      </nav>
    </>
  )
}
