/** Whom a customer is tied to, as a small drawing and as a table of the same. */
import { Link, useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Relation } from '../../api/types'
import { useWords } from '../../i18n'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { useUnits } from '../../shell/units'
import { Empty, IconButton, SourceTag, Tag } from '../../ui/bits'
import { LoadedCard, type Asked } from '../../ui/Card'
import { DataTable } from '../../ui/DataTable'
import { customerNumber } from '../../ui/format'
import { saidOf } from '../../ui/said'
import { RelationForm } from './RelationForm'

function percentOf(share: string | null | undefined): string {
  if (!share) return ''
  return `${share.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')}%`
}

function cut(text: string, letters: number): string {
  const all = [...text]
  return all.length > letters ? `${all.slice(0, letters - 1).join('')}…` : text
}

function isCompany(kind: string | null | undefined, name: string): boolean {
  return kind ? kind !== 'individual' && kind !== 'household' : /公司|集团|银行|中心|厂|店|贸易|模具|能源|事务所|合作社/.test(name)
}

const guarantees = /guarant|担保|保证/
const companies = /company|group_member|branch_of/
const trade = /suppl|trade|buyer|供应|交易|下游|上游/

/** Whether it is a customer one may open. */
function opens(relation: Relation): boolean {
  return Boolean(relation.number) && relation.elsewhere.length === 0
}

type Tie = Relation & { kinds: string[] }

/** Ties to one party, in one direction, are one line. */
function together(relations: Relation[]): Tie[] {
  const ties = new Map<string, Tie>()
  for (const one of relations) {
    const key = `${one.outward}/${one.number ?? one.name ?? ''}`
    const known = ties.get(key)
    if (known) {
      known.kinds.push(one.kind)
      known.share ??= one.share
    } else ties.set(key, { ...one, kinds: [one.kind] })
  }
  return [...ties.values()]
}

/** People are pills, companies boxes, this customer solid; a wide line is control above a half, dashed a guarantee. */
export function RelationGraph({ name, kind, relations, big }: { name: string; kind: string; relations: Relation[]; big?: boolean }) {
  const { t, word } = useWords()
  const navigate = useNavigate()
  const parties = together(relations)
  const shownOnes = parties.slice(0, big ? 16 : 8)
  const above = shownOnes.filter((one) => !one.outward)
  const below = shownOnes.filter((one) => one.outward)
  const width = big ? 620 : 300
  const perRow = big ? 4 : 2
  const boxWidth = big ? 136 : 118
  const rowHeight = big ? 92 : 74
  const rows = (list: Tie[]) => Array.from({ length: Math.ceil(list.length / perRow) }, (_, at) => list.slice(at * perRow, at * perRow + perRow))
  const upper = rows(above)
  const lower = rows(below)
  const middleY = 28 + upper.length * rowHeight
  const height = middleY + lower.length * rowHeight + 34
  const placed = [
    ...upper.flatMap((row, at) => place(row, 28 + at * rowHeight)),
    ...lower.flatMap((row, at) => place(row, middleY + (at + 1) * rowHeight)),
  ]
  function place(row: Tie[], y: number) {
    return row.map((relation, at) => ({ relation, x: (width / row.length) * (at + 0.5), y }))
  }
  const label = shownOnes.map((one) => `${one.kinds.map((kind) => word('relation', kind)).join('、')} ${one.name ?? ''} ${percentOf(one.share)}`.trim()).join('；')
  return (
    <figure className="graph">
      <svg viewBox={`0 0 ${width} ${height}`} role={placed.some((one) => opens(one.relation)) ? 'group' : 'img'} aria-label={t('relations.summary', { name, list: label })}>
        {placed.map(({ relation, x, y }, at) => {
          const up = y < middleY
          const from = up ? y + 18 : middleY + 18
          const to = up ? middleY - 18 : y - 18
          const [x1, x2] = up ? [x, width / 2] : [width / 2, x]
          const middle = (from + to) / 2
          const strong = Number.parseFloat(relation.share ?? '0') > 50
          const guarantee = guarantees.test(relation.kind)
          const traded = trade.test(relation.kind)
          return (
            <g key={at}>
              <path
                d={`M${x1} ${from}C${x1} ${middle} ${x2} ${middle} ${x2} ${to}`}
                fill="none"
                stroke={guarantee ? 'var(--warn-s)' : traded ? 'var(--cy)' : 'var(--control)'}
                strokeWidth={strong ? 2.4 : 1.2}
                strokeDasharray={guarantee ? '5 4' : traded ? '2 3' : undefined}
              />
              <text x={(x1 + x2) / 2 + (x === width / 2 ? 0 : (x1 < x2 === up ? -4 : 4))} y={middle + 4} className="graph-edge" textAnchor="middle">
                {cut(relation.kinds.map((kind) => word('relation', kind)).join('、'), big ? 14 : 8)} {percentOf(relation.share)}
              </text>
            </g>
          )
        })}
        <Node x={width / 2} y={middleY} width={boxWidth + 12} text={cut(name, 9)} company={isCompany(kind, name)} solid />
        {placed.map(({ relation, x, y }, at) => (
          <Node
            key={at}
            x={x}
            y={y}
            width={boxWidth}
            text={cut(relation.name ?? '—', big ? 9 : 8)}
            title={relation.name ?? undefined}
            company={companies.test(relation.kind) || trade.test(relation.kind) || isCompany(null, relation.name ?? '')}
            onOpen={opens(relation) ? () => void navigate({ to: `/customers/${relation.number}` }) : undefined}
          />
        ))}
      </svg>
      <figcaption className="hint">
        {parties.length > shownOnes.length ? t('relations.more', { count: parties.length - shownOnes.length }) : t('relations.legend')}
      </figcaption>
    </figure>
  )
}

