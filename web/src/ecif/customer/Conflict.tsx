/** Somebody saved first: what was seen, theirs and mine stand beside each other, value by value, and one of them is kept. */
import { Modal, Radio } from 'antd'
import { useState } from 'react'
import type { ProblemBody } from '../../api/problem'
import { useWords } from '../../i18n'

export type Conflict = NonNullable<ProblemBody['conflicts']>[number]
export type Kept = 'mine' | 'theirs'

export function ConflictDialog({ title, conflicts, label, shown, pending, onClose, onDone }: { title: string; conflicts: Conflict[]; label: (field: string) => string; shown?: (field: string, value: string) => string; pending: boolean; onClose: () => void; onDone: (kept: Record<string, Kept>) => void }) {
  const { t } = useWords()
  const [kept, setKept] = useState<Record<string, Kept>>({})
  const of = (field: string) => kept[field] ?? 'theirs'
  const mine = conflicts.some((one) => of(one.field) === 'mine')
  const text = (field: string, value: string | null) => (value == null ? '—' : (shown?.(field, value) ?? value))
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => onDone(Object.fromEntries(conflicts.map((one) => [one.field, of(one.field)])))} okText={mine ? t('edit.keep-mine') : t('edit.keep-theirs')} confirmLoading={pending}>
      <p className="muted">{t('edit.conflict-text')}</p>
      {conflicts.map((one) => (
        <section key={one.field} aria-label={label(one.field)} className="conflict">
          {conflicts.length > 1 && <h3>{label(one.field)}</h3>}
          <dl className="facts">
            <div className="fact">
              <dt>{t('edit.before')}</dt>
              <dd>{text(one.field, one.before)}</dd>
            </div>
          </dl>
          <Radio.Group
            vertical
            value={of(one.field)}
            onChange={(event) => setKept({ ...kept, [one.field]: event.target.value as Kept })}
            options={[
              { value: 'theirs', label: `${t('edit.theirs')}：${text(one.field, one.theirs)}` },
              { value: 'mine', label: `${t('edit.mine')}：${text(one.field, one.mine)}` },
            ]}
          />
        </section>
      ))}
    </Modal>
  )
}
