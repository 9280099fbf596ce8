/** Why somebody who is to be entered may be there already: how likely, what agrees, what differs; and who to ask. */
import type { AdmissionCheck } from '../../api/types'
import { useWords } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { chance } from '../review/weigh'
import { useMatchWords } from '../review/words'

type Weight = NonNullable<AdmissionCheck['similar'][number]['weight']>

export function Resembling({ weight, of }: { weight: Weight; of: 'persons' | 'organisations' }) {
  const { t } = useWords()
  const words = useMatchWords(of)
  const said = (all: Weight['agreeing']) => all.map(words.said).join(t('review.comma'))
  return (
    <div className="resembling">
      <span className={weight.category === 'priority' ? 'warn-text strong' : 'strong'}>{t(weight.category === 'priority' ? 'create.likely' : 'create.perhaps', { chance: chance(weight.probability) })}</span>
      {weight.agreeing.length > 0 && (
        <span>
          <span className="ok-text">
            <Icon name="check" size={12} /> {t('create.agreeing')}
          </span>{' '}
          {said(weight.agreeing)}
        </span>
      )}
      {weight.differing.length > 0 && (
        <span>
          <span className="bad-text">
            <Icon name="close" size={12} /> {t('create.differing')}
          </span>{' '}
          {said(weight.differing)}
        </span>
      )}
    </div>
  )
}

/** Of a customer of another branch only the branch is told, and how likely it is the same one. */
export function ElsewhereToo({ all }: { all: AdmissionCheck['elsewhere'] }) {
  const { t } = useWords()
  if (all.length === 0) return null
  return (
    <ul className="lines elsewhere-too">
      {all.map((one, at) => (
        <li key={at}>
          <Icon name="bank" size={16} />
          <div className="grow">
            <strong>{t('create.elsewhere', { branches: one.branches.map((branch) => branch.name).join(t('review.comma')) })}</strong>
            <div className="hint">{t('create.elsewhere-text', { chance: chance(one.probability) })}</div>
          </div>
        </li>
      ))}
    </ul>
  )
}
