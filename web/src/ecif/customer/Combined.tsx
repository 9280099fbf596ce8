/** A customer together with those who are one with it and may not be merged: to be read, and nothing else. */
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { Combined, CombinedLine, CombinedSource, KeptApart, Label } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useTrailEnd } from '../../shell/trail'
import { useUnits } from '../../shell/units'
import { Avatar, Choice, Empty, Figure, Money, SourceDot, SourceTag, Tag } from '../../ui/bits'
import { Card, Stateful, type Asked } from '../../ui/Card'
import { customerNumber, day } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { byCurrency, isMasked } from './accounts'
import { told } from './Holdings'
import { Masked } from './Masked'
import { nameOf, shown } from './values'
import './customer.css'

type Show = 'all' | 'differing'

export function CombinedPage() {
  const { number } = useParams({ strict: false }) as { number: string }
  const { show = 'all' } = useSearch({ strict: false }) as { show?: Show }
  const { t } = useWords()
  const { asOf } = useScope()
  const navigate = useNavigate()
  const query = api.useQuery('get', '/api/v1/customers/{number}/combined', { params: { path: { number } } }, { enabled: !asOf }) as Asked<Combined>
  const first = query.data?.customers[0]?.customer
  useTrailEnd(first ? t('combined.of', { name: nameOf(first, t) }) : customerNumber(number))
  const onShow = (next: Show) => void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => ({ ...old, show: next === 'all' ? undefined : next })) as never })
  return (
    <div className="page combined">
      <div className="page-head">
        <h1>{t('combined.title')}</h1>
        {first && (
          <Link className="page-hint" to={`/customers/${first.number}`}>
            {nameOf(first, t)} <span className="num">{customerNumber(first.number ?? '')}</span>
          </Link>
        )}
      </div>
      {asOf ? (
        <Empty icon="history" title={t('combined.only-now')} text={t('combined.only-now-text')} />
      ) : (
        <Stateful
          query={query}
          rows={14}
          isEmpty={(data) => data.customers.length < 2}
          empty={<Empty icon="merge" title={t('combined.none')} text={t('combined.none-text')} />}
        >
          {(data) => <Body data={data} show={show} onShow={onShow} />}
        </Stateful>
      )}
    </div>
  )
}

function Body({ data, show, onShow }: { data: Combined; show: Show; onShow: (show: Show) => void }) {
  const { t } = useWords()
  const others = data.customers.length - 1
  return (
    <>
      <div className="strip strip-warn round" role="note">
        <Icon name="lock" size={14} />
        <span>{t('combined.read-only', { count: others })}</span>
      </div>
      <div className="combined-who">
        {data.customers.map((one, at) => (
          <Who key={one.customer.number ?? `away-${at}`} of={one} first={at === 0} />
        ))}
      </div>
      {data.holdings && <Together of={data.holdings} customers={data.customers} />}
      <Values data={data} show={show} onShow={onShow} />
    </>
  )
}

/** One of them; of another branch's only where to ask. */
function Who({ of, first }: { of: KeptApart; first: boolean }) {
  const { t, word } = useWords()
  const units = useUnits()
  const { customer } = of
  if (!customer.number)
    return (
      <section className="card combined-one" aria-label={t('combined.away')}>
        <strong>{t('combined.away')}</strong>
        <span>{t('similar.elsewhere', { branches: customer.elsewhere.map((branch) => branch.name).join('、') })}</span>
        <span className="hint">{t('state.elsewhere.text')}</span>
      </section>
    )
  return (
    <section className="card combined-one" aria-label={nameOf(customer, t)}>
      <span className="row">
        <Avatar name={nameOf(customer, t)} size={28} round={customer.kind === 'individual'} />
        <span className="grow">
          <strong>
            <Link to={`/customers/${customer.number}`}>{nameOf(customer, t)}</Link>
          </strong>
          <span className="hint num combined-number">{customerNumber(customer.number)}</span>
        </span>
        {first && <Tag>{t('combined.asked')}</Tag>}
      </span>
      <span className="row wrap">
        {customer.sources.map((source) => (
          <SourceTag key={source} source={source} />
        ))}
      </span>
      <span className="hint">{customer.units.map(units.name).join('、')}</span>
      <span className="row wrap">
        {of.judged_at && <span className="hint">{t('combined.judged', { at: day(of.judged_at), verdict: word('suspect-status', 'same_kept') })}</span>}
        {of.suspect && <Link to={`/review/${of.suspect}`}>{t('menu.review')}</Link>}
      </span>
    </section>
  )
}

