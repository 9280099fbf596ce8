/** The views of the list of customers: one's own and pinned ones as tabs, those that others share behind one button. */
import { App, Button, Dropdown, Input, Select } from 'antd'
import { useWords, type Key } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { saidOf } from '../../ui/said'
import type { Views } from './sharedViews'
import { keyOf, type ListSearch, type Reach, type View } from './views'

type Given = { views: Views; at: View | undefined; use: (view: View | null) => void }

export function ViewTabs({ views, at, use, bare }: Given & { bare: boolean }) {
  const { t } = useWords()
  const tabs = views.views.filter((view) => !view.shared || view.shared.mine || view.pinned || view === at)
  return (
    <div className="tabs view-tabs" role="group" aria-label={t('list.views')}>
      <button type="button" className={bare ? 'on' : undefined} aria-pressed={bare} onClick={() => use(null)}>
        {t('common.all')}
      </button>
      {tabs
        .sort((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false))
        .map((view) => (
          <button key={keyOf(view)} type="button" className={view === at ? 'on' : undefined} aria-pressed={view === at} title={saidOfView(view, t)} onClick={() => use(view)}>
            {view.pinned && <Icon name="pin" size={11} />} {view.name}
            {view.shared && <Icon name="users" size={11} />}
          </button>
        ))}
    </div>
  )
}

/** Who shares a view, and with whom. */
function saidOfView(view: View, t: ReturnType<typeof useWords>['t']): string | undefined {
  if (!view.shared) return undefined
  const reach = t(`list.reach-of.${view.shared.with}` as Key, { unit: view.shared.unit ?? '' })
  return `${view.shared.mine ? t('list.shared-by-me') : t('list.shared-by', { who: view.shared.owner })} · ${reach}`
}

/** The views that others share, with who made each. */
export function SharedViews({ views, use }: Omit<Given, 'at'>) {
  const { t } = useWords()
  const shared = views.views.filter((view) => view.shared)
  if (shared.length === 0) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: shared.map((view) => ({
          key: view.id!,
          label: (
            <span className="shared-view">
              <span className="strong clip">{view.name}</span>
              <span className="hint clip">{saidOfView(view, t)}</span>
            </span>
          ),
        })),
        onClick: ({ key }) => use(views.find(key) ?? null),
      }}
    >
      <Button icon={<Icon name="users" size={14} />}>
        {t('list.shared')} <span className="num">{shared.length}</span>
      </Button>
    </Dropdown>
  )
}

/** What may be done with the view that is shown, and keeping what is shown as one. */
export function ViewActs({ views, at, use, search, columns }: Given & { search: ListSearch; columns: string[] }) {
  const { t } = useWords()
  const { modal, message } = App.useApp()
  const failed = (error: unknown) => void message.error(saidOf(error, t))
  const { row: _row, view: _view, account: _account, contract: _contract, ...shown } = search

  const ask = (title: string, given: string, reach: Reach | null, of?: View) => {
    let name = given
    let wanted = reach
    modal.confirm({
      title,
      content: (
        <div className="view-form">
          <Input autoFocus defaultValue={given} aria-label={t('list.view-name')} placeholder={t('list.view-name')} maxLength={24} onChange={(event) => (name = event.target.value)} />
          {views.mayShare.length > 0 && (
            <label>
              {t('list.reach')}
              <Select
                aria-label={t('list.reach')}
                defaultValue={reach ?? ''}
                options={['', ...views.mayShare].map((value) => ({ value, label: t(`list.reach.${value || 'me'}` as Key) }))}
                onChange={(value: Reach | '') => (wanted = value || null)}
              />
            </label>
          )}
        </div>
      ),
      okText: t('common.save'),
      onOk: async () => {
        const kept = name.trim()
        if (!kept) throw new Error(t('list.view-name'))
        const view: View = of ? { ...of, name: kept } : { name: kept, search: shown, columns }
        try {
          const key = await views.save(view, wanted, of)
          if (key === null) return
          use({ ...view, id: wanted ? key : undefined })
          void message.success(t('common.saved'))
        } catch (error) {
          failed(error)
        }
      },
    })
  }

  const mine = at && (!at.shared || at.shared.mine)
  return (
    <>
      {at && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'pin', label: at.pinned ? t('list.view-unpin') : t('list.view-pin') },
              { key: 'default', label: at.default ? t('list.default-not') : t('list.default') },
              ...(mine
                ? [
                    ...(views.mayShare.length > 0 || at.shared ? [{ key: 'share', label: t('list.view-share') }] : []),
                    ...(at.shared ? [{ key: 'unshare', label: t('list.view-unshare') }] : []),
                    { key: 'drop', label: t('list.view-drop'), danger: true },
                  ]
                : [
                    { key: 'copy', label: t('list.view-copy') },
                    ...(at.shared?.mayTakeBack ? [{ key: 'drop', label: t('list.view-drop'), danger: true }] : []),
                  ]),
            ],
            onClick: ({ key }) => {
              const now = {
                pin: () => views.mark(at, { pinned: !at.pinned }),
                default: () => views.mark(at, { default: !at.default }),
                share: () => ask(t('list.view-share'), at.name, at.shared?.with ?? views.mayShare[0] ?? null, at),
                unshare: async () => (await views.save(at, null, at)) && use({ ...at, id: undefined }),
                drop: async () => (await views.drop(at)) && use(null),
                copy: () => ask(t('list.view-copy'), at.name, null),
              }[key]
              Promise.resolve(now?.()).catch(failed)
            },
          }}
        >
          <Button>{t('list.view')}</Button>
        </Dropdown>
      )}
      <Button onClick={() => ask(t('list.view-save'), mine ? at.name : '', (mine && at.shared?.with) || null)}>{t('list.view-save')}</Button>
    </>
  )
}
