/** Source records side by side: what each system says, what differs set apart. */
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { SourceRecord } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { Choice, Empty, sourceColour, Tag } from '../../ui/bits'
import { LoadedCard, Stateful, type Asked } from '../../ui/Card'
import { day, moment } from '../../ui/format'

export function Records({ number }: { number: string }) {
  const { t, word, pick } = useWords()
  const { time } = useScope()
  const [which, setWhich] = useState<'all' | 'differing'>('all')
  const [history, setHistory] = useState<SourceRecord | null>(null)
  const query = api.useQuery('get', '/api/v1/customers/{number}/records', { params: { path: { number }, query: time } } as never) as Asked<{ items: SourceRecord[] }>
  return (
    <>
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
        isEmpty={(data) => data.items.length === 0}
        empty={<Empty icon="source" title={t('records.none')} />}
      >
        {(data) => {
          const records = data.items
          const labels = new Map<string, { zh: string; en: string }>()
          for (const record of records) for (const value of record.values) labels.set(value.attribute, value.label)
          const textOf = (record: SourceRecord, attribute: string) =>
            record.values
              .filter((value) => value.attribute === attribute)
              .map((value) => value.value)
              .join('；')
          const differs = (attribute: string) => new Set(records.map((record) => textOf(record, attribute)).filter(Boolean)).size > 1
          const shownRows = [...labels].filter(([attribute]) => which === 'all' || differs(attribute))
          return (
            <div className="table-box" tabIndex={0} role="group" aria-label={t('records.title')}>
              <table className="table side-by-side">
                <thead>
                  <tr>
                    <th scope="col" className="sticky">
                      {t('records.field')}
                    </th>
                    {records.map((record) => (
                      <th key={record.record_id} scope="col">
                        <div className="record-head" style={{ borderColor: sourceColour(record.source) }}>
                          <strong>
                            {word('source', record.source)} <span className="hint num">{record.key}</span>
                          </strong>
                          <span className="hint">
                            {day(record.business_date)}
                            {record.unit ? ` · ${record.unit.name ?? record.unit.code}` : ''}
                            {record.gone_on ? ` · ${t('records.gone', { on: day(record.gone_on) })}` : ''}
                          </span>
                          <button type="button" className="link" onClick={() => setHistory(record)}>
                            {t('records.versions', { count: record.versions })}
                          </button>
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
                    {records.map((record) => (
                      <td key={record.record_id} className="wrap-cell">
                        {record.identifications.map((one) => (
                          <div key={one.type + one.number}>
                            <span className="hint">{word('document', one.type)}</span> <span className="num">{one.number}</span>
                          </div>
                        ))}
                      </td>
                    ))}
                  </tr>
                  {shownRows.map(([attribute, label]) => {
                    const different = differs(attribute)
                    const first = records.map((record) => textOf(record, attribute)).find(Boolean)
                    return (
                      <tr key={attribute}>
                        <th scope="row" className="sticky">
                          {pick(label)}
                        </th>
                        {records.map((record) => {
                          const text = textOf(record, attribute)
                          const finding = record.findings.find((one) => one.field === attribute)
                          return (
                            <td key={record.record_id} className={different && text && text !== first ? 'differing wrap-cell' : 'wrap-cell'}>
                              {text || <span className="hint">—</span>} {different && text && text !== first && <Tag tone="warn">{t('records.differs')}</Tag>}
                              {finding && <Tag tone="bad" title={pick(finding.message)}>{finding.rule}</Tag>}
                            </td>
                          )
                        })}
                      </tr>
                    )
                  })}
                  <tr>
                    <th scope="row" className="sticky">
                      {t('records.cause')}
                    </th>
                    {records.map((record) => (
                      <td key={record.record_id} className="wrap-cell">
                        {record.cause ?? '—'}
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
      {history && <Versions number={number} record={history} onClose={() => setHistory(null)} />}
    </>
  )
}

type Version = { version: number; business_date: string; since: string; values: { attribute: string; label: { zh: string; en: string }; value: string; masked: boolean; changed: boolean }[] }

function Versions({ number, record, onClose }: { number: string; record: SourceRecord; onClose: () => void }) {
  const { t, word, pick } = useWords()
  const query = api.useQuery('get', '/api/v1/customers/{number}/records/{record_id}/versions', {
    params: { path: { number, record_id: record.record_id } },
  } as never) as Asked<{ items: Version[] }>
  return (
    <Drawer open onClose={onClose} size={480} title={`${word('source', record.source)} ${record.key}`} footer={<Button onClick={onClose}>{t('common.close')}</Button>}>
      <Stateful query={query} rows={8}>
        {(data) => (
          <ol className="versions">
            {[...data.items].sort((a, b) => b.version - a.version).map((version) => (
              <li key={version.version}>
                <div className="row">
                  <strong>{t('common.version', { version: version.version })}</strong>
                  <span className="hint num">
                    {day(version.business_date)} · {moment(version.since)}
                  </span>
                </div>
                <dl className="facts">
                  {version.values
                    .filter((value) => value.changed || version.version === 1)
                    .map((value) => (
                      <div key={value.attribute + value.value} className="fact">
                        <dt>{pick(value.label)}</dt>
                        <dd className={value.changed && version.version > 1 ? 'changed-value' : undefined}>{value.value}</dd>
                      </div>
                    ))}
                </dl>
              </li>
            ))}
          </ol>
        )}
      </Stateful>
    </Drawer>
  )
}
