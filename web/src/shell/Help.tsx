/** The map of keys. */
import { Modal } from 'antd'
import { useWords } from '../i18n'
import { Kbd } from '../ui/bits'
import type { Place } from './menu'

export function Help({ places, onClose }: { places: Place[]; onClose: () => void }) {
  const { t } = useWords()
  const rows: [string[], string][] = [
    [['Ctrl', 'K'], t('keys.search')],
    [['/'], t('keys.search')],
    [['?'], t('keys.map')],
    [['C'], t('keys.create')],
    [['J'], t('keys.next')],
    [['K'], t('keys.previous')],
    [['Enter'], t('keys.open')],
    [['Esc'], t('keys.close')],
    [['←', '→'], t('keys.history')],
    [['E'], t('keys.edit')],
    [['G', 'H'], t('keys.home')],
  ]
  const jumps: [string[], string][] = places.filter((place) => place.go).map((place) => [['G', place.go!.toUpperCase()], t(place.text)])
  return (
    <Modal open title={t('shell.keys')} onCancel={onClose} footer={null} width={640}>
      <p className="hint">{t('keys.text')}</p>
      <div className="key-map">
        {[rows, jumps].map((list, at) => (
          <dl key={at}>
            {list.map(([keys, text]) => (
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
        ))}
      </div>
    </Modal>
  )
}