type Cell = { key: string; text: string; masked: boolean; by: CombinedSource; what: { attribute: string; index: number } }

/** What one says, or all of them, as cells of a row. */
type Row = { key: string; label: Label; differs: boolean; cells: Cell[] }

function Values({ data, show, onShow }: { data: Combined; show: Show; onShow: (show: Show) => void }) {
  const { t, pick, language } = useWords()
  const here = data.customers.filter((one) => one.customer.number).map((one) => one.customer)
  const numbers = here.map((one) => one.number!)
  const ofLine = (line: CombinedLine): Row => ({
    key: line.attribute,
    label: line.label,
    differs: line.differs,
    cells: line.values.flatMap((value, at) =>
      value.said_by.map((by) => ({ key: `${at}/${by.number}`, text: shown({ attribute: line.attribute, ...value }, language), masked: value.masked, by, what: { attribute: line.attribute, index: by.rank - 1 } })),
    ),
  })
  const documents = new Map<string, Row>()
  for (const one of data.identifications) {
    const row = documents.get(one.type) ?? { key: one.type, label: one.label, differs: false, cells: [] }
    documents.set(one.type, row)
    for (const by of one.said_by) row.cells.push({ key: `${one.number ?? ''}/${by.number}/${by.rank}`, text: one.number ?? '—', masked: one.masked, by, what: { attribute: 'identification', index: by.rank - 1 } })
  }
  for (const row of documents.values()) {
    const of = data.identifications.filter((one) => one.type === row.key)
    const speakers = new Set(of.flatMap((one) => one.said_by.map((by) => by.number))).size
    row.differs = of.some((one) => new Set(one.said_by.map((by) => by.number)).size < speakers)
  }
  const rows = [...documents.values(), ...data.lines.map(ofLine)]
  const differing = rows.filter((row) => row.differs)
  return (
    <Card
      flush
      title={t('combined.values')}
      hint={t('combined.values-hint')}
      extra={
        <Choice
          label={t('records.which')}
          value={show}
          onChange={onShow}
          options={[
            { value: 'all', label: t('records.all') },
            { value: 'differing', label: `${t('records.differing')} ${differing.length}` },
          ]}
        />
      }
    >
      <div className="table-box" tabIndex={0} role="group" aria-label={t('combined.values')}>
        <table className="table pair-table combined-table" style={{ minWidth: 130 + here.length * 190 + 80 }}>
          <thead>
            <tr>
              <th scope="col">{t('records.field')}</th>
              {here.map((one) => (
                <th key={one.number} scope="col">
                  {nameOf(one, t)} <span className="hint num">{customerNumber(one.number!)}</span>
                </th>
              ))}
              <th scope="col">{t('pairs.agreement')}</th>
            </tr>
          </thead>
          <tbody>
            {(show === 'all' ? rows : differing).map((row) => {
              const said = (number: string) => row.cells.filter((cell) => cell.by.number === number)
              const alike = !row.differs && numbers.every((number) => said(number).length > 0)
              return (
                <tr key={row.key}>
                  <th scope="row">{pick(row.label)}</th>
                  {alike ? (
                    <td colSpan={numbers.length} className="wrap-cell combined-once">
                      <Said cells={said(numbers[0]!)} label={pick(row.label)} />
                    </td>
                  ) : (
                    numbers.map((number) => (
                      <td key={number} className={row.differs ? 'wrap-cell differing' : 'wrap-cell'}>
                        <Said cells={said(number)} label={pick(row.label)} />
                      </td>
                    ))
                  )}
                  <td>
                    <Tag tone={alike ? 'ok' : row.differs ? 'bad' : 'plain'}>{t(alike ? 'pairs.agree.same' : row.differs ? 'pairs.agree.differs' : 'pairs.agree.missing')}</Tag>
                  </td>
                </tr>
              )
            })}
            {show === 'differing' && differing.length === 0 && (
              <tr>
                <td colSpan={numbers.length + 2} className="muted">
                  {t('pairs.no-lines')}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Card>
  )
}

function Said({ cells, label }: { cells: Cell[]; label: string }) {
  if (cells.length === 0) return <span className="hint">—</span>
  return cells.map((cell) => (
    <div key={cell.key} className="said">
      <SourceDot source={cell.by.source} /> {cell.masked ? <Masked number={cell.by.number} what={cell.what} mask={cell.text} label={label} /> : cell.text}
    </div>
  ))
}

/** What they hold, line by line, with what each of them holds of it; an agreement of several stands once. */
function Together({ of, customers }: { of: NonNullable<Combined['holdings']>; customers: KeptApart[] }) {
  const { t, pick, word } = useWords()
  const here = customers.flatMap(({ customer }) => (customer.number && of.of.includes(customer.number) ? [customer] : []))
  const short = (number: string) => {
    const found = here.find((one) => one.number === number)
    return `${found ? nameOf(found, t) : ''} …${number.slice(-4)}`
  }
  const left = customers.length - here.length
  return (
    <Card flush title={t('combined.holdings')} hint={t('combined.holdings-hint', { count: of.accounts })}>
      <div className="combined-totals">
        <Figure label={t('combined.owned')} value={isMasked(of.totals) ? '***' : <Money of={byCurrency(of.totals, 'owned')} />} />
        <Figure label={t('combined.owed')} value={isMasked(of.totals) ? '***' : <Money of={byCurrency(of.totals, 'owed')} />} />
        {left > 0 && <p className="warn-text">{t('combined.not-in', { count: left })}</p>}
      </div>
      {of.lines.length === 0 ? (
        <Empty icon="wallet" title={t('holdings.none')} />
      ) : (
        <div className="table-box" tabIndex={0} role="group" aria-label={t('combined.holdings')}>
          <table className="table combined-holdings" style={{ minWidth: 300 + here.length * 150 }}>
            <thead>
              <tr>
                <th scope="col">{t('combined.line')}</th>
                {here.map((one) => (
                  <th key={one.number} scope="col" className="right">
                    {short(one.number!)}
                  </th>
                ))}
                <th scope="col" className="right">
                  {t('combined.all')}
                </th>
              </tr>
            </thead>
            {of.lines.map((line) => (
              <tbody key={line.line}>
                <tr className="combined-line">
                  <th scope="row">
                    {pick(line.label)} <span className="hint">{t('holdings.accounts', { count: line.accounts })}</span>
                  </th>
                  {here.map((one) => {
                    const share = line.shares.find((known) => known.number === one.number)
                    return (
                      <td key={one.number} className="right">
                        {share ? isMasked(share.totals) ? '***' : <Money of={byCurrency(share.totals)} /> : '—'}
                      </td>
                    )
                  })}
                  <td className="right strong">{isMasked(line.totals) ? '***' : <Money of={byCurrency(line.totals)} />}</td>
                </tr>
                {line.agreements.map(({ agreement, held_by }) => (
                  <tr key={agreement.record_id}>
                    <td className="combined-agreement">
                      <SourceDot source={agreement.source} /> {word('product', agreement.product)} <span className="hint num">{told(agreement, 'account_number', 'card_number', 'contract_number') ?? agreement.key ?? ''}</span>
                      {held_by.length > 1 && <Tag tone="warn">{t('combined.shared', { count: held_by.length })}</Tag>}
                    </td>
                    {here.map((one) => (
                      <td key={one.number} className="right">
                        {held_by.includes(one.number!) ? isMasked(agreement.balances) ? '***' : <Money of={byCurrency(agreement.balances)} digits="exact" /> : ''}
                      </td>
                    ))}
                    <td />
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </Card>
  )
}
