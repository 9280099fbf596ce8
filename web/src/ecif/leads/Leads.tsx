/** A list of leads held against the customers: who is one already, who is likely one, who is another branch's, who is new. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select, Upload } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../api/client'
import type { CheckedLead, CheckedList } from '../../api/types'
import { useWords, type Words } from '../../i18n'
import { faultOf, saidOf } from '../../ui/said'
import { Choice, Empty, Figure, Tag, type Tone } from '../../ui/bits'
import { Card } from '../../ui/Card'
import { count, customerNumber } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { cellsOf, csvOf, decoded, give } from '../../ui/text'
import { chance } from '../review/weigh'
import { useMatchWords, type MatchWords } from '../review/words'
import { columnsOf, leadOf, targets, type Target } from './columns'
import '../govern.css'
import './leads.css'

/** So many leads the service takes at once. */
const leadsAtMost = 1000

type Which = 'all' | CheckedLead['is'] | 'repeated'
const whiches: Which[] = ['all', 'customer', 'likely', 'elsewhere', 'new', 'unclear', 'repeated']
const tones: Record<CheckedLead['is'], Tone> = { customer: 'ok', likely: 'warn', elsewhere: 'vio', new: 'br', unclear: 'bad' }

/** What was checked: the rows as they were then, whatever is typed since. */
type Checked = { headers: string[]; rows: string[][]; columns: (Target | null)[]; told: CheckedList }

export function LeadsPage() {
  const { t, word } = useWords()
  const search = useSearch({ strict: false }) as { show?: Which }
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Record<number, Target | null>>({})
  const [checked, setChecked] = useState<Checked | null>(null)
  const attempt = api.useMutation('post', '/api/v1/customers/check-list')
  const [headers, ...rows] = useMemo(() => cellsOf(text), [text])
  const columns = useMemo(() => columnsOf(headers ?? []).map((found, at) => (at in chosen ? (chosen[at] ?? null) : found)), [headers, chosen])
  const tooMany = rows.length > leadsAtMost
  const ready = rows.length > 0 && !tooMany && columns.some(Boolean)
  const take = (said: string) => {
    setText(said)
    setChosen({})
  }
  const run = () => {
    if (!ready) return
    attempt.mutate(
      { body: { leads: rows.map((row) => leadOf(row, columns)) as never } },
      { onSuccess: (told) => setChecked({ headers: headers ?? [], rows, columns, told: told as CheckedList }) },
    )
  }
  const show = whiches.includes(search.show as Which) ? (search.show as Which) : 'all'
  const onShow = (which: Which) =>
    void navigate({ to: '.', replace: true, search: ((old: Record<string, unknown>) => ({ ...old, show: which === 'all' ? undefined : which })) as never })
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.leads')}</h1>
        <span className="page-hint">{t('leads.hint')}</span>
      </div>
      <Card title={t('leads.list')} hint={rows.length > 0 ? t('leads.count', { count: count(rows.length) }) : t('leads.most', { count: count(leadsAtMost) })}>
        <div className="stack leads-list">
          <div className="row wrap">
            <Upload
              showUploadList={false}
              accept=".csv,.txt,.tsv,text/csv,text/plain"
              beforeUpload={(file) => {
                void file.arrayBuffer().then((bytes) => take(decoded(bytes)))
                return false
              }}
            >
              <Button icon={<Icon name="upload" size={14} />}>{t('leads.file')}</Button>
            </Upload>
            <Button type="primary" disabled={!ready} loading={attempt.isPending} onClick={run}>
              {t('leads.check')}
            </Button>
          </div>
          <Input.TextArea
            className="mono code-edit"
            rows={6}
            spellCheck={false}
            value={text}
            aria-label={t('leads.paste')}
            placeholder={t('leads.example')}
            onChange={(event) => take(event.target.value)}
          />
          {tooMany && (
            <div className="strip strip-bad round" role="alert">
              <span>{t('leads.too-many', { count: count(rows.length), most: count(leadsAtMost) })}</span>
            </div>
          )}
          {headers && rows.length > 0 && (
            <fieldset className="leads-columns">
              <legend className="hint">{t('leads.columns')}</legend>
              {headers.map((header, at) => (
                <label key={at} className={columns[at] ? 'leads-column' : 'leads-column unread'}>
                  <span className="clip" title={header}>
                    {header || t('leads.no-header', { column: at + 1 })}
                  </span>
                  <Select
                    size="small"
                    aria-label={t('leads.column-of', { column: header || at + 1 })}
                    value={columns[at] ?? ''}
                    popupMatchSelectWidth={false}
                    options={[{ value: '', label: t('leads.left-out') }, ...targets.map((one) => ({ value: one, label: word('lead-column', one) }))]}
                    onChange={(value: string) => setChosen({ ...chosen, [at]: (value || null) as Target | null })}
                  />
                </label>
              ))}
            </fieldset>
          )}
          {attempt.error != null && (
            <div className="strip strip-bad round" role="alert">
              <span>{saidOf(attempt.error, t)}</span>
            </div>
          )}
        </div>
      </Card>
      {checked ? <Result of={checked} show={show} onShow={onShow} /> : <Empty icon="users" title={t('leads.none')} text={t('leads.none-text')} />}
    </div>
  )
}

