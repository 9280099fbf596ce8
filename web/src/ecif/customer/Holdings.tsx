/** What a customer holds: by line, product, account; sums are exact, by currency. */
import { useState } from 'react'
import type { Accounts } from '../../api/types'
import { useWords } from '../../i18n'
import { Choice, Empty, Money, SourceTag, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { day, exact, percent, share, sum } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { balanceOf } from './accounts'

/** Currencies are never added to each other: a chart shows one. */
function currenciesOf(data: Accounts): string[] {
  const all = new Set(data.lines.flatMap((line) => Object.keys(line.subtotals)))
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
  const { t, pick, language } = useWords()
  const currencies = currenciesOf(data)
  const [currency, setCurrency] = useState(currencies[0] ?? 'CNY')
  const [by, setBy] = useState<'line' | 'product'>('product')
  // What is owed is not part of what is owned: a loan never shares a circle with deposits.
  const owned = data.lines.filter((line) => !owes(line.line))
  const owed = data.lines.filter((line) => owes(line.line))
  const parts = (
    by === 'line'
      ? owned.map((line) => ({ key: line.line, label: pick(line.label), amount: line.subtotals[currency] }))
      : owned.flatMap((line) => line.products.map((product) => ({ key: product.product, label: pick(product.label), amount: product.subtotals[currency] })))
  ).filter((part): part is { key: string; label: string; amount: string } => part.amount !== undefined)
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
      <div className="allocation">
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
      </div>
      {owed.map((line) => (
        <div key={line.line} className="owed">
          <span>{pick(line.label)}</span>
          <span className="hint">{line.products.map((product) => pick(product.label)).join('、')}</span>
          <strong>
            <Money of={line.subtotals} />
          </strong>
        </div>
      ))}
    </>
  )
}

/** Whether a line of business is what the customer owes. */
function owes(line: string): boolean {
  return /loan|credit|card/i.test(line)
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

export function Holdings({ query }: { query: Asked<Accounts> }) {
  const { t, pick, word } = useWords()
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
                  {t('common.state')}
                </th>
                <th scope="col" className="desk">
                  {t('customer.opened-on')}
                </th>
                <th scope="col" className="desk">
                  {t('holdings.on')}
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
                  <th scope="rowgroup" className="sticky" colSpan={6}>
                    {pick(line.label)}
                  </th>
                  <td className="to-right strong">
                    <Money of={line.subtotals} digits="exact" />
                  </td>
                </tr>
                {line.products.map((product) => {
                  const key = `${line.line}/${product.product}`
                  const shut = folded.has(key)
                  return [
                    <tr key={key} className="product-row">
                      <th scope="row" className="sticky" colSpan={6}>
                        <button type="button" className="fold" aria-expanded={!shut} onClick={() => fold(key)}>
                          <Icon name={shut ? 'right' : 'down'} size={12} /> {pick(product.label)}
                          <span className="hint">{t('holdings.accounts', { count: product.accounts.length })}</span>
                        </button>
                      </th>
                      <td className="to-right">
                        <Money of={product.subtotals} digits="exact" />
                      </td>
                    </tr>,
                    ...(shut
                      ? []
                      : product.accounts.map((account) => (
                          <tr key={`${account.source}/${account.key}`}>
                            <th scope="row" className="sticky account-cell num">
                              {account.account}
                            </th>
                            <td>{account.roles.map((role) => word('holder', role)).join('、') || '—'}</td>
                            <td className="desk">{account.status ? <Tag tone={/clos|销/.test(account.status) ? 'plain' : 'ok'}>{word('status', account.status)}</Tag> : '—'}</td>
                            <td className="num desk">{day(account.opened_on)}</td>
                            <td className="num desk muted">{day(account.balances[0]?.on)}</td>
                            <td className="desk">
                              <SourceTag source={account.source} />
                            </td>
                            <td className="to-right">
                              <Money of={balanceOf(account)} digits="exact" />
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
