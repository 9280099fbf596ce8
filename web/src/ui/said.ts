/** What is said when an act failed: what happened, and that it may be tried again; never a bare code. */
import { problemOf, type FieldError } from '../api/problem'
import { currentLanguage, sentence, wordOf, type Translate } from '../i18n'

/** Codes that say of a text somebody wrote what a word cannot: where in it the fault is. */
const exact = new Set(['malformed', 'refused', 'unreadable', 'rejected', 'unfit'])

/** Codes whose word says more than the service's own English. */
const plain = /^(bad_|missing$|expired$|too-many$|placeholder$)/

/** What is wrong with a field, in the reader's words. In English the service's own are mostly the more exact. */
export function faultOf(error: FieldError): string {
  const known = wordOf('verdict', error.code)
  if (currentLanguage() === 'en' && !(plain.test(error.code) && known !== error.code)) return sentence(error.message)
  if (known === error.code) return error.message
  return exact.has(error.code) ? `${known}：${error.message}` : known
}

export function saidOf(error: unknown, t: Translate): string {
  const { code, status, body } = problemOf(error)
  if (code === 'offline') return t('state.offline')
  if (status >= 500) return body.trace_id ? `${t('state.not-done')}（${t('state.trace')} ${body.trace_id}）` : t('state.not-done')
  const faults = [...new Set((body.errors ?? []).map(faultOf))].join('；')
  if (faults) return faults
  if (code === 'forbidden') return t('state.not-allowed')
  // The title comes in the language that was asked for, the detail in English alone.
  const told = currentLanguage() === 'en' ? body.detail : (body.title ?? body.detail)
  return told ?? t('state.not-done')
}
