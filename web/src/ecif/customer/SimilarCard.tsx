/** Customers that a rule names as similar to this one, without being allowed to join them. */
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { Similar } from '../../api/types'
import { useWords } from '../../i18n'
import { useSession } from '../../shell/session'
import { Empty, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { customerNumber } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { nameOf } from './values'

export function SimilarCard({ number }: { number: string }) {
  const { t, word } = useWords()
  const { can } = useSession()
  const judge = can('pair', 'judge')
  const query = api.useQuery('get', '/api/v1/customers/{number}/similar', { params: { path: { number } } }) as Asked<{ items: Similar[] }>
  return (
    <LoadedCard
      query={query}
      rows={2}
      title={t('similar.title')}
      hint={t('similar.hint')}
      isEmpty={(data) => data.items.length === 0}
      empty={<Empty icon="check" title={t('similar.none')} text={t('similar.none-text')} />}
    >
      {(data) => (
        <ul className="lines">
          {data.items.map((one) => (
            <li key={`${one.number ?? one.elsewhere.map((branch) => branch.code).join()}/${one.rule}`}>
              <div className="grow">
                <strong>{one.number ? <Link to={`/customers/${one.number}`}>{nameOf(one, t)}</Link> : t('similar.elsewhere', { branches: one.elsewhere.map((branch) => branch.name).join('、') })}</strong>
                <div className="hint">
                  {one.number && <span className="num">{customerNumber(one.number)} · </span>}
                  {word('rule', one.rule)}
                </div>
              </div>
              {judge && one.suspect && (
                <Link to={`/review/${one.suspect}`}>
                  <Icon name="merge" size={13} /> {t('similar.review')}
                </Link>
              )}
              <Tag tone="warn">{one.rule}</Tag>
            </li>
          ))}
        </ul>
      )}
    </LoadedCard>
  )
}
