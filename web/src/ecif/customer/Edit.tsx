/** Correcting a value in place. The server keeps the correction as one more source; nothing golden is overwritten. */
import { App, Button, Input, Select, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client'
import { problemOf } from '../../api/problem'
import type { Customer, Value } from '../../api/types'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { faultOf, saidOf } from '../../ui/said'
import { useScope } from '../../shell/scope'
import { useSession } from '../../shell/session'
import { Icon } from '../../ui/Icon'
import { useCodes } from './codes'
import { ConflictDialog } from './Conflict'
import { ValueText } from './Page'

type Conflict = { before: string | null; theirs: string | null; mine: string | null; version: number }

export function EditableValue({ customer, value }: { customer: Customer; value: Value }) {
  const { t, pick } = useWords()
  const { can } = useSession()
  const { readOnly } = useScope()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [text, setText] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const input = useRef<InputRef>(null)
  const once = useOnce()
  const correct = api.useMutation('patch', '/api/v1/customers/{number}')
  const number = customer.number
  const editing = text !== null
  const codes = useCodes(value.attribute, editing && Boolean(value.meaning))
  useEffect(() => {
    // Also when the dialog of a conflict is closed: what was typed is still there to be sent or given up.
    if (editing && !conflict) input.current?.focus({ cursor: 'all' })
  }, [editing, conflict])
  // A masked value is corrected by whoever may see it in clear, in the create and document forms.
  if (!can('customer', 'correct') || readOnly || value.masked) return <ValueText number={number} value={value} />

  const stop = () => {
    setText(null)
    setWrong(null)
  }
  const save = (given: string, before: string, version: number) => {
    if (given === value.value) {
      setText(null)
      return
    }
    once(() => correct.mutateAsync(
      { params: { path: { number } }, body: { base_version: version, changes: [{ attribute: value.attribute, before, value: given }] } },
      {
        onSuccess: () => {
          setText(null)
          setWrong(null)
          setConflict(null)
          void queries.invalidateQueries()
          void message.success(t('edit.saved', { what: pick(value.label) }))
        },
        onError: (error) => {
          const problem = problemOf(error)
          if (problem.code === 'conflict') {
            const told = problem.body.conflicts?.find((one) => one.field === value.attribute)
            setConflict({ before, theirs: null, mine: given, ...told, version: problem.body.version ?? version })
          } else {
            const told = problem.body.errors?.[0]
            setWrong(told ? faultOf(told) : saidOf(problem, t))
          }
        },
      },
    ))
  }
  return (
    <>
      {editing ? (
        <span className="edit-field">
          {codes ? (
            <Select
              size="small"
              className="edit-code"
              showSearch
              autoFocus
              optionFilterProp="label"
              popupMatchSelectWidth={false}
              value={text}
              options={codes}
              status={wrong ? 'error' : undefined}
              aria-label={pick(value.label)}
              disabled={correct.isPending}
              onChange={(code: string) => setText(code)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return
                event.stopPropagation()
                stop()
              }}
            />
          ) : (
            <Input
              ref={input}
              size="small"
              value={text}
              status={wrong ? 'error' : undefined}
              aria-label={pick(value.label)}
              aria-invalid={wrong ? true : undefined}
              readOnly={correct.isPending}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') save(text, value.value ?? '', customer.version)
                if (event.key === 'Escape') {
                  event.stopPropagation()
                  setText(null)
                  setWrong(null)
                }
              }}
            />
          )}
          <Button size="small" type="primary" loading={correct.isPending} onClick={() => save(text, value.value ?? '', customer.version)}>
            {t('common.save')}
          </Button>
          <Button size="small" disabled={correct.isPending} onClick={stop}>
            {t('common.cancel')}
          </Button>
          {wrong && (
            <span className="edit-wrong" role="alert">
              {wrong}
            </span>
          )}
        </span>
      ) : (
        <span className="editable">
          <ValueText number={number} value={value} />
          <button type="button" className="pencil" aria-label={t('edit.do', { what: pick(value.label) })} onClick={() => setText(value.value ?? '')}>
            <Icon name="edit" size={13} />
          </button>
        </span>
      )}
      {conflict && (
        <ConflictDialog
          title={t('edit.conflict', { what: pick(value.label) })}
          label={() => pick(value.label)}
          conflicts={[{ field: value.attribute, ...conflict }]}
          pending={correct.isPending}
          onClose={() => setConflict(null)}
          onDone={(kept) => {
            if (kept[value.attribute] === 'mine') return save(conflict.mine ?? text ?? '', conflict.theirs ?? '', conflict.version)
            setConflict(null)
            setText(null)
            void queries.invalidateQueries()
          }}
        />
      )}
    </>
  )
}