function Node({ x, y, width, text, title, company, solid, onOpen }: { x: number; y: number; width: number; text: string; title?: string; company: boolean; solid?: boolean; onOpen?: () => void }) {
  return (
    <g
      className={solid ? 'node solid' : company ? 'node company' : 'node person'}
      role={onOpen ? 'link' : undefined}
      tabIndex={onOpen ? 0 : undefined}
      onClick={onOpen}
      onKeyDown={(event) => event.key === 'Enter' && onOpen?.()}
      aria-label={onOpen ? (title ?? text) : undefined}
    >
      <rect x={x - width / 2} y={y - 16} width={width} height={32} rx={company ? 6 : 16} />
      <text x={x} y={y + 4.5} textAnchor="middle">
        {title && title !== text && <title>{title}</title>}
        {text}
      </text>
    </g>
  )
}

/** The record by which the desk says so: what is ended here. */
const atDesk = (relation: Relation) => relation.stated_by.find((one) => one.source === 'desk')?.record_id

export function Relations({ query, number, name, kind }: { query: Asked<{ items: Relation[] }>; number: string; name: string; kind: string }) {
  const { t, word } = useWords()
  const navigate = useNavigate()
  const units = useUnits()
  const { can } = useSession()
  const { readOnly } = useScope()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const end = api.useMutation('delete', '/api/v1/customers/{number}/relations/{record_id}')
  const writable = can('customer', 'correct') && !readOnly
  const ask = (relation: Relation) =>
    modal.confirm({
      title: t('relations.end-of', { what: word('relation', relation.kind), name: relation.name ?? '—' }),
      content: t('relations.end-text'),
      okText: t('relations.end'),
      okButtonProps: { danger: true },
      onOk: () =>
        end.mutateAsync({ params: { path: { number, record_id: atDesk(relation)! } } }).then(
          () => {
            void queries.invalidateQueries()
            void message.success(t('relations.ended'))
          },
          (error: unknown) => void message.error(saidOf(error, t)),
        ),
    })
  return (
    <LoadedCard
      query={query}
      rows={8}
      title={t('relations.title')}
      extra={
        writable && (
          <>
            <button type="button" className="link" onClick={() => setAdding(true)}>
              {t('papers.add')}
            </button>
            {adding && <RelationForm number={number} name={name} onClose={() => setAdding(false)} />}
          </>
        )
      }
      isEmpty={(data) => data.items.length === 0}
      empty={<Empty icon="tree" title={t('relations.none')} text={t('relations.none-text')} />}
    >
      {(data) => (
        <div className="split half">
          <RelationGraph name={name} kind={kind} relations={data.items} big />
          <DataTable
            label={t('relations.title')}
            rows={data.items}
            rowKey={(row) => `${row.kind}/${row.number ?? ''}/${row.name ?? ''}/${row.outward}/${row.stated_by[0]?.record_id ?? ''}`}
            onOpen={(row) => row.number && row.elsewhere.length === 0 && void navigate({ to: `/customers/${row.number}` })}
            columns={[
              {
                key: 'name',
                title: t('common.name'),
                sticky: true,
                render: (row) =>
                  row.number && row.elsewhere.length === 0 ? (
                    <Link to={`/customers/${row.number}`} onClick={(event) => event.stopPropagation()}>
                      {row.name}
                    </Link>
                  ) : (
                    row.name
                  ),
              },
              { key: 'kind', title: t('relations.kind'), render: (row) => <Tag>{word('relation', row.kind)}</Tag> },
              { key: 'direction', title: t('relations.direction'), desk: true, render: (row) => (row.mutual ? t('relations.mutual') : row.outward ? t('relations.outward') : t('relations.inward')) },
              { key: 'share', title: t('relations.share'), align: 'right', render: (row) => percentOf(row.share) || '—' },
              { key: 'number', title: t('customer.number'), desk: true, render: (row) => (row.number ? customerNumber(row.number) : t('relations.not-customer')) },
              ...(data.items.some((row) => row.elsewhere.length > 0)
                ? [{ key: 'elsewhere', title: t('customer.units'), desk: true, render: (row: Relation) => (row.elsewhere.length > 0 ? t('relations.elsewhere', { units: row.elsewhere.map(units.name).join('、') }) : '—') }]
                : []),
              {
                key: 'sources',
                title: t('holdings.source'),
                render: (row) => (
                  <span className="row" onClick={(event) => event.stopPropagation()}>
                    {[...new Set(row.stated_by.map((one) => one.source))].map((source) => (
                      <SourceTag key={source} source={source} />
                    ))}
                    {writable && atDesk(row) && <IconButton icon="close" size={14} label={t('relations.end-of', { what: word('relation', row.kind), name: row.name ?? '—' })} onClick={() => ask(row)} />}
                  </span>
                ),
              },
            ]}
          />
        </div>
      )}
    </LoadedCard>
  )
}
