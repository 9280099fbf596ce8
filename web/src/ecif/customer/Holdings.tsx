/** What a customer holds: by line, product, account; sums are exact, by currency. */
import { useState } from 'react'
import type { Accounts, Amount, Customer, Holding } from '../../api/types'
import { useWords } from '../../i18n'
import { useUnits } from '../../shell/units'
import { Choice, Empty, Money, SourceTag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { day, exact, percent, share, sum } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { byCurrency, isMasked } from './accounts'
import { AddAgreement } from './Agreement'
import { useDrill } from './Drill'

/** Currencies are never added to each other: a chart shows one. */
function currenciesOf(data: Accounts): string[] {
  const all = new Set(data.totals.filter((one) => !one.masked).map((one) => one.currency))
  return [...all].sort((a, b) => (a === 'CNY' ? -1 : b === 'CNY' ? 1 : a.localeCompare(b)))
}

export function Allocation({ query }: { query: Asked<Accounts> }) {
  const { t } = useWords()
  return (
    <LoadedCard
      query={query}
      rows={6}
      title={t('holdings.allocation')}
      isEmpty={(data) => data.lines.length === 0}
      empty={<Empty icon="wallet" title={t('holdings.none')} text={t('holdings.none-text')} />}
    >
      {(data) => <AllocationBody data={data} />}
    </LoadedCard>
  )
}

function AllocationBody({ data }: { data: Accounts }) {
  const { t, word, pick, language } = useWords()
  const currencies = currenciesOf(data)
  const [currency, setCurrency] = useState(currencies[0] ?? 'CNY')
  const [by, setBy] = useState<'line' | 'product'>('product')
  if (isMasked(data.totals)) return <Empty icon="lock" tone="warn" title={t('holdings.masked')} text={t('state.forbidden.text')} />
  // What is owed is not part of what is owned: a loan never shares a circle with deposits.
  const parts = (
    by === 'line'
      ? data.lines.map((line) => ({ key: line.line, label: pick(line.label), amount: byCurrency(line.totals, 'owned')[currency] }))
      : data.lines.flatMap((line) =>
          line.products.map((product) => ({ key: product.product, label: word('product', product.product), amount: byCurrency(product.totals, 'owned')[currency] })),
        )
  ).filter((part): part is { key: string; label: string; amount: string } => part.amount !== undefined)
  const owed = data.lines.filter((line) => Object.keys(byCurrency(line.totals, 'owed')).length > 0)
  parts.sort((a, b) => share(b.amount, '1000000000000.00') - share(a.amount, '1000000000000.00'))
  const total = sum(parts.map((part) => part.amount))
  const slices = parts.map((part, at) => ({ ...part, share: share(part.amount, total), colour: `var(--c${(at % 7) + 1})` }))
  const summary = slices.map((slice) => `${slice.label} ${percent(slice.share)}`).join(language === 'en' ? ', ' : '，')
  return (
    <>
      <div className="row wrap allocation-head">
        <Choice
          label={t('holdings.by')}
          value={by}
          onChange={setBy}
          options={[
            { value: 'product', label: t('holdings.by-product') },
            { value: 'line', label: t('holdings.by-line') },
          ]}
        />
        {currencies.length > 1 && <Choice label={t('holdings.currency')} value={currency} onChange={setCurrency} options={currencies.map((value) => ({ value, label: value }))} />}
      </div>
      {slices.length > 0 && <div className="allocation">
        <Donut slices={slices} label={summary} middle={<Money of={{ [currency]: total }} />} />
        <table className="allocation-table">
          <caption className="sr">{t('holdings.allocation')}</caption>
          <tbody>
            {slices.map((slice) => (
              <tr key={slice.key}>
                <th scope="row">
                  <i className="square" style={{ background: slice.colour }} /> {slice.label}
                </th>
                <td className="num" title={exact(slice.amount, currency)}>
                  <Money of={{ [currency]: slice.amount }} />
                </td>
                <td className="num muted">{percent(slice.share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>}
      {owed.map((line) => (
        <div key={line.line} className="owed">
          <span>{pick(line.label)}</span>
          <span className="hint">{line.products.map((product) => word('product', product.product)).join('、')}</span>
          <strong>
            <Money of={byCurrency(line.totals, 'owed')} />
          </strong>
        </div>
      ))}
    </>
  )
}

type Slice = { key: string; label: string; share: number; colour: string }

function Donut({ slices, label, middle }: { slices: Slice[]; label: string; middle: React.ReactNode }) {
  const { t } = useWords()
  const radius = 64
  const around = 2 * Math.PI * radius
  let before = 0
  return (
    <div className="donut">
      <svg viewBox="0 0 160 160" role="img" aria-label={label}>
        <circle cx="80" cy="80" r={radius} fill="none" stroke="var(--sf3)" strokeWidth="24" />
        {slices.map((slice) => {
          const length = Math.max(0, slice.share * around - (slices.length > 1 ? 2 : 0))
          const offset = -before * around
          before += slice.share
          return (
            <circle
              key={slice.key}
              cx="80"
              cy="80"
              r={radius}
              fill="none"
              stroke={slice.colour}
              strokeWidth="24"
              strokeDasharray={`${length} ${around - length}`}
              strokeDashoffset={offset}
              transform="rotate(-90 80 80)"
            />
          )
        })}
      </svg>
      <div className="donut-middle">
        <span className="hint">{t('holdings.total')}</span>
        <strong>{middle}</strong>
      </div>
    </div>
  )
}

/** A value of an agreement, by the name of its attribute. */
export function told(holding: Holding, ...names: string[]): string | undefined {
  for (const name of names) {
    const found = holding.values.find((one) => one.attribute === name)
    if (found?.value) return found.value
  }
  return undefined
}

export function Holdings({ query, customer }: { query: Asked<Accounts>; customer: Customer | undefined }) {
  const { t, pick, word } = useWords()
  const units = useUnits()
  const drill = useDrill()
  const [folded, setFolded] = useState<Set<string>>(new Set())
  const fold = (key: string) =>
    setFolded((old) => {
      const next = new Set(old)
      if (!next.delete(key)) next.add(key)
      return next
    })
  return (
    <LoadedCard
      query={query}
      rows={8}
      title={t('holdings.title')}
      extra={customer && <AddAgreement customer={customer} onDone={(record) => drill.into({ account: record, contract: undefined })} />}
      hint={query.data ? t('holdings.accounts', { count: query.data.accounts }) : undefined}
      flush
      isEmpty={(data) => data.lines.length === 0}
      empty={<Empty icon="wallet" title={t('holdings.none')} text={t('holdings.none-text')} />}
    >
      {(data) => (
        <div className="table-box" tabIndex={0} role="group" aria-label={t('holdings.title')}>
          <table className="table holdings">
            <thead>
              <tr>
                <th scope="col" className="sticky">
                  {t('holdings.account')}
                </th>
                <th scope="col">{t('holdings.role')}</th>
                <th scope="col" className="desk">
                  {t('holdings.branch')}
                </th>
                <th scope="col" className="desk">
                  {t('customer.opened-on')}
                </th>
                <th scope="col" className="desk">
                  {t('holdings.matures')}
                </th>
                <th scope="col" className="desk">
                  {t('holdings.source')}
                </th>
                <th scope="col" className="to-right">
                  {t('customer.balance')}
                </th>
              </tr>
            </thead>
            {data.lines.map((line) => (
              <tbody key={line.line}>
                <tr className="line-row">
                  <th scope="rowgroup" className="sticky" colSpan={2}>
                    {pick(line.label)}
                  </th>
                  <td colSpan={4} className="desk" />
                  <td className="to-right strong">
                    <Balances of={line.totals} />
                  </td>
                </tr>
                {line.products.map((product) => {
                  const key = `${line.line}/${product.product}`
                  const shut = folded.has(key)
                  return [
                    <tr key={key} className="product-row">
                      <th scope="row" className="sticky" colSpan={2}>
                        <button type="button" className="fold" aria-expanded={!shut} onClick={() => fold(key)}>
                          <Icon name={shut ? 'right' : 'down'} size={12} /> {word('product', product.product)}
                          <span className="hint">{t('holdings.accounts', { count: product.accounts.length })}</span>
                        </button>
                      </th>
                      <td colSpan={4} className="desk" />
                      <td className="to-right">
                        <Balances of={product.totals} />
                      </td>
                    </tr>,
                    ...(shut
                      ? []
                      : product.accounts.map((account) => (
                          <tr key={account.record_id}>
                            <th scope="row" className="sticky account-cell num">
                              <button type="button" className="link" aria-pressed={drill.account === account.record_id} onClick={() => drill.into({ account: account.record_id, contract: undefined })}>
                                {told(account, 'account_number', 'card_number') ?? account.key ?? '—'}
                              </button>
                            </th>
                            <td>{account.roles.map((role) => word('holder', role)).join('、') || '—'}</td>
                            <td className="desk">{told(account, 'branch') ? units.name(told(account, 'branch')!) : '—'}</td>
                            <td className="num desk">{day(told(account, 'opened_on'))}</td>
                            <td className="num desk">{day(told(account, 'maturity_on'))}</td>
                            <td className="desk">
                              <SourceTag source={account.source} />
                            </td>
                            <td className="to-right" title={day(account.balances[0]?.on)}>
                              <Balances of={account.balances} />
                            </td>
                          </tr>
                        ))),
                  ]
                })}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </LoadedCard>
  )
}

export function Balances({ of }: { of: Amount[] }) {
  const { word } = useWords()
  if (of.length === 0) return <>—</>
  return (
    <>
      {of.map((one) => (
        <div key={one.kind + one.currency} className="num" title={word('balance', one.kind)}>
          {one.kind === 'outstanding' && <span className="hint">{word('balance', one.kind)} </span>}
          {one.masked ? (one.amount ?? '—') : exact(one.amount, one.currency)}
        </div>
      ))}
    </>
  )
}
