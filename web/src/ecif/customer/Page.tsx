/** One customer on one screen: who it is, what it holds, whom it knows, and where each word comes from. */
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { Accounts, Customer, Event, Relation, Value } from '../../api/types'
import { useWords } from '../../i18n'
import { useKeys } from '../../shell/keys'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { useTrailEnd } from '../../shell/trail'
import { useUnits } from '../../shell/units'
import { Avatar, Empty, Facts, Figure, Gold, Money, SourceDot, SourceTag, Tag, type Fact } from '../../ui/bits'
import { Card, LoadedCard, Stateful, type Asked } from '../../ui/Card'
import { customerNumber, day, years } from '../../ui/format'
import { Allocation, Holdings } from './Holdings'
import { byCurrency } from './accounts'
import { AccessTab } from './Access'
import { Contracts } from './Contracts'
import { Documents } from './Documents'
import { DrillPanel, useDrill } from './Drill'
import { EditableValue } from './Edit'
import { Extensions } from './Extensions'
import { KeptApartStrip } from './KeptApart'
import { Masked } from './Masked'
import { Records } from './Records'
import { Relations, RelationGraph } from './Relations'
import { SimilarCard } from './SimilarCard'
import { Timeline } from './Timeline'
import { Why } from './Why'
import { beside } from './beside'
import { byAttribute, nameOf, shown, valueOf } from './values'
import './customer.css'

const tabs = ['overview', 'holdings', 'relations', 'facts', 'records', 'timeline', 'access'] as const
type Tab = (typeof tabs)[number]

export type Reads = {
  number: string
  customer: Asked<Customer>
  accounts: Asked<Accounts>
  relations: Asked<{ items: Relation[] }>
  timeline: Asked<{ items: Event[] }>
}

/** The pencil of the next value: after the one that is being corrected or has the focus, else the first. */
function nextPencil(): HTMLElement | undefined {
  const stops = [...document.querySelectorAll<HTMLElement>('main .pencil, main .edit-field')]
  const held = document.activeElement
  const at = stops.findIndex((stop) => stop === held || stop.contains(held))
  return [...stops.slice(at + 1), ...stops].find((stop) => stop.classList.contains('pencil'))
}

export function CustomerPage() {
  const { number } = useParams({ strict: false }) as { number: string }
  const { tab: asked } = useSearch({ strict: false }) as { tab?: Tab }
  const { t } = useWords()
  const { time } = useScope()
  const { can, preferences } = useSession()
  const navigate = useNavigate()
  const at = { params: { path: { number }, query: time } }
  const customer = api.useQuery('get', '/api/v1/customers/{number}', at) as Asked<Customer>
  const accounts = api.useQuery('get', '/api/v1/customers/{number}/accounts', at) as Asked<Accounts>
  const relations = api.useQuery('get', '/api/v1/customers/{number}/relations', at) as Asked<{ items: Relation[] }>
  const timeline = api.useQuery('get', '/api/v1/customers/{number}/timeline', { params: { path: { number } } }) as Asked<{ items: Event[] }>
  const reads: Reads = { number, customer, accounts, relations, timeline }
  const name = customer.data?.name
  useTrailEnd(name ?? customerNumber(number))
  const shownTabs = tabs.filter((one) => one !== 'access' || can('customer', 'report'))
  const tab: Tab = asked && shownTabs.includes(asked) ? asked : 'overview'
  const drill = useDrill()
  const deep = Boolean(drill.account || drill.contract)
  const to = (next: Tab) => void navigate({ to: '.', search: ((old: Record<string, unknown>) => ({ ...old, tab: next === 'overview' ? undefined : next, account: undefined, contract: undefined })) as never })
  // The values that may be corrected, one after the other; what is being corrected is kept by its own button.
  const edit = () => nextPencil()?.click()
  const step = (by: number) => () => {
    const next = beside(number, by)
    if (next) void navigate({ to: `/customers/${next}`, search: ((old: Record<string, unknown>) => ({ ...old, account: undefined, contract: undefined })) as never })
  }
  useKeys(
    {
      l: () => void navigate({ to: `/customers/${number}/lineage` }),
      e: edit,
      'ctrl Space': edit,
      'ctrl Enter': () => document.querySelector<HTMLButtonElement>('main .edit-field .ant-btn-primary')?.click(),
      ArrowRight: step(1),
      ArrowLeft: step(-1),
      j: step(1),
      k: step(-1),
      Escape: () => deep && drill.leave({}),
    },
    preferences.shortcuts,
  )

  return (
    <div className={tab === 'overview' ? 'page customer' : 'page'}>
      <section className="card identity" aria-label={t('customer.identity')}>
        <Stateful query={customer} rows={2}>
          {(data) => <Identity data={data} accounts={accounts.data} />}
        </Stateful>
      </section>
      {!(customer.error && !customer.data) && (
        <>
          <nav className="tabs" aria-label={t('customer.tabs')}>
            {shownTabs.map((one) => (
              <button key={one} type="button" className={tab === one ? 'on' : undefined} aria-current={tab === one ? 'page' : undefined} onClick={() => to(one)}>
                {t(`customer.tab.${one}`)}
              </button>
            ))}
            <Link to={`/customers/${number}/lineage`}>{t('customer.lineage')}</Link>
          </nav>
          {customer.data && !time.as_of && <KeptApartStrip number={customer.data.number} />}
          {tab === 'overview' && <Overview reads={reads} to={to} />}
          {tab === 'holdings' && (
            <div className={deep ? 'split list-split open' : 'split list-split'}>
              <div className="stack">
                <Holdings query={accounts} customer={customer.data} />
                <Contracts number={number} />
              </div>
              {deep && <DrillPanel number={number} onClose={() => drill.leave({})} />}
            </div>
          )}
          {tab === 'relations' && <Relations query={relations} number={number} name={name ?? ''} kind={customer.data?.kind ?? ''} />}
          {tab === 'facts' && <AllFacts reads={reads} />}
          {tab === 'records' && (
            <>
              <Records number={number} />
              {can('pair', 'read') && <SimilarCard number={number} />}
            </>
          )}
          {tab === 'timeline' && <Timeline query={timeline} number={number} />}
          {tab === 'access' && <AccessTab number={number} />}
        </>
      )}
    </div>
  )
}

