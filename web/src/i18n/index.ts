/** Texts: Chinese is the source, English equal. Keys are flat, one file a domain; a language is loaded when used. */
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from '../ui/format'
import type zh from './zh-CN/index'

export type Key = keyof typeof zh
export type Translate = (key: Key, values?: Record<string, string | number>) => string

const loaders: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  'zh-CN': () => import('./zh-CN/index'),
  en: () => import('./en/index'),
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return
  const texts = await loaders[language]()
  i18next.addResourceBundle(language, 'translation', texts.default)
}

export async function startTexts(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    partialBundledLanguages: true,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await speak(language)
}

export async function speak(language: Language): Promise<void> {
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN'
}

/** As `word` of `useWords`, outside of a screen. */
export function wordOf(domain: string, value: string): string {
  const key = `${domain}.${value}`
  return i18next.exists(key) ? i18next.t(key) : value
}

export type Words = {
  t: Translate
  /** A word of the server's vocabulary, such as a role; one that is not known is shown as it is. */
  word: (domain: string, value: string | null | undefined) => string
  /** The text of a pair the server sent. */
  pick: (pair: { zh: string; en: string } | null | undefined) => string
  language: Language
}

/** The server's English words begin small, to stand within a sentence; here they begin one. */
export function sentence(text: string): string {
  return /^[a-z]+\b/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}

export function useWords(): Words {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  return {
    t: t as unknown as Translate,
    word: (domain, value) => {
      if (value == null || value === '') return '—'
      const key = `${domain}.${value}`
      return i18n.exists(key) ? (t as unknown as (key: string) => string)(key) : value
    },
    pick: (pair) => (pair ? (language === 'en' ? sentence(pair.en) : pair.zh) : ''),
    language,
  }
}
