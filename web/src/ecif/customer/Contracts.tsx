/** Agreements: credit lines, loans, collateral, guarantees, products signed for. Only kinds there are, are shown. */
import { api } from '../../api/client'
import type { Contracts as Answer, Holding } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { Empty, SourceTag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { amount, day, exact, percent, share } from '../../ui/format'
import { contractKinds as kinds } from './accounts'
import { useDrill } from './Drill'
import { told } from './Holdings'

/** Said elsewhere on the line. */
const said = new Set(['product', 'currency', 'opened_on', 'closed_on', 'maturity_on', 'amount', 'credit_limit', 'account_number', 'card_number', 'status', 'branch'])

export function Contracts({ number }: { number: string }) {
  const { t, word, pick } = useWords()
  const { time } = useScope()
  const query = api.useQuery('get', '/api/v1/customers/{number}/contracts', { params: { path: { number }, query: time } }) as Asked<Answer>
  return (
    <LoadedCard
      query={query}
      rows={4}
      title={t('contracts.title')}
      isEmpty={(data) => data.products.length === 0 && kinds.every((kind) => data[kind].length === 0)}
      empty={<Empty icon="doc" title={t('contracts.none')} text={t('contracts.none-text')} />}
    >
      {(data) => (
        <div className="contract-grid">
          {kinds
            .filter((kind) => data[kind].length > 0)
            .map((kind) => (
              <section key={kind} aria-label={t(`contracts.${kind}`)}>
                <h3>
                  {t(`contracts.${kind}`)} <span className="hint">{data[kind].length}</span>
                </h3>
                <ul className="lines">
                  {data[kind].map((one, at) => (
                    <Line key={`${one.source}${one.key ?? ''}${at}`} one={one} />
                  ))}
                </ul>
              </section>
            ))}
          {data.products.length > 0 && (
            <section aria-label={t('contracts.products')}>
              <h3>
                {t('contracts.products')} <span className="hint">{data.products.length}</span>
              </h3>
              <ul className="lines">
                {data.products.map((one) => (
                  <li key={one.product}>
                    <span className="grow">
                      {word('product', one.product)} <span className="hint">{pick(one.line)}</span>
                    </span>
                    <span className="num muted">{t('holdings.accounts', { count: one.agreements })}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
    </LoadedCard>
  )
}

function Line({ one }: { one: Holding }) {
  const { word, pick, language } = useWords()
  const { contract, into } = useDrill()
  const currency = told(one, 'currency') ?? one.balances[0]?.currency ?? 'CNY'
  const limit = told(one, 'credit_limit', 'amount')
  const outstanding = one.balances.find((balance) => balance.kind === 'outstanding' && !balance.masked)?.amount
  const used = outstanding && limit && /^[\d.]+$/.test(limit) ? share(outstanding, limit) : null
  const from = told(one, 'opened_on')
  const until = told(one, 'maturity_on', 'closed_on')
  return (
    <li>
      <div className="grow">
        <div className="row">
          <button type="button" className="link strong" aria-pressed={contract === one.record_id} onClick={() => into({ contract: one.record_id, account: undefined })}>
            {word('product', one.product)}
          </button>
          <span className="hint num clip">{told(one, 'account_number', 'card_number') ?? one.key}</span>
          <span className="grow" />
          {limit && (
            <span className="num" title={exact(limit, currency)}>
              {outstanding && <b>{amount(outstanding, '', language)} / </b>}
              {amount(limit, currency, language)}
            </span>
          )}
        </div>
        {used != null && (
          <div className="bar" role="img" aria-label={percent(used)}>
            <i style={{ width: `${Math.min(100, used * 100)}%`, background: used > 0.85 ? 'var(--warn-s)' : 'var(--br)' }} />
          </div>
        )}
        <div className="hint">
          {[
            from || until ? `${day(from)} → ${day(until)}` : '',
            ...one.values.filter((value) => !said.has(value.attribute) && value.value).map((value) => `${pick(value.label)} ${value.value}`),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <SourceTag source={one.source} />
    </li>
  )
}
