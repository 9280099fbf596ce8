/** From a customer to an account and its contract, each in the one panel beside; the address says how deep one is. */
import { useNavigate, useRouter, useRouterState, useSearch } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { api } from '../../api/client'
import type { Accounts, Contracts, Holding } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useUnits } from '../../shell/units'
import { Empty, Facts, IconButton, SourceTag, Tag, type Fact } from '../../ui/bits'
import { Stateful, type Asked } from '../../ui/Card'
import { customerNumber, day, exact } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { AgreementForm, useCorrects } from './Agreement'
import { Balances, told } from './Holdings'
import { contractKinds, contractsOf, holdingsOf } from './accounts'

/** What the panel shows of a customer: nothing but the customer, one account, or one contract of it. */
export type Depth = { account?: string; contract?: string }

/** Ways into the panel and out of it: each step in is one step of the browser's history, and each step out takes it back. */
export function useDrill() {
  const search = useSearch({ strict: false }) as Depth
  const navigate = useNavigate()
  const router = useRouter()
  const steps = useRouterState({ select: (state) => (state.location.state as { steps?: number }).steps ?? 0 })
  const to = (changes: Record<string, string | undefined>, replace = false) =>
    void navigate({
      to: '.',
      replace,
      resetScroll: false,
      state: { steps: replace ? steps : steps + 1 } as never,
      search: ((old: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value !== undefined))) as never,
    })
  return {
    account: search.account,
    contract: search.contract,
    into: (changes: Record<string, string | undefined>) => to(changes),
    /** Where one came in by an address there is no step to take back. */
    back: (changes: Record<string, string | undefined>) => (steps > 0 ? router.history.back() : to(changes, true)),
    /** Away with all of it, to where the first step was taken. */
    leave: (changes: Record<string, undefined>) => (steps > 0 ? router.history.go(-steps) : to({ ...changes, account: undefined, contract: undefined }, true)),
    /** Another customer in the same panel. */
    beside: (changes: Record<string, string>) => to({ ...changes, account: undefined, contract: undefined }, true),
  }
}

const numberOf = (one: Holding) => told(one, 'account_number', 'card_number') ?? one.key ?? '—'

function useHoldings(number: string) {
  const { time } = useScope()
  const at = { params: { path: { number }, query: time } }
  return {
    accounts: api.useQuery('get', '/api/v1/customers/{number}/accounts', at, { retry: false }) as Asked<Accounts>,
    contracts: api.useQuery('get', '/api/v1/customers/{number}/contracts', at, { retry: false }) as Asked<Contracts>,
  }
}

/** The head and the body of an account or a contract; without one of them the panel is the customer's own. */
export function DrillPanel({ number, children, onClose }: { number: string; children?: ReactNode; onClose: () => void }) {
  const { t } = useWords()
  const drill = useDrill()
  const deep = drill.contract ? 'contract' : drill.account ? 'account' : null
  const title = deep === 'contract' ? t('drill.contract') : deep === 'account' ? t('drill.account') : t('list.glance')
  const below = Boolean(children) || Boolean(drill.contract && drill.account)
  return (
    <aside className="card side-panel" aria-label={title}>
      <div className="side-head">
        {deep && below && <IconButton icon="left" label={t('common.back')} onClick={() => drill.back({ [deep]: undefined })} />}
        <strong className="grow">{title}</strong>
        <IconButton icon="close" label={t('common.close')} onClick={onClose} />
      </div>
      <div className="card-body">
        {deep === 'contract' ? <ContractGlance number={number} id={drill.contract!} /> : deep === 'account' ? <AccountGlance number={number} id={drill.account!} /> : children}
      </div>
    </aside>
  )
}

/** The accounts and contracts of a customer, each a way in. */
export function HoldingList({ number }: { number: string }) {
  const { t, word } = useWords()
  const { accounts, contracts } = useHoldings(number)
  const { into } = useDrill()
  return (
    <>
      <Stateful query={accounts} rows={3} isEmpty={(data) => data.lines.length === 0} empty={<Empty icon="wallet" title={t('holdings.none')} text={t('holdings.none-text')} />}>
        {(data) => (
          <section aria-label={t('holdings.title')}>
            <h3>
              {t('holdings.title')} <span className="hint">{t('holdings.accounts', { count: data.accounts })}</span>
            </h3>
            <Ways of={holdingsOf(data)} onOpen={(one) => into({ account: one.record_id })} />
          </section>
        )}
      </Stateful>
      {contracts.data &&
        contractKinds
          .filter((kind) => contracts.data![kind].length > 0)
          .map((kind) => (
            <section key={kind} aria-label={t(`contracts.${kind}`)}>
              <h3>
                {t(`contracts.${kind}`)} <span className="hint">{contracts.data![kind].length}</span>
              </h3>
              <Ways of={contracts.data![kind]} onOpen={(one) => into({ contract: one.record_id })} hint={(one) => (one.roles.includes('guarantor') ? word('holder', 'guarantor') : '')} />
            </section>
          ))}
    </>
  )
}

