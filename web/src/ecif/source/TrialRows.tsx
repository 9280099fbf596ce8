/** What a mapping makes of each row of a sample: what becomes of it, what it says, and why. On a phone, a row is a card. */
import { useMemo, useState } from 'react'
import { api } from '../../api/client'
import type { TrialReject, TrialRow } from '../../api/types'
import { sentence, useWords } from '../../i18n'
import { Choice, Empty, Tag } from '../../ui/bits'
import { count } from '../../ui/format'

type Which = 'all' | 'rejected' | 'odd'

const tones = { taken: 'ok', deleted: 'warn', rejected: 'bad' } as const

const isOdd = (row: TrialRow) => row.outcome !== 'rejected' && row.reasons.length > 0

export function TrialRows({ rows }: { rows: TrialRow[] }) {
  const { t, word, pick } = useWords()
  const [which, setWhich] = useState<Which>('all')
  // What attributes are called; where that cannot be had, their names stand.
  const catalogue = api.useQuery('get', '/api/v1/attributes', {}, { staleTime: 300_000 })
  const titles = useMemo(() => new Map((catalogue.data?.attributes ?? []).map((one) => [one.name, one.label])), [catalogue.data])
  const nameOf = (attribute: string) => pick(titles.get(attribute)) || word('attribute', attribute)
  const kindOf = (kind: string) => (word('kind', kind) === kind ? word('relation', kind) : word('kind', kind))
  if (rows.length === 0) return <Empty icon="doc" title={t('trial.empty')} text={t('trial.empty-text')} />
  const rejected = rows.filter((row) => row.outcome === 'rejected')
  const odd = rows.filter(isOdd)
  const shown = which === 'rejected' ? rejected : which === 'odd' ? odd : rows
  return (
    <div className="stack">
      <div className="row wrap">
        <Choice
          label={t('trial.rows')}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'all', label: t('trial.all-rows', { count: count(rows.length) }) },
            { value: 'rejected', label: t('trial.only-rejected', { count: count(rejected.length) }) },
            { value: 'odd', label: t('trial.only-odd', { count: count(odd.length) }) },
          ]}
        />
      </div>
      {shown.length === 0 ? (
        <Empty icon="check" title={t('trial.none-such')} />
      ) : (
        <div className="table-box trial-box" tabIndex={0} role="group" aria-label={t('trial.rows')}>
          {/* Drawn as cards on a phone, it stays a table for those who hear it. */}
          <table className="table trial-rows" role="table">
            <thead role="rowgroup">
              <tr role="row">
                {(['line', 'outcome', 'key', 'kind', 'says', 'why'] as const).map((one) => (
                  <th key={one} scope="col" role="columnheader" className={one === 'line' ? 'to-right' : undefined}>
                    {t(`trial.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {shown.map((row) => (
                <tr key={row.line} role="row" data-outcome={row.outcome}>
                  <th scope="row" role="rowheader" className="to-right num">
                    <span className="trial-name">{t('trial.line')}</span> {count(row.line)}
                  </th>
                  <td role="cell">
                    <Tag tone={tones[row.outcome as keyof typeof tones] ?? 'plain'}>{word('trial-outcome', row.outcome)}</Tag>
                  </td>
                  <td role="cell" className={row.key ? 'mono' : 'nothing'}>
                    {row.key ?? '—'}
                  </td>
                  <td role="cell" className={row.kind ? undefined : 'nothing'}>{row.kind ? kindOf(row.kind) : '—'}</td>
                  <td role="cell" className={row.identifications.length + row.values.length > 0 ? 'trial-says' : 'trial-says nothing'}>
                    <Said title={t('trial.says')}>
                      {[...row.identifications.map((one) => ({ name: word('document', one.name), value: one.value })), ...row.values.map((one) => ({ name: nameOf(one.name), value: one.value }))]}
                    </Said>
                  </td>
                  <td role="cell" className={row.reasons.length > 0 ? 'trial-why' : 'trial-why nothing'}>
                    {row.reasons.length === 0 ? (
                      <span className="muted">{t('trial.fine')}</span>
                    ) : (
                      <ul>
                        {row.reasons.map((one, at) => (
                          <Reason key={at} of={one} bad={row.outcome === 'rejected'} />
                        ))}
                      </ul>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

function Said({ title, children }: { title: string; children: { name: string; value: string }[] }) {
  if (children.length === 0) return <span className="muted">—</span>
  return (
    <dl aria-label={title}>
      {children.map((one, at) => (
        <div key={at}>
          <dt>{one.name}</dt>
          <dd>{one.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Why, in the reader's language; in the service's own words where there are no others. */
function Reason({ of, bad }: { of: TrialReject; bad: boolean }) {
  const { t, word, language } = useWords()
  const worded = word('trial-rule', of.rule)
  // English is what the service speaks, and it says it more exactly than a word for the rule.
  const why = language === 'en' || worded === of.rule ? sentence(of.reason) : worded
  return (
    <li>
      <span className={bad ? 'bad-text' : 'warn-text'} title={of.reason}>
        {why}
      </span>
      <span className="hint">
        <span className="mono">{of.field || t('trial.row')}</span>
        {of.value && (
          <>
            {' = '}
            <span className="mono">{of.value}</span>
          </>
        )}
        {' · '}
        <span className="mono">{of.rule}</span>
      </span>
    </li>
  )
}