function Identity({ data, accounts }: { data: Customer; accounts: Accounts | undefined }) {
  const { t, word, pick } = useWords()
  const header = data
  const units = useUnits()
  const name = nameOf(data, t)
  const level = valueOf(data, 'customer_level')
  const person = header.kind === 'individual'
  const today = data.valid_on ?? new Date().toISOString().slice(0, 10)
  const sex = valueOf(data, 'sex')
  const born = valueOf(data, 'birth_date')
  const age = born?.value && !born.masked ? years(born.value, today) : null
  const mobile = valueOf(data, 'mobile')
  const primary = data.identifications[0]
  const risk = valueOf(data, 'risk_preference') ?? valueOf(data, 'credit_grade')
  const founded = valueOf(data, 'founded_on')
  const industry = valueOf(data, 'industry')
  const lines = accounts?.lines ?? []
  return (
    <div className="identity-row">
      <Avatar name={name} size={48} tint={person ? 'br' : 'solid'} />
      <div className="identity-main">
        <div className="row wrap">
          <h1>{name}</h1>
          <Gold>{t('customer.golden', { count: header.sources.length })}</Gold>
          <Tag>{word('kind', header.kind)}</Tag>
          {level && <Tag tone="vio">{pick(level.meaning) || level.value}</Tag>}
          {risk && <Tag tone="warn" title={pick(risk.label)}>{pick(risk.meaning) || word(risk.attribute, risk.value)}</Tag>}
        </div>
        <div className="identity-line">
          <span className="num">{customerNumber(header.number)}</span>
          {header.former_numbers.length > 0 && <Tag>{t('customer.former', { numbers: header.former_numbers.map(customerNumber).join('、') })}</Tag>}
          {header.asked && header.asked !== header.number && <Tag tone="warn">{t('customer.asked', { number: customerNumber(header.asked) })}</Tag>}
          {person && sex && (
            <span>
              {pick(sex.meaning) || word('sex', sex.value)}
              {age != null && ` ${t('customer.age', { age })}`}
            </span>
          )}
          {founded && !person && (
            <span>
              {pick(founded.label)} {day(founded.value)}
            </span>
          )}
          {industry && !person && <span className="clip">{pick(industry.meaning) || industry.value}</span>}
          {mobile && <ValueText number={header.number} value={mobile} />}
          {primary && (
            <span title={pick(primary.label)}>
              {primary.masked ? (
                <Masked number={header.number} what={{ attribute: 'identification', index: 0 }} mask={primary.number ?? ''} label={pick(primary.label)} />
              ) : (
                primary.number
              )}
            </span>
          )}
          <span className="muted">{header.units.map(units.name).slice(0, 2).join('、')}</span>
        </div>
      </div>
      <div className="identity-figures">
        {lines.slice(0, 4).map((line) => (
          <Figure key={line.line} label={pick(line.label)} value={<Money of={byCurrency(line.totals)} />} hint={t('holdings.accounts', { count: line.accounts })} />
        ))}
        {lines.length === 0 && <Figure label={t('customer.records')} value={header.records} />}
      </div>
    </div>
  )
}

