/** What is said when an act failed: what happened, and that it may be tried again; never a bare code. */
import { problemOf } from '../api/problem'
import type { Translate } from '../i18n'

export function saidOf(error: unknown, t: Translate): string {
  const { code, status, body } = problemOf(error)
  if (code === 'offline') return t('state.offline')
  if (status >= 500) return body.trace_id ? `${t('state.not-done')}（${t('state.trace')} ${body.trace_id}）` : t('state.not-done')
  const faults = [...new Set((body.errors ?? []).map((one) => one.message))].join('；')
  if (faults) return faults
  if (code === 'forbidden') return t('state.not-allowed')
  return body.detail ?? t('state.not-done')
}