const nameOf = (checked: Checked, row: string[]) => {
  const at = (['name', 'company'] as const).map((target) => checked.columns.indexOf(target)).find((place) => place >= 0 && row[place])
  return at === undefined ? '' : row[at]!
}

const isShown = (lead: CheckedLead, show: Which) => show === 'all' || (show === 'repeated' ? Boolean(lead.same_as) : lead.is === show)

function Result({ of, show, onShow }: { of: Checked; show: Which; onShow: (which: Which) => void }) {
  const words = useWords()
  const { t, word } = words
  const persons = useMatchWords('persons')
  const organisations = useMatchWords('organisations')
  const matching = (at: number) => (leadOf(of.rows[at] ?? [], of.columns).kind === 'individual' ? persons : organisations)
  const { counts, rows } = of.told
  const shown = rows.filter((lead) => isShown(lead, show))
  const download = () => {
    const more = ['is', 'number', 'customer', 'branches', 'chance', 'why', 'repeats'] as const
    const lines = shown.map((lead) => {
      const cells = of.headers.map((_, at) => of.rows[lead.row - 1]?.[at] ?? '')
      const said = saidOfLead(lead, words, matching(lead.row - 1))
      return [...cells, word('lead', lead.is), said.numbers.join(' '), said.names.join(' '), said.branches.join(' '), said.chance, said.why.join('；'), lead.same_as ? String(lead.same_as.row) : '']
    })
    give('leads.csv', csvOf([[...of.headers, ...more.map((one) => t(`leads.file-${one}`))], ...lines]))
  }
  const numbers: Record<Which, number> = { all: rows.length, ...counts }
  return (
    <Card
      flush
      title={t('leads.result')}
      extra={
        <Button size="small" icon={<Icon name="download" size={14} />} onClick={download} disabled={shown.length === 0}>
          {t('leads.download')}
        </Button>
      }
    >
      <div className="figure-row" aria-live="polite">
        {(['customer', 'likely', 'elsewhere', 'new'] as const).map((one) => (
          <Figure key={one} label={word('lead', one)} value={count(counts[one])} />
        ))}
        {counts.unclear > 0 && <Figure label={word('lead', 'unclear')} value={count(counts.unclear)} bad />}
        <Figure label={t('leads.repeated')} value={count(counts.repeated)} />
      </div>
      <div className="leads-which">
        <Choice
          label={t('leads.which')}
          value={show}
          onChange={onShow}
          options={whiches
            .filter((one) => one === 'all' || one === show || numbers[one] > 0)
            .map((one) => ({ value: one, label: `${one === 'all' ? t('common.all') : one === 'repeated' ? t('leads.repeated') : word('lead', one)} ${count(numbers[one])}` }))}
        />
      </div>
      {shown.length === 0 ? (
        <Empty icon="check" title={t('leads.none-such')} />
      ) : (
        <div className="table-box trial-box" tabIndex={0} role="group" aria-label={t('leads.result')}>
          {/* Drawn as cards on a phone, it stays a table for those who hear it. */}
          <table className="table trial-rows leads-rows" role="table">
            <thead role="rowgroup">
              <tr role="row">
                {(['row', 'who', 'is', 'customer', 'why'] as const).map((one) => (
                  <th key={one} scope="col" role="columnheader" className={one === 'row' ? 'to-right' : undefined}>
                    {t(`leads.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {shown.map((lead) => (
                <Row key={lead.row} lead={lead} name={nameOf(of, of.rows[lead.row - 1] ?? [])} words={words} matching={matching(lead.row - 1)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

function Row({ lead, name, words, matching }: { lead: CheckedLead; name: string; words: Words; matching: MatchWords }) {
  const { t, word } = words
  const said = saidOfLead(lead, words, matching)
  const customers = lead.customer ? [lead.customer] : lead.similar.flatMap((one) => (one.customer ? [one.customer] : []))
  return (
    <tr role="row" data-is={lead.is}>
      <th scope="row" role="rowheader" className="to-right num">
        <span className="trial-name">{t('leads.row')}</span> {count(lead.row)}
      </th>
      <td role="cell">{name || '—'}</td>
      <td role="cell">
        <Tag tone={tones[lead.is]}>{word('lead', lead.is)}</Tag>
      </td>
      <td role="cell" className={customers.length + said.branches.length > 0 ? 'trial-says' : 'trial-says nothing'}>
        {customers.map((one) => (
          <div key={one.number}>
            <Link to={`/customers/${one.number}`} className="num">
              {customerNumber(one.number)}
            </Link>{' '}
            {one.name ?? '—'}
          </div>
        ))}
        {said.branches.length > 0 && (
          <div>
            <Icon name="bank" size={13} /> {said.branches.join(t('review.comma'))}
          </div>
        )}
        {customers.length + said.branches.length === 0 && <span className="muted">—</span>}
      </td>
      <td role="cell" className={said.why.length > 0 ? 'trial-why' : 'trial-why nothing'}>
        {said.chance && <strong>{said.chance} </strong>}
        {said.why.length > 0 ? said.why.map((one, at) => <div key={at}>{one}</div>) : !said.chance && <span className="muted">—</span>}
      </td>
    </tr>
  )
}

/** What is told of a lead, in words. */
function saidOfLead(lead: CheckedLead, { t, word }: Words, matching: MatchWords) {
  const customers = lead.customer ? [lead.customer] : lead.similar.flatMap((one) => (one.customer ? [one.customer] : []))
  const best = lead.similar.find((one) => one.weight)?.weight
  const away = lead.elsewhere.flatMap((one) => (one.probability == null ? [] : [one.probability]))
  const likely = best?.probability ?? (lead.similar.length === 0 && away.length > 0 ? Math.max(...away) : undefined)
  const why: string[] = []
  if (lead.by) why.push(t('leads.by', { document: word('document', lead.by) }))
  if (lead.kept_back) why.push(t('leads.kept-back'))
  if (lead.is === 'likely') {
    for (const one of lead.similar.slice(0, 1)) {
      if (one.rule) why.push(t('leads.same-document'))
      if (one.because.includes('name') && !one.weight) why.push(t('leads.same-name'))
    }
    if (best && best.agreeing.length > 0) why.push(`${t('create.agreeing')} ${best.agreeing.map(matching.said).join(t('review.comma'))}`)
    if (best && best.differing.length > 0) why.push(`${t('create.differing')} ${best.differing.map(matching.said).join(t('review.comma'))}`)
  }
  if (lead.elsewhere.length > 0 && !lead.kept_back) why.push(t(lead.elsewhere.some((one) => one.probability == null) ? 'leads.ask-certain' : 'leads.ask'))
  if (lead.same_as) why.push(lead.same_as.weight ? t('leads.like-row', { row: lead.same_as.row, chance: chance(lead.same_as.weight.probability) }) : t('leads.same-row', { row: lead.same_as.row }))
  for (const error of lead.errors) why.push(t('leads.fault', { field: error.field, fault: faultOf(error) }))
  return {
    numbers: customers.map((one) => one.number),
    names: customers.map((one) => one.name ?? ''),
    branches: [...new Set(lead.elsewhere.flatMap((one) => one.branches.map((branch) => `${branch.name}（${branch.code}）`)))],
    chance: lead.is !== 'customer' && likely !== undefined ? chance(likely) : '',
    why,
  }
}