export function ValueText({ number, value }: { number: string; value: Value }) {
  const { pick, language } = useWords()
  if (value.masked) return <Masked number={number} what={{ attribute: value.attribute, index: value.rank - 1 }} mask={value.value ?? ''} label={pick(value.label)} />
  return <>{pick(value.meaning) || shown(value, language)}</>
}

const personFacts = ['birth_date', 'ethnicity', 'marital_status', 'education', 'occupation', 'employer', 'position', 'address_home', 'email', 'tax_residence', 'customer_manager', 'opened_on']
const companyFacts = ['legal_representative', 'registered_capital', 'enterprise_size', 'ownership', 'employees', 'annual_revenue', 'total_assets', 'address_registered', 'phone_work', 'licence_expiry', 'customer_manager', 'opened_on']

function Overview({ reads, to }: { reads: Reads; to: (tab: Tab) => void }) {
  const { t } = useWords()
  const person = reads.customer.data?.kind !== 'organisation' && reads.customer.data?.kind !== 'financial_institution'
  return person ? (
    <div className="split three fill overview">
      <div className="stack">
        <KeyFacts reads={reads} names={personFacts} to={to} />
        <RelationsCard reads={reads} to={to} title={t('relations.household')} />
      </div>
      <div className="stack">
        <Allocation query={reads.accounts} />
        <Timeline query={reads.timeline} number={reads.number} short />
      </div>
      <div className="stack">
        <RiskFacts reads={reads} />
        <Documents query={reads.customer} number={reads.number} />
        <ExtensionsCard number={reads.number} />
        <SourcesCard reads={reads} to={to} />
      </div>
    </div>
  ) : (
    <div className="split company fill overview">
      <div className="stack">
        <RelationsCard reads={reads} to={to} title={t('relations.group')} big />
        <Timeline query={reads.timeline} number={reads.number} short />
      </div>
      <div className="stack">
        <Allocation query={reads.accounts} />
        <KeyFacts reads={reads} names={companyFacts} to={to} />
      </div>
      <div className="stack">
        <RiskFacts reads={reads} />
        <Documents query={reads.customer} number={reads.number} />
        <ExtensionsCard number={reads.number} />
        <SourcesCard reads={reads} to={to} />
      </div>
    </div>
  )
}

function factsOf(data: Customer, names: string[]): Fact[] {
  return names.flatMap((name) => {
    const value = valueOf(data, name)
    return value ? [factOf(data, value)] : []
  })
}

function factOf(data: Customer, value: Value): Fact {
  return {
    key: value.attribute + value.rank,
    label: <FactLabel value={value} />,
    value: <EditableValue customer={data} value={value} />,
  }
}

function FactLabel({ value }: { value: Value }) {
  const { pick } = useWords()
  return (
    <span className="fact-label">
      <SourceDot source={value.source} /> {pick(value.label)}
    </span>
  )
}

function KeyFacts({ reads, names, to }: { reads: Reads; names: string[]; to: (tab: Tab) => void }) {
  const { t } = useWords()
  return (
    <LoadedCard
      query={reads.customer}
      rows={9}
      title={t('customer.key-facts')}
      extra={
        <button type="button" className="link" onClick={() => to('facts')}>
          {t('customer.all-facts')}
        </button>
      }
    >
      {(data) => <Facts of={factsOf(data, names)} />}
    </LoadedCard>
  )
}

const subjects = ['basic', 'contact', 'address', 'risk', 'statistics', 'resource', 'relation', 'contract', 'event'] as const

