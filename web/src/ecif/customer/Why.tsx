/** Why one sees this customer, and why each kind of value is in clear, masked or hidden. */
import { Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { WhyMe } from '../../api/types'
import { useWords } from '../../i18n'
import { Tag } from '../../ui/bits'
import { Stateful, type Asked } from '../../ui/Card'

const tones = { clear: 'ok', masked: 'warn', hidden: 'bad' } as const

export function Why({ number }: { number: string }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {t('why.ask')}
      </button>
      {open && (
        <Modal open title={t('why.title')} footer={null} width={680} onCancel={() => setOpen(false)}>
          <Answer number={number} />
        </Modal>
      )}
    </>
  )
}

function Answer({ number }: { number: string }) {
  const { t, word, pick } = useWords()
  const query = api.useQuery('get', '/api/v1/customers/{number}/access/me', { params: { path: { number } } }) as Asked<WhyMe>
  return (
    <Stateful query={query} rows={8}>
      {(data) => {
        const classes = [...new Set(data.fields.map((field) => field.class))]
        return (
          <div className="stack">
            <h3 className="sub">{t('why.customer')}</h3>
            <ul className="change-list">
              {data.because.map((one, at) => (
                <li key={at}>{pick(one)}</li>
              ))}
            </ul>
            <h3 className="sub">{t('why.fields')}</h3>
            <div className="table-box why-table" tabIndex={0} role="group" aria-label={t('why.fields')}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t('why.class')}</th>
                    <th scope="col">{t('why.kind')}</th>
                    <th scope="col">{t('why.view')}</th>
                    <th scope="col">{t('why.because')}</th>
                  </tr>
                </thead>
                <tbody>
                  {classes.flatMap((name) => {
                    const fields = data.fields.filter((field) => field.class === name)
                    // Kinds that fare alike stand on one line.
                    const views = [...new Set(fields.map((field) => field.view))]
                    return views.map((view) => {
                      const alike = fields.filter((field) => field.view === view)
                      const reasons = [...new Set(alike.flatMap((field) => field.because.map(pick)))]
                      return (
                        <tr key={name + view}>
                          <th scope="row">{word('class', name)}</th>
                          <td className="wrap-cell">{views.length === 1 ? t('why.every-kind') : alike.map((field) => word('value-kind', field.kind)).join('、')}</td>
                          <td>
                            <Tag tone={tones[view as keyof typeof tones] ?? 'plain'}>{word('view', view)}</Tag>
                          </td>
                          <td className="wrap-cell">
                            {reasons.length > 2 ? (
                              <details>
                                <summary>{reasons[0]}</summary>
                                {reasons.slice(1).map((reason) => (
                                  <div key={reason} className="hint">
                                    {reason}
                                  </div>
                                ))}
                              </details>
                            ) : (
                              reasons.join('；')
                            )}
                          </td>
                        </tr>
                      )
                    })
                  })}
                </tbody>
              </table>
            </div>
          </div>
        )
      }}
    </Stateful>
  )
}
