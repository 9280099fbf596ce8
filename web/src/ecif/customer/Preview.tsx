/** A customer at a glance: in the palette and beside the list. */
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { Accounts, Customer } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { Avatar, Facts, Gold, Money, SourceTag, Tag } from '../../ui/bits'
import { Stateful, type Asked } from '../../ui/Card'
import { customerNumber } from '../../ui/format'
import { byCurrency } from './accounts'
import { HoldingList } from './Drill'
import { EditableValue } from './Edit'
import { nameOf, shown, valueOf } from './values'

const glance = ['sex', 'birth_date', 'occupation', 'employer', 'mobile', 'industry', 'founded_on', 'registered_capital', 'legal_representative', 'customer_manager']

export function CustomerPreview({ number, open }: { number: string; open?: boolean }) {
  const { t, word, pick, language } = useWords()
  const { time } = useScope()
  const customer = api.useQuery('get', '/api/v1/customers/{number}', { params: { path: { number }, query: time } }) as Asked<Customer>
  const accounts = api.useQuery('get', '/api/v1/customers/{number}/accounts', { params: { path: { number }, query: time } }, { retry: false }) as Asked<Accounts>
  return (
    <Stateful query={customer} rows={8}>
      {(data: Customer) => {
        const header = data
        const level = valueOf(data, 'customer_level')
        const values = Object.values(data.subjects).flat()
        const facts = glance.flatMap((name) => {
          const value = values.find((one) => one.attribute === name)
          return value ? [{ key: name, label: pick(value.label), value: open ? <EditableValue customer={data} value={value} /> : shown(value, language) }] : []
        })
        const totals = accounts.data?.lines
        return (
          <div className="preview">
            <div className="row">
              <Avatar name={nameOf(header, t)} size={44} tint="solid" round={header.kind === 'individual'} />
              <div className="grow">
                <strong className="preview-name">{nameOf(header, t)}</strong>
                <span className="hint">{customerNumber(header.number)}</span>
              </div>
            </div>
            <div className="row wrap">
              <Gold>{t('customer.sources', { count: header.sources.length })}</Gold>
              <Tag>{word('kind', header.kind)}</Tag>
              {level && <Tag tone="vio">{shown(level, language)}</Tag>}
            </div>
            {totals && totals.length > 0 && (
              <div className="preview-figures">
                {totals.map((line) => (
                  <div key={line.line}>
                    <span className="figure-label">{pick(line.label)}</span>
                    <strong>
                      <Money of={byCurrency(line.totals)} />
                    </strong>
                  </div>
                ))}
              </div>
            )}
            <Facts of={facts.slice(0, 6)} />
            <div className="row wrap">
              {header.sources.map((source) => (
                <SourceTag key={source} source={source} />
              ))}
            </div>
            {open && (
              <div className="row wrap preview-acts">
                <Link className="button-link primary" to={`/customers/${header.number}`}>
                  {t('customer.open')}
                </Link>
                <Link className="button-link" to={`/customers/${header.number}/lineage`}>
                  {t('customer.lineage')}
                </Link>
              </div>
            )}
            {open && <HoldingList number={header.number} />}
          </div>
        )
      }}
    </Stateful>
  )
}
