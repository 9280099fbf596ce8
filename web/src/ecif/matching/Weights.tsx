/** The policy in force: what each level of agreement weighs, under which keys customers meet, the versions there were. */
import type { MatchingPolicy } from '../../api/types'
import { useWords } from '../../i18n'
import { Choice, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { Code } from '../../ui/Code'
import { moment, percent } from '../../ui/format'
import { bits } from '../review/weigh'
import { useMatchWords } from '../review/words'
import { useActors } from './work'

export type Look = 'weights' | 'passes' | 'versions' | 'text'

/** Weights beyond this many bits fill their half of the bar. */
const FULL = 20

export function Weights({ query, look, onLook }: { query: Asked<MatchingPolicy>; look: Look; onLook: (look: Look) => void }) {
  const { t } = useWords()
  return (
    <LoadedCard
      query={query}
      rows={18}
      className="matching-policy"
      title={t('matching.policy')}
      hint={query.data && (query.data.version === 0 ? t('matching.shipped') : t('common.version', { version: query.data.version }))}
      extra={
        <Choice
          label={t('matching.look')}
          value={look}
          onChange={onLook}
          options={(['weights', 'passes', 'versions', 'text'] as const).map((value) => ({ value, label: t(`matching.look.${value}`) }))}
        />
      }
    >
      {(policy) => (
        <div className="scroll-box" tabIndex={0} role="group" aria-label={t(`matching.look.${look}`)}>
          {look === 'weights' ? <Fields policy={policy} /> : look === 'passes' ? <Passes policy={policy} /> : look === 'versions' ? <Versions policy={policy} /> : <Code text={policy.text} />}
        </div>
      )}
    </LoadedCard>
  )
}

function Fields({ policy }: { policy: MatchingPolicy }) {
  const { t } = useWords()
  const words = useMatchWords(policy.of)
  return (
    <>
      <p className="hint matching-prior">{t('matching.prior', { bits: bits(policy.prior) })}</p>
      <table className="weights">
        <caption className="sr">{t('matching.look.weights')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('matching.level')}</th>
            <th scope="col">{t('review.bits')}</th>
            <th scope="col" className="weights-often" title={t('matching.of-one-text')}>
              {t('matching.of-one')}
            </th>
          </tr>
        </thead>
        {policy.fields.map((field) => (
          <tbody key={field.field}>
            <tr className="weights-field">
              <th scope="rowgroup" colSpan={3}>
                {words.field(field.field)}
              </th>
            </tr>
            {[...field.levels].reverse().map((level) => (
              <tr key={level.level}>
                <th scope="row" className="clip-cell" title={words.level(level.level)}>
                  {words.level(level.level)}
                </th>
                <td>
                  <span className="weight">
                    <span className="weight-track" aria-hidden="true">
                      <i className={level.bits < 0 ? 'against' : 'for'} style={level.bits < 0 ? { right: '50%', width: `${Math.min(50, (-level.bits / FULL) * 50)}%` } : { left: '50%', width: `${Math.min(50, (level.bits / FULL) * 50)}%` }} />
                    </span>
                    <span className="num weight-bits">{bits(level.bits)}</span>
                  </span>
                </td>
                <td className="num weights-often muted">{percent(level.of_one, 1)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </>
  )
}

function Passes({ policy }: { policy: MatchingPolicy }) {
  const { t } = useWords()
  const words = useMatchWords(policy.of)
  return (
    <>
      <p className="hint">{t('matching.passes-text')}</p>
      <ol className="passes">
        {policy.passes.map((pass) => (
          <li key={pass}>{words.pass(pass)}</li>
        ))}
      </ol>
    </>
  )
}

function Versions({ policy }: { policy: MatchingPolicy }) {
  const { t } = useWords()
  const actor = useActors()
  return (
    <ul className="lines">
      {policy.versions.map((one) => (
        <li key={one.version}>
          <div className="grow">
            <span className="row">
              <strong>{t('common.version', { version: one.version })}</strong>
              {one.version === policy.version && <Tag tone="ok">{t('policy.in-force')}</Tag>}
            </span>
            <span className="hint">
              {moment(one.recorded_at)} · {actor(one.actor)}
            </span>
          </div>
        </li>
      ))}
      <li>
        <div className="grow">
          <span className="row">
            <strong>{t('matching.shipped')}</strong>
            {policy.version === 0 && <Tag tone="ok">{t('policy.in-force')}</Tag>}
          </span>
          <span className="hint">{t('matching.shipped-text')}</span>
        </div>
      </li>
    </ul>
  )
}
