/** What one source record has said, version by version, the latest heard first. */
import { useState } from 'react'
import { api } from '../../api/client'
import type { RecordVersion } from '../../api/types'
import { useWords } from '../../i18n'
import { useUnits } from '../../shell/units'
import { Choice, Empty, IconButton, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { day, moment } from '../../ui/format'
import { shown } from './values'

export function Versions({ number, record, title, onClose }: { number: string; record: string; title: string; onClose: () => void }) {
  const { t, word, pick, language } = useWords()
  const units = useUnits()
  const [which, setWhich] = useState<'new' | 'all'>('new')
  const query = api.useQuery('get', '/api/v1/customers/{number}/records/{record_id}/versions', { params: { path: { number, record_id: record } } }) as Asked<{ items: RecordVersion[] }>
  return (
    <LoadedCard
      query={query}
      rows={10}
      className="scroll versions"
      label={t('versions.title', { what: title })}
      title={title}
      extra={
        <>
          <Choice
            label={t('versions.which')}
            value={which}
            onChange={setWhich}
            options={[
              { value: 'new', label: t('versions.new') },
              { value: 'all', label: t('versions.all') },
            ]}
          />
          <IconButton icon="close" label={t('common.close')} onClick={onClose} />
        </>
      }
      isEmpty={(data) => data.items.length === 0}
      empty={<Empty icon="history" title={t('versions.none')} />}
    >
      {(data) => (
        <ol className="version-list">
          {data.items.map((version, at) => {
            const first = at === data.items.length - 1
            const values = version.values.filter((value) => which === 'all' || value.new)
            return (
              <li key={`${version.business_date}/${version.sequence}/${version.change}`}>
                <div className="row wrap">
                  <strong className="num">{day(version.business_date)}</strong>
                  {version.current && <Tag tone="ok">{t('common.current')}</Tag>}
                  {first && <Tag>{t('versions.first')}</Tag>}
                  {version.unit && <span className="hint">{units.name(version.unit)}</span>}
                </div>
                <div className="hint">
                  {t('versions.heard', { at: version.at ? moment(version.at) : '—' })} · {t('versions.change', { change: version.change })}
                </div>
                {version.identifications.length > 0 && which === 'all' && (
                  <div className="hint">
                    {version.identifications.map((one) => `${pick(one.label) || word('document', one.type)} ${one.number ?? '—'}`).join(' · ')}
                  </div>
                )}
                <dl className="facts version-values">
                  {values.map((value, index) => (
                    <div key={value.attribute + index} className="fact">
                      <dt>{pick(value.label)}</dt>
                      <dd className={value.new && which === 'all' && !first ? 'strong' : undefined}>
                        {shown(value, language)} {value.new && which === 'all' && !first && <Tag tone="br">{t('versions.is-new')}</Tag>} {!value.valid && <Tag tone="bad">{t('versions.invalid')}</Tag>}
                      </dd>
                    </div>
                  ))}
                </dl>
                {values.length === 0 && <p className="hint">{t('versions.nothing-new')}</p>}
                {version.findings.length > 0 && (
                  <div className="row wrap">
                    {version.findings.map((one) => (
                      <Tag key={one.rule + one.field} tone="bad" title={one.field}>
                        {one.rule}
                      </Tag>
                    ))}
                  </div>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </LoadedCard>
  )
}
