/** Search and commands, by keyboard alone: customers by any name or number, `>` actions, `@` people. */
import { useNavigate } from '@tanstack/react-router'
import { keepPreviousData } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { api } from '../api/client'
import type { Found, Hit, User } from '../api/types'
import { useWords } from '../i18n'
import { Avatar, Kbd, Tag } from '../ui/bits'
import type { Asked } from '../ui/Card'
import { customerNumber } from '../ui/format'
import { Icon, type IconName } from '../ui/Icon'
import type { Place } from './menu'
import { useSession } from './session'
import { useScope } from './scope'
import { CustomerPreview } from '../ecif/customer/Preview'
import { nameOf } from '../ecif/customer/values'
import { useUnits } from './units'

type Entry =
  | { kind: 'customer'; id: string; hit: Hit }
  | { kind: 'action'; id: string; text: string; icon: IconName; keys?: string[]; also?: string; act: () => void }
  | { kind: 'place'; id: string; name: string; hint: string; icon: IconName; to: string; search?: Record<string, string> }
  | { kind: 'person'; id: string; name: string; unit: string; login: string }

type Group = 'all' | 'customer' | 'person' | 'place' | 'action'

function useLater(value: string, delay: number): string {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), delay)
    return () => clearTimeout(timer)
  }, [value, delay])
  return later
}

