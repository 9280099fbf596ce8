/** The map of keys, screen by screen. */
import { Modal } from 'antd'
import { useWords, type Key } from '../i18n'
import { Kbd } from '../ui/bits'
import type { Place } from './menu'

type Row = [string[], string]

export function Help({ places, onClose }: { places: Place[]; onClose: () => void }) {
  const { t } = useWords()
  const jumps: Row[] = places.filter((place) => place.go).map((place) => [['G', place.go!.toUpperCase()], t(place.text)])
  const columns: [Key, Row[]][][] = [
    [
      [
        'keys.group.everywhere',
        [
          [['Ctrl', 'K'], t('keys.search')],
          [['/'], t('keys.search')],
          [['?'], t('keys.map')],
          [['C'], t('keys.create')],
          [['Esc'], t('keys.close')],
        ],
      ],
      [
        'keys.group.list',
        [
          [['J'], t('keys.next')],
          [['K'], t('keys.previous')],
          [['↑', '↓'], t('keys.step')],
          [['Home', 'End'], t('keys.first-last')],
          [['Enter'], t('keys.open')],
        ],
      ],
      [
        'keys.group.detail',
        [
          [['←', '→'], t('keys.step')],
          [['E'], t('keys.edit-here')],
          [['Ctrl', 'Space'], t('keys.edit-here')],
          [['L'], t('keys.lineage')],
        ],
      ],
    ],
    [
      [
        'keys.group.edit',
        [
          [['Enter'], t('common.save')],
          [['Ctrl', 'Enter'], t('keys.save')],
          [['Esc'], t('keys.cancel')],
        ],
      ],
      [
        'keys.group.review',
        [
          [['J', 'K'], t('keys.next-previous')],
          [['M'], t('review.same')],
          [['S'], t('review.same-kept')],
          [['N'], t('review.different')],
          [['H'], t('review.tie-key')],
          [['U'], t('review.unsure')],
          [['E'], t('keys.note')],
        ],
      ],
      ['keys.group.lineage', [[['←', '→'], t('keys.history')]]],
      ['keys.group.go', [[['G', 'H'], t('keys.home')], ...jumps]],
    ],
  ]
  return (
    <Modal open title={t('shell.keys')} onCancel={onClose} footer={null} width={640}>
      <p className="hint">{t('keys.text')}</p>
      <div className="key-map">
        {columns.map((groups, at) => (
          <div key={at}>
            {groups.map(([name, rows]) => (
              <section key={name} aria-labelledby={name}>
                <h3 id={name}>{t(name)}</h3>
                <dl>
                  {rows.map(([keys, text]) => (
                    <div key={keys.join() + text}>
                      <dt>
                        {keys.map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </dt>
                      <dd>{text}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        ))}
      </div>
    </Modal>
  )
}