function Ways({ of, onOpen, hint }: { of: Holding[]; onOpen: (one: Holding) => void; hint?: (one: Holding) => string }) {
  const { word } = useWords()
  return (
    <ul className="lines drill-ways">
      {of.map((one) => (
        <li key={one.record_id}>
          <button type="button" onClick={() => onOpen(one)}>
            <span className="grow">
              <span className="strong">{word('product', one.product)}</span> <span className="hint num">{numberOf(one)}</span> {hint?.(one) && <Tag>{hint(one)}</Tag>}
            </span>
            <Balances of={one.balances} />
            <Icon name="right" size={12} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Values that are amounts in the agreement's own currency. */
const sums = new Set(['amount', 'credit_limit'])
const ofAccount = ['branch', 'status', 'opened_on', 'closed_on', 'currency']

function AccountGlance({ number, id }: { number: string; id: string }) {
  const { t, language } = useWords()
  const { accounts, contracts } = useHoldings(number)
  const { into } = useDrill()
  const names = useNames()
  return (
    <Stateful query={accounts} rows={6}>
      {(data) => {
        const one = holdingsOf(data).find((held) => held.record_id === id)
        if (!one) return <Empty icon="wallet" title={t('drill.gone')} text={t('drill.gone-text')} />
        const bound = contractsOf(contracts.data, id)
        return (
          <div className="preview">
            <Head number={number} one={one} />
            <Facts of={factsOf(one, (attribute) => ofAccount.includes(attribute), names)} />
            <Others one={one} />
            <section aria-label={t('drill.contract')}>
              <h3>{t('drill.contract')}</h3>
              {bound.length === 0 ? (
                <p className="hint">{t('drill.no-contract')}</p>
              ) : (
                <ul className="lines drill-ways">
                  <li>
                    <button type="button" onClick={() => into({ contract: id })}>
                      <span className="grow">{bound.map((kind) => t(`contracts.${kind}`)).join(language === 'en' ? ', ' : '、')}</span>
                      <Icon name="right" size={12} />
                    </button>
                  </li>
                </ul>
              )}
            </section>
          </div>
        )
      }}
    </Stateful>
  )
}

function ContractGlance({ number, id }: { number: string; id: string }) {
  const { t } = useWords()
  const { accounts, contracts } = useHoldings(number)
  const drill = useDrill()
  const names = useNames()
  return (
    <Stateful query={contracts} rows={6}>
      {(data) => {
        const kinds = contractsOf(data, id)
        const one = kinds[0] && data[kinds[0]].find((held) => held.record_id === id)
        if (!one) return <Empty icon="doc" title={t('drill.gone')} text={t('drill.gone-text')} />
        const account = accounts.data && holdingsOf(accounts.data).find((held) => held.record_id === id)
        return (
          <div className="preview">
            <Head number={number} one={one} />
            <div className="row wrap">
              {kinds.map((kind) => (
                <Tag key={kind} tone="br">
                  {t(`contracts.${kind}`)}
                </Tag>
              ))}
            </div>
            <Facts of={factsOf(one, () => true, names)} />
            <Others one={one} />
            {account && (
              <section aria-label={t('drill.account')}>
                <h3>{t('drill.account')}</h3>
                <ul className="lines drill-ways">
                  <li>
                    <button type="button" onClick={() => (drill.account === id ? drill.back({ contract: undefined }) : drill.into({ account: id, contract: undefined }))}>
                      <span className="grow num">{numberOf(account)}</span>
                      <Balances of={account.balances} />
                      <Icon name="right" size={12} />
                    </button>
                  </li>
                </ul>
              </section>
            )}
          </div>
        )
      }}
    </Stateful>
  )
}

function Head({ number, one }: { number: string; one: Holding }) {
  const { t, word } = useWords()
  const corrects = useCorrects(one)
  const [correcting, setCorrecting] = useState(false)
  return (
    <>
      <div>
        <span className="row">
          <strong className="preview-name grow">{word('product', one.product)}</strong>
          {corrects && <IconButton icon="edit" size={14} label={t('agreement.correct')} onClick={() => setCorrecting(true)} />}
        </span>
        {correcting && <AgreementForm number={number} before={one} onClose={() => setCorrecting(false)} />}
        <span className="hint num">{numberOf(one)}</span>
      </div>
      <div className="drill-balance">
        <Balances of={one.balances} />
        <span className="hint num">{day(one.balances[0]?.on)}</span>
      </div>
      <div className="row wrap">
        <SourceTag source={one.source} />
        {one.roles.map((role) => (
          <Tag key={role}>{word('holder', role)}</Tag>
        ))}
      </div>
    </>
  )
}

type Names = { unit: (code: string) => string; word: (table: string, code: string) => string; pick: (label: { zh: string; en: string }) => string }

function useNames(): Names {
  const { word, pick } = useWords()
  const units = useUnits()
  return { unit: units.name, word: word as Names['word'], pick }
}

function factsOf(one: Holding, wanted: (attribute: string) => boolean, names: Names): Fact[] {
  return one.values.flatMap((value) => {
    if (!value.value || !wanted(value.attribute) || value.attribute === 'product') return []
    const text = value.attribute === 'branch' ? names.unit(value.value) : value.attribute === 'status' ? names.word('status', value.value) : sums.has(value.attribute) && !value.masked ? exact(value.value, told(one, 'currency')) : value.value
    return [{ key: value.attribute, label: names.pick(value.label), value: text }]
  })
}

/** Who else has a part in it; of one at another branch only the branch. */
function Others({ one }: { one: Holding }) {
  const { t, word } = useWords()
  const units = useUnits()
  if (one.others.length === 0) return null
  return (
    <section aria-label={t('drill.others')}>
      <h3>{t('drill.others')}</h3>
      <ul className="lines">
        {one.others.map((other, at) => (
          <li key={at}>
            <span className="grow">{other.name ?? (other.elsewhere.length > 0 ? other.elsewhere.map(units.name).join('、') : other.number ? customerNumber(other.number) : '—')}</span>
            <span className="hint">{word('holder', other.role)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