export default function Palette({ places, onClose, onHelp }: { places: Place[]; onClose: () => void; onHelp: () => void }) {
  const { t, word, pick } = useWords()
  const { can, prefer, preferences } = useSession()
  const scope = useScope()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [group, setGroup] = useState<Group>('all')
  const [at, setAt] = useState(0)
  const dialog = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)

  const onlyActions = text.startsWith('>')
  const onlyPeople = text.startsWith('@')
  const words = text.replace(/^[>@]/, '').trim()
  const asked = useLater(words, 120)
  const found = api.useQuery(
    'get',
    '/api/v1/search',
    { params: { query: { q: asked, limit: 20 } } },
    { enabled: asked.length > 0 && !onlyActions && !onlyPeople && can('customer', 'search'), placeholderData: keepPreviousData, staleTime: 5_000 },
  ) as Asked<Found>
  const people = api.useQuery('get', '/api/v1/users', { params: { query: { q: asked, limit: 20 } } }, {
    enabled: (onlyPeople || (asked.length > 0 && !onlyActions)) && can('user', 'read'),
    placeholderData: keepPreviousData,
  }) as Asked<{ items: User[] }>

  const { units } = useUnits()
  const still = { staleTime: 300_000 }
  const named = asked.length > 0 && !onlyActions && !onlyPeople
  const sources = api.useQuery('get', '/api/v1/sources', {}, { ...still, enabled: named && can('source', 'read') })
  const tables = api.useQuery('get', '/api/v1/code-tables', {}, { ...still, enabled: named && can('code_table', 'read') })
  const attributes = api.useQuery('get', '/api/v1/attributes', {}, { ...still, enabled: named && can('catalogue', 'read') })

  const actions = useMemo<Extract<Entry, { kind: 'action' }>[]>(() => {
    const all: Extract<Entry, { kind: 'action' }>[] = places.map((place) => ({
      kind: 'action',
      id: place.to,
      text: t('search.go-to', { place: t(place.text) }),
      icon: place.icon,
      keys: place.go ? ['G', place.go.toUpperCase()] : undefined,
      act: () => void navigate({ to: place.to }),
    }))
    if (can('customer', 'create') && !scope.readOnly)
      all.unshift({ kind: 'action', id: 'create', text: t('create.title'), icon: 'plus', also: t('search.create-words'), keys: ['C'], act: () => void navigate({ to: '/customers/new' }) })
    if (can('load', 'read')) all.push({ kind: 'action', id: 'import', text: t('search.import'), also: t('search.import-words'), icon: 'upload', act: () => void navigate({ to: '/loads', search: { how: true } as never }) })
    if (can('customer', 'export')) all.push({ kind: 'action', id: 'export', text: t('search.export'), also: t('search.export-words'), icon: 'download', act: () => window.location.assign('/api/v1/customers/export') })
    all.push(
      { kind: 'action', id: 'profile', text: t('menu.profile'), icon: 'user', act: () => void navigate({ to: '/profile' }) },
      {
        kind: 'action',
        id: 'language',
        text: preferences.language === 'en' ? '切换到中文' : 'Switch to English',
        icon: 'globe',
        act: () => prefer({ language: preferences.language === 'en' ? 'zh-CN' : 'en' }),
      },
      {
        kind: 'action',
        id: 'theme',
        text: document.documentElement.dataset.theme === 'dark' ? t('shell.light') : t('shell.dark'),
        icon: 'moon',
        act: () => prefer({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' }),
      },
      { kind: 'action', id: 'keys', text: t('shell.keys'), icon: 'keyboard', also: t('search.keys-words'), keys: ['?'], act: onHelp },
    )
    return all
  }, [places, t, navigate, can, scope.readOnly, preferences.language, prefer, onHelp])

  const customers: Entry[] = !onlyActions && !onlyPeople && words ? (found.data?.groups ?? []).flatMap((one) => one.hits.map((hit) => ({ kind: 'customer' as const, id: `c${hit.customer.number}`, hit }))) : []
  const known: Extract<Entry, { kind: 'place' }>[] =
    words && !onlyActions && !onlyPeople
      ? [
          ...(can('unit', 'read') ? units.map((unit) => ({ kind: 'place' as const, id: `u${unit.code}`, name: unit.name, hint: `${t('menu.units')} · ${unit.code}`, icon: 'tree' as const, to: '/units', search: { code: unit.code } })) : []),
          ...(sources.data?.items ?? []).map((source) => ({ kind: 'place' as const, id: `s${source.name}`, name: pick(source.title), hint: `${t('menu.sources')} · ${source.name}`, icon: 'source' as const, to: `/sources/${source.name}` })),
          ...(tables.data?.items ?? []).map((table) => ({ kind: 'place' as const, id: `t${table.name}`, name: pick(table.title), hint: `${t('menu.code-tables')} · ${table.name}`, icon: 'codes' as const, to: `/code-tables/${table.name}` })),
          ...(attributes.data?.attributes ?? []).map((one) => ({ kind: 'place' as const, id: `a${one.about}.${one.name}`, name: pick(one.label), hint: `${t('menu.standards')} · ${one.name}`, icon: 'doc' as const, to: '/standards', search: { q: one.name } })),
        ]
      : []
  const asking = words.toLowerCase()
  const spots: Entry[] = known.filter((one) => one.name.toLowerCase().includes(asking) || one.hint.toLowerCase().endsWith(asking)).slice(0, 8)
  const persons: Entry[] = onlyPeople || (words && !onlyActions)
    ? (people.data?.items ?? []).map((user) => ({ kind: 'person' as const, id: user.id, name: user.name, unit: user.unit?.name ?? '', login: user.login }))
    : []
  const fitting = onlyPeople ? [] : fits(actions, words)
  const shown: [Group, Entry[]][] = [
    ['customer', group === 'all' || group === 'customer' ? customers : []],
    ['person', group === 'all' || group === 'person' ? persons : []],
    ['place', group === 'all' || group === 'place' ? spots : []],
    ['action', group === 'all' || group === 'action' ? fitting.slice(0, customers.length > 0 && group === 'all' ? 4 : 20) : []],
  ]
  // A command by its beginning is meant as one: `imp` is not somebody's initials.
  if (begins(fitting[0], words)) shown.unshift(...shown.splice(-1))
  const flat = shown.flatMap(([, entries]) => entries)
  const current = flat[Math.min(at, flat.length - 1)]

  useEffect(() => setAt(0), [asked, group])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    input.current?.focus()
    return () => before?.focus()
  }, [])

  const open = (entry: Entry | undefined, fresh: boolean) => {
    if (!entry) return
    onClose()
    if (entry.kind === 'action') entry.act()
    else if (entry.kind === 'place') void navigate({ to: entry.to, search: (entry.search ?? {}) as never })
    else {
      const to = entry.kind === 'customer' ? `/customers/${entry.hit.customer.number}` : `/users/${entry.id}`
      if (fresh) window.open(to, '_blank', 'noopener')
      else void navigate({ to })
    }
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((now) => (flat.length ? (Math.min(now, flat.length - 1) + step + flat.length) % flat.length : 0))
    } else if (event.key === 'Enter' && (event.target as HTMLElement).tagName === 'INPUT') {
      event.preventDefault()
      open(current, event.ctrlKey || event.metaKey)
    } else if (event.key === 'Tab') {
      // The dialog keeps the focus.
      const stops = [...(dialog.current?.querySelectorAll<HTMLElement>('input, button, a[href]') ?? [])]
      const edge = event.shiftKey ? stops[0] : stops.at(-1)
      if (document.activeElement === edge) {
        event.preventDefault()
        ;(event.shiftKey ? stops.at(-1) : stops[0])?.focus()
      }
    }
  }
  const by = current?.kind === 'customer' ? current.hit.matched.by : null
  const counts: Record<Group, number> = {
    all: customers.length + persons.length + spots.length + fitting.length,
    customer: customers.length,
    person: persons.length,
    place: spots.length,
    action: fitting.length,
  }
  let index = -1
  return (
    <div className="palette-veil" onMouseDown={(event) => event.target === event.currentTarget && onClose()}>
      <div ref={dialog} className="palette" role="dialog" aria-modal="true" aria-label={t('search.open')} onKeyDown={onKey}>
        <div className="palette-input">
          <Icon name="search" size={20} />
          <input
            ref={input}
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={current ? `entry-${current.id}` : undefined}
            aria-label={t('search.open')}
            autoComplete="off"
            spellCheck={false}
            value={text}
            placeholder={t('search.hint')}
            onChange={(event) => setText(event.target.value)}
          />
          {by && words && <Tag tone="br">{t('search.by', { by: word('matched', by) })}</Tag>}
          <button type="button" className="kbd" onClick={onClose} aria-label={t('common.close')}>
            Esc
          </button>
        </div>
        <div className="palette-groups">
          <div className="chips">
            {(['all', 'customer', 'person', 'place', 'action'] as const)
              .filter((one) => one === 'all' || counts[one] > 0)
              .map((one) => (
                <button key={one} type="button" className={group === one ? 'group-chip on' : 'group-chip'} aria-pressed={group === one} onClick={() => setGroup(one)}>
                  {t(`search.group.${one}`)} {counts[one]}
                </button>
              ))}
          </div>
          <span className="hint desk-only">{t('search.what')}</span>
        </div>
        <div className="palette-body">
          <div className="palette-list" ref={list} role="listbox" id="palette-list" aria-label={t('search.results')}>
            {shown.map(([name, entries]) =>
              entries.length === 0 ? null : (
                <div key={name} role="group" aria-label={t(`search.group.${name}`)}>
                  <div className="palette-title" aria-hidden="true">
                    {t(`search.group.${name}`)}
                  </div>
                  {entries.map((entry) => {
                    index += 1
                    const mine = index
                    return (
                      <div
                        key={entry.id}
                        id={`entry-${entry.id}`}
                        role="option"
                        aria-selected={entry === current}
                        className="palette-entry"
                        onMouseMove={() => setAt(mine)}
                        onClick={(event) => open(entry, event.ctrlKey || event.metaKey)}
                      >
                        <EntryLine entry={entry} current={entry === current} />
                      </div>
                    )
                  })}
                </div>
              ),
            )}
            {found.data && words && found.data.elsewhere.length > 0 && (
              <div className="palette-elsewhere" role="note">
                <Icon name="bank" size={15} />
                <span>{t('search.elsewhere', { branches: found.data.elsewhere.map((branch) => branch.name).join('、') })}</span>
                <Tag>{t('search.restricted')}</Tag>
              </div>
            )}
            {flat.length === 0 && !found.isFetching && !found.data?.elsewhere.length && <p className="palette-none">{words ? t('search.none', { words }) : t('search.start')}</p>}
          </div>
          {current?.kind === 'customer' && (
            <div className="palette-preview">
              <CustomerPreview number={current.hit.customer.number} />
            </div>
          )}
        </div>
        <div className="palette-foot">
          <span className="desk-only">
            <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('search.key.choose')} <Kbd>↵</Kbd> {t('search.key.open')} <Kbd>Ctrl ↵</Kbd> {t('search.key.tab')} <Kbd>&gt;</Kbd>{' '}
            {t('search.key.actions')} {can('user', 'read') && <><Kbd>@</Kbd> {t('search.key.people')}</>}
          </span>
          <span className="palette-time" aria-live="polite">
            {words && found.data && !onlyActions && !onlyPeople ? t('search.took', { ms: Math.round(found.data.took_ms) }) : t('search.audited')}
          </span>
        </div>
      </div>
    </div>
  )
}

