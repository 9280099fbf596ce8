/** Agreements: credit lines, loans, collateral, guarantees, products signed for. Only kinds there are, are shown. */
import { api } from '../../api/client'
import type { Contract } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { Empty, SourceTag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { amount, day, exact, percent, share } from '../../ui/format'

type Contracts = Record<'credit_lines' | 'loans' | 'collateral' | 'guarantees' | 'products', Contract[]>

const kinds = ['credit_lines', 'loans', 'collateral', 'guarantees', 'products'] as const

export function Contracts({ number }: { number: string }) {
  const { t, pick, language } = useWords()
  const { time } = useScope()
  const query = api.useQuery('get', '/api/v1/customers/{number}/contracts', { params: { path: { number }, query: time } } as never) as Asked<Contracts>
  return (
    <LoadedCard
      query={query}
      rows={4}
      title={t('contracts.title')}
      isEmpty={(data) => kinds.every((kind) => (data[kind] ?? []).length === 0)}
      empty={<Empty icon="doc" title={t('contracts.none')} text={t('contracts.none-text')} />}
    >
      {(data) => (
        <div className="contract-grid">
          {kinds
            .filter((kind) => (data[kind] ?? []).length > 0)
            .map((kind) => (
              <section key={kind} aria-label={t(`contracts.${kind}`)}>
                <h3>
                  {t(`contracts.${kind}`)} <span className="hint">{data[kind].length}</span>
                </h3>
                <ul className="lines">
                  {data[kind].map((one) => {
                    const used = one.used && one.amount ? share(one.used, one.amount) : null
                    return (
                      <li key={one.id}>
                        <div className="grow">
                          <div className="row">
                            <span className="strong">{pick(one.label)}</span>
                            <span className="grow" />
                            {one.amount && (
                              <span className="num" title={exact(one.amount, one.currency ?? undefined)}>
                                {one.used && <b>{amount(one.used, '', language)}</b>}
                                {one.used && ' / '}
                                {amount(one.amount, one.currency ?? 'CNY', language)}
                              </span>
                            )}
                          </div>
                          {used != null && (
                            <div className="bar" role="img" aria-label={percent(used)}>
                              <i style={{ width: `${Math.min(100, used * 100)}%`, background: used > 0.85 ? 'var(--warn-s)' : 'var(--br)' }} />
                            </div>
                          )}
                          <div className="hint">
                            {one.from && `${day(one.from)} → `}
                            {one.until && day(one.until)} {one.values.map((value) => `${pick(value.label)} ${value.value}`).join(' · ')}
                          </div>
                        </div>
                        <SourceTag source={one.source} />
                      </li>
                    )
                  })}
                </ul>
              </section>
            ))}
        </div>
      )}
    </LoadedCard>
  )
}