function AllFacts({ reads }: { reads: Reads }) {
  const { t, word } = useWords()
  return (
    <Stateful query={reads.customer} rows={12}>
      {(data) => (
        <div className="subject-grid">
          {subjects
            .filter((subject) => (data.subjects[subject] ?? []).length > 0)
            .map((subject) => (
              <Card key={subject} title={word('subject', subject)} hint={t('customer.values', { count: data.subjects[subject]!.length })}>
                <Facts
                  wide={subject === 'basic'}
                  of={byAttribute(data.subjects[subject]!).flatMap((values) => values.map((value) => factOf(data, value)))}
                />
              </Card>
            ))}
          <Documents query={reads.customer} number={reads.number} />
          <ExtensionsCard number={reads.number} />
        </div>
      )}
    </Stateful>
  )
}

const riskNames = ['risk_preference', 'credit_grade', 'customer_level', 'tax_residence', 'licence_expiry']

function RiskFacts({ reads }: { reads: Reads }) {
  const { t, pick, word } = useWords()
  return (
    <LoadedCard query={reads.customer} rows={3} title={t('customer.suitability')}>
      {(data) => {
        const values = riskNames.flatMap((name) => valueOf(data, name) ?? [])
        const documents = data.identifications.filter((one) => one.expires_on && one.expires_on < '9999')
        const on = data.valid_on ?? new Date().toISOString().slice(0, 10)
        const next = documents.map((one) => one.expires_on!).sort()[0]
        if (values.length === 0 && !next) return <Empty title={t('customer.no-risk')} text={t('customer.no-risk-text')} />
        return (
          <div className="risk-grid">
            {values.map((value) => (
              <div key={value.attribute} className="risk-cell">
                <span className="figure-label">{pick(value.label)}</span>
                <span>
                  <i className="dot dot-ok" /> {pick(value.meaning) || word(value.attribute, value.value)}
                </span>
                <span className="hint" title={day(value.since)}>
                  {word('source', value.source)}
                </span>
              </div>
            ))}
            {next && (
              <div className="risk-cell">
                <span className="figure-label">{t('customer.document-expiry')}</span>
                <span>
                  <i className={next < on ? 'dot dot-bad' : 'dot dot-ok'} /> {next < on ? t('customer.expired') : t('customer.valid')}
                </span>
                <span className="hint num">{day(next)}</span>
              </div>
            )}
          </div>
        )
      }}
    </LoadedCard>
  )
}

/** What is said of the customer beside the sources, for whom that is to be read. */
function ExtensionsCard({ number }: { number: string }) {
  const { can } = useSession()
  return can('extension', 'read') ? <Extensions number={number} /> : null
}

function SourcesCard({ reads, to }: { reads: Reads; to: (tab: Tab) => void }) {
  const { t, pick } = useWords()
  const { can } = useSession()
  return (
    <LoadedCard
      query={reads.customer}
      rows={3}
      title={t('customer.from')}
      extra={
        <button type="button" className="link" onClick={() => to('records')}>
          {t('customer.compare')}
        </button>
      }
    >
      {(data) => (
        <>
          <div className="row wrap source-list">
            {data.sources.map((source) => (
              <SourceTag key={source} source={source} />
            ))}
          </div>
          <p className="hint">
            {t('customer.record-count', { count: data.records })}
            {data.former_numbers.length > 0 && ` · ${t('customer.former', { numbers: data.former_numbers.map(customerNumber).join('、') })}`}
          </p>
          {data.visible_because.length > 0 && (
            <p className="hint">
              {t('customer.visible', { why: data.visible_because.map(pick).join('；') })} <Why number={data.number} />
              {can('customer', 'report') && (
                <>
                  {' · '}
                  <button type="button" className="link" onClick={() => to('access')}>
                    {t('access.see')}
                  </button>
                </>
              )}
            </p>
          )}
        </>
      )}
    </LoadedCard>
  )
}

function RelationsCard({ reads, to, title, big }: { reads: Reads; to: (tab: Tab) => void; title: string; big?: boolean }) {
  const { t } = useWords()
  const name = reads.customer.data?.name ?? ''
  return (
    <LoadedCard
      query={reads.relations}
      rows={6}
      title={title}
      className={big ? 'relations-big' : undefined}
      extra={
        <button type="button" className="link" onClick={() => to('relations')}>
          {t('common.table')}
        </button>
      }
      isEmpty={(data) => data.items.length === 0}
      empty={<Empty icon="tree" title={t('relations.none')} text={t('relations.none-text')} />}
    >
      {(data) => <RelationGraph name={name} kind={reads.customer.data?.kind ?? ''} relations={data.items} big={big} />}
    </LoadedCard>
  )
}