function EntryLine({ entry, current }: { entry: Entry; current: boolean }) {
  const { t, word } = useWords()
  const units = useUnits()
  if (entry.kind === 'action')
    return (
      <>
        <span className="palette-sign">
          <Icon name={entry.icon} size={16} />
        </span>
        <span className="palette-main">{entry.text}</span>
        <span className="palette-end">{entry.keys?.map((key) => <Kbd key={key}>{key}</Kbd>)}</span>
      </>
    )
  if (entry.kind === 'place')
    return (
      <>
        <span className="palette-sign">
          <Icon name={entry.icon} size={16} />
        </span>
        <span className="palette-main">
          <span className="clip">{entry.name}</span>
          <small className="clip">{entry.hint}</small>
        </span>
      </>
    )
  if (entry.kind === 'person')
    return (
      <>
        <Avatar name={entry.name} round />
        <span className="palette-main">
          {entry.name}
          <small>
            {entry.login} · {entry.unit}
          </small>
        </span>
      </>
    )
  const { matched, customer } = entry.hit
  const name = nameOf(customer, t)
  return (
    <>
      <Avatar name={name} tint={current ? 'solid' : undefined} round={customer.kind === 'individual'} />
      <span className="palette-main">
        <span className="clip">{marked(name, matched.range)}</span>
        <small className="clip">
          {customerNumber(customer.number)} · {word('kind', customer.kind)}
          {customer.units[0] ? ` · ${units.name(customer.units[0])}` : ''}
        </small>
      </span>
      <span className="palette-end">
        {matched.earlier && <Tag tone="warn">{t('search.earlier')}</Tag>}
        {customer.level && <Tag tone="vio">{customer.level}</Tag>}
        {current && <Icon name="enter" size={15} />}
      </span>
    </>
  )
}

