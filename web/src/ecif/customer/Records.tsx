/** Source records side by side: what each system says, what differs set apart, which value won. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Lineage } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useUnits } from '../../shell/units'
import { Choice, Empty, sourceColour, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { day, moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Masked } from './Masked'
import { shown } from './values'
import { Versions } from './Versions'

export function Records({ number }: { number: string }) {
  const { t, word, pick, language } = useWords()
  const { time } = useScope()
  const units = useUnits()
  const [which, setWhich] = useState<'all' | 'differing'>('all')
  const query = api.useQuery('get', '/api/v1/customers/{number}/lineage', { params: { path: { number }, query: time } }) as Asked<Lineage>
  const { record: chosen } = useSearch({ strict: false }) as { record?: string }
  const navigate = useNavigate()
  const open = (record: string | undefined) => void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => ({ ...old, record })) as never })
  const opened = query.data?.records.find((record) => record.record_id === chosen)
  return (
    <div className={opened ? 'split records-split open' : 'split records-split'}>
      <LoadedCard
        query={query}
        rows={12}
        flush
        title={t('records.title')}
        hint={t('records.hint')}
        extra={
          <Choice
            label={t('records.which')}
            value={which}
            onChange={setWhich}
            options={[
              { value: 'all', label: t('records.all') },
              { value: 'differing', label: t('records.differing') },
            ]}
          />
        }
        isEmpty={(data) => data.records.length === 0}
        empty={<Empty icon="source" title={t('records.none')} />}
      >
        {(data) => {
          const differs = (one: Lineage['attributes'][number]) => new Set(one.candidates.map((candidate) => candidate.value)).size > 1
          const rows = data.attributes.filter((one) => which === 'all' || differs(one))
          return (
            <div className="table-box" tabIndex={0} role="group" aria-label={t('records.title')}>
              <table className="table side-by-side">
                <thead>
                  <tr>
                    <th scope="col" className="sticky">
                      {t('records.field')}
                    </th>
                    {data.records.map((record) => (
                      <th key={record.record_id} scope="col">
                        <div className="record-head" style={{ borderColor: sourceColour(record.source) }}>
                          <strong>
                            {word('source', record.source)} <span className="hint num">{record.key}</span>
                          </strong>
                          <span className="hint">
                            {day(record.business_date)} ·{' '}
                            <button type="button" className="link" aria-pressed={record.record_id === chosen} onClick={() => open(record.record_id === chosen ? undefined : record.record_id)}>
                              {t('records.versions', { count: record.versions })}
                            </button>
                          </span>
                          {record.gone_on && <Tag tone="warn">{t('records.gone', { on: day(record.gone_on) })}</Tag>}
                        </div>
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  <tr>
                    <th scope="row" className="sticky">
                      {t('customer.documents')}
                    </th>
                    {data.records.map((record) => (
                      <td key={record.record_id} className="wrap-cell">
                        {record.identifications.map((one, at) => (
                          <div key={one.type + at}>
                            <span className="hint">{pick(one.label)}</span>{' '}
                            {one.masked ? (
                              <Masked number={number} what={{ attribute: 'identification', record_id: record.record_id, index: at }} mask={one.number ?? ''} label={pick(one.label)} />
                            ) : (
                              <span className="num">{one.number}</span>
                            )}
                          </div>
                        ))}
                      </td>
                    ))}
                  </tr>
                  {rows.map((one) => {
                    const different = differs(one)
                    const golden = one.candidates.find((candidate) => candidate.survives)
                    return (
                      <tr key={one.attribute}>
                        <th scope="row" className="sticky">
                          {pick(one.label)}
                        </th>
                        {data.records.map((record) => {
                          const said = one.candidates.filter((candidate) => candidate.record_id === record.record_id)
                          const finding = record.findings.find((found) => found.field === one.attribute)
                          const other = different && !one.many && said.length > 0 && said.every((candidate) => candidate.value !== golden?.value)
                          return (
                            <td key={record.record_id} className={other ? 'differing wrap-cell' : 'wrap-cell'}>
                              {said.length === 0 && <span className="hint">—</span>}
                              {said.map((candidate, at) => (
                                <span key={at} className={candidate.survives ? 'said strong' : 'said'}>
                                  {candidate.masked ? <Masked number={number} what={{ attribute: one.attribute, record_id: record.record_id, index: at }} mask={candidate.value ?? ''} label={pick(one.label)} /> : shown(candidate, language)}
                                  {candidate.survives && (
                                    <span className="gold-text" title={t('lineage.won')}>
                                      <Icon name="star" size={11} fill />
                                      <span className="sr">{t('lineage.won')}</span>
                                    </span>
                                  )}
                                </span>
                              ))}
                              {other && <Tag tone="warn">{t('records.differs')}</Tag>} {finding && <Tag tone="bad">{finding.rule}</Tag>}
                            </td>
                          )
                        })}
                      </tr>
                    )
                  })}
                  <tr>
                    <th scope="row" className="sticky">
                      {t('customer.units')}
                    </th>
                    {data.records.map((record) => (
                      <td key={record.record_id}>{record.unit ? units.name(record.unit) : '—'}</td>
                    ))}
                  </tr>
                  <tr>
                    <th scope="row" className="sticky">
                      {t('records.cause')}
                    </th>
                    {data.records.map((record) => (
                      <td key={record.record_id} className="wrap-cell">
                        {record.cause || '—'}
                        <div className="hint">{t('records.since', { at: moment(record.since) })}</div>
                      </td>
                    ))}
                  </tr>
                </tbody>
              </table>
            </div>
          )
        }}
      </LoadedCard>
      {opened && <Versions key={opened.record_id} number={number} record={opened.record_id} title={`${word('source', opened.source)} ${opened.key ?? ''}`} onClose={() => open(undefined)} />}
    </div>
  )
}
