/** Where one is, search, the moment and the part of the bank shown, who one is. */
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { DatePicker, Dropdown, TreeSelect } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { api } from '../api/client'
import type { SignedInPlace, SignInOptions } from '../api/types'
import { useWords } from '../i18n'
import { Avatar, IconButton, Kbd } from '../ui/bits'
import { Icon } from '../ui/Icon'
import { useTrail } from './trail'
import { useScope } from './scope'
import { useSession } from './session'
import { useUnits } from './units'

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const { t } = useWords()
  const scope = useScope()
  const trail = useTrail()
  const navigate = useNavigate()
  const path = useLocation({ select: (location) => location.pathname })
  const deep = path.split('/').filter(Boolean).length > 1
  return (
    <header className={scope.shifted ? 'top shifted' : 'top'}>
      {deep && (
        <button type="button" className="top-back" aria-label={t('common.back')} onClick={() => void navigate({ to: `/${path.split('/')[1]}` })}>
          <Icon name="left" size={20} />
        </button>
      )}
      <nav className="trail" aria-label={t('shell.trail')}>
        {trail.map((step, at) =>
          at < trail.length - 1 && step.to ? (
            <span key={step.text}>
              <Link to={step.to}>{step.text}</Link>
              <i>/</i>
            </span>
          ) : (
            <b key={step.text} aria-current="page">
              {step.text}
            </b>
          ),
        )}
      </nav>
      <button type="button" className="search-box" onClick={onSearch}>
        <Icon name="search" size={15} />
        <span>{t('search.hint')}</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <div className="top-end">
        <AsOf />
        <UnitScope />
        <span className="desk-only">
          <IconButton icon="keyboard" label={t('shell.keys')} onClick={onHelp} />
        </span>
        <UserMenu />
      </div>
    </header>
  )
}

function AsOf() {
  const { t } = useWords()
  const scope = useScope()
  const [open, setOpen] = useState(false)
  return (
    <span className="pill-holder">
      <button type="button" className={scope.asOf ? 'pill amber' : 'pill'} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="clock" size={14} />
        <span>{scope.asOf ? t('shell.as-of', { at: scope.asOf }) : t('shell.as-of', { at: t('common.today') })}</span>
      </button>
      {open && (
        <DatePicker
          open
          autoFocus
          className="pill-picker"
          value={scope.asOf ? dayjs(scope.asOf) : null}
          maxDate={dayjs()}
          onOpenChange={(next) => !next && setOpen(false)}
          onChange={(value) => {
            const chosen = value?.format('YYYY-MM-DD')
            scope.set({ as_of: chosen === dayjs().format('YYYY-MM-DD') ? undefined : chosen })
            setOpen(false)
          }}
          showNow={false}
          renderExtraFooter={() => (
            <button
              type="button"
              className="link"
              onMouseDown={(event) => {
                event.preventDefault()
                scope.set({ as_of: undefined })
                setOpen(false)
              }}
            >
              {t('shell.to-today')}
            </button>
          )}
        />
      )}
    </span>
  )
}

function UnitScope() {
  const { t } = useWords()
  const { me } = useSession()
  const scope = useScope()
  const units = useUnits()
  const [open, setOpen] = useState(false)
  const shown = scope.unit ? units.name(scope.unit) : (me.unit?.name ?? t('common.all'))
  return (
    <span className="pill-holder">
      <button type="button" className={scope.unit ? 'pill amber' : 'pill'} aria-haspopup="dialog" onClick={() => setOpen(true)} title={shown}>
        <Icon name="bank" size={14} />
        <span className="clip">{shown}</span>
      </button>
      {open && (
        <TreeSelect
          open
          autoFocus
          showSearch
          treeDefaultExpandedKeys={me.unit ? [me.unit.code] : []}
          className="pill-picker"
          popupMatchSelectWidth={320}
          treeNodeFilterProp="title"
          treeData={units.tree}
          value={scope.unit ?? me.unit?.code}
          aria-label={t('shell.scope')}
          onOpenChange={(next) => !next && setOpen(false)}
          onChange={(value: string) => {
            scope.set({ unit: value === me.unit?.code ? undefined : value })
            setOpen(false)
          }}
        />
      )}
    </span>
  )
}

function UserMenu() {
  const { t, word } = useWords()
  const { me, preferences, prefer } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const leave = api.useMutation('delete', '/api/v1/session')
  const [open, setOpen] = useState(false)
  /** Where to sign out besides: of the identity provider, when this session was begun there and that is set. */
  const beyond = async (): Promise<string | undefined> => {
    try {
      const options = (await queries.fetchQuery(api.queryOptions('get', '/api/v1/sign-in-options', {}))) as SignInOptions
      if (!options.provider?.sign_out) return undefined
      const sessions = (await queries.fetchQuery(api.queryOptions('get', '/api/v1/me/sessions', {}))) as { items: SignedInPlace[] }
      const current = sessions.items.find((one) => one.current)
      return current?.method === 'identity_provider' ? options.provider.sign_out : undefined
    } catch {
      return undefined
    }
  }
  useEffect(() => {
    if (!open) return
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [open])
  return (
    <Dropdown
      open={open}
      onOpenChange={setOpen}
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          {
            key: 'who',
            disabled: true,
            label: (
              <div className="who">
                <strong>{me.name}</strong>
                <span>
                  {me.unit?.name} · {me.roles.map((role) => word('role', role)).join(' · ')}
                </span>
              </div>
            ),
          },
          { type: 'divider' },
          { key: 'profile', label: t('menu.profile'), icon: <Icon name="user" size={15} /> },
          {
            key: 'language',
            label: preferences.language === 'en' ? '切换到中文' : 'Switch to English',
            icon: <Icon name="globe" size={15} />,
          },
          {
            key: 'theme',
            label: document.documentElement.dataset.theme === 'dark' ? t('shell.light') : t('shell.dark'),
            icon: <Icon name={document.documentElement.dataset.theme === 'dark' ? 'sun' : 'moon'} size={15} />,
          },
          { type: 'divider' },
          { key: 'exit', label: t('shell.sign-out'), icon: <Icon name="exit" size={15} /> },
        ],
        onClick: ({ key }) => {
          setOpen(false)
          if (key === 'profile') void navigate({ to: '/profile' })
          if (key === 'language') prefer({ language: preferences.language === 'en' ? 'zh-CN' : 'en' })
          if (key === 'theme') prefer({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' })
          if (key === 'exit')
            void beyond().then((place) =>
              leave.mutate({}, {
                onSettled: () => {
                  queries.clear()
                  if (place) window.location.assign(place)
                  else void navigate({ to: '/sign-in', search: {} as never })
                },
              }),
            )
        },
      }}
    >
      <button type="button" className="user-button" aria-label={t('shell.user-menu', { name: me.name })} aria-haspopup="menu" aria-expanded={open}>
        <Avatar name={me.name} size={28} tint="solid" round />
      </button>
    </Dropdown>
  )
}