type Named = { text: string; also?: string }

/** Every word by which an action is called. */
const called = ({ text, also }: Named) => [text, ...(also?.split(' ') ?? [])].map((one) => one.toLowerCase())

/** Whether words are the beginning of an action's name: three letters of it, or two characters. */
function begins(action: Named | undefined, words: string): boolean {
  const asked = words.toLowerCase()
  const enough = /^[a-z ]+$/.test(asked) ? 3 : 2
  return action !== undefined && asked.length >= enough && called(action).some((text) => text.startsWith(asked))
}

/** The actions that words name, those first that begin with them. */
function fits<T extends Named>(actions: T[], words: string): T[] {
  const asked = words.toLowerCase()
  if (!asked) return actions
  const rank = (action: T) => (called(action).some((text) => text.startsWith(asked)) ? 0 : called(action).some((text) => text.includes(asked)) ? 1 : 2)
  return actions.filter((action) => rank(action) < 2).sort((a, b) => rank(a) - rank(b))
}

/** A text with what matched set apart; the range counts characters. */
function marked(text: string, range: number[] | null | undefined): ReactNode {
  const [from, until] = range ?? []
  if (from === undefined || until === undefined) return text
  const letters = [...text]
  return (
    <>
      {letters.slice(0, from).join('')}
      <mark>{letters.slice(from, until).join('')}</mark>
      {letters.slice(until).join('')}
    </>
  )
}
