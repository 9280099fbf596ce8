/** Who is signed in, what they may do, and how they like the console. */
import { createContext, useContext } from 'react'
import type { Me } from '../api/types'
import type { Density } from '../theme/antd'
import type { Language } from '../ui/format'

export type Theme = 'system' | 'light' | 'dark'
export type Rise = 'auto' | 'red' | 'green'

export type Preferences = {
  language: Language
  theme: Theme
  density: Density
  rise_colour: Rise
  shortcuts: boolean
  rail_small: boolean
}

const defaults: Preferences = {
  language: 'zh-CN',
  theme: 'system',
  density: 'standard',
  rise_colour: 'auto',
  shortcuts: true,
  rail_small: false,
}

export function preferencesOf(stored: Record<string, unknown> | null | undefined): Preferences {
  const one = <K extends keyof Preferences>(key: K, allowed: readonly Preferences[K][]): Preferences[K] =>
    allowed.includes(stored?.[key] as Preferences[K]) ? (stored![key] as Preferences[K]) : defaults[key]
  return {
    language: one('language', ['zh-CN', 'en']),
    theme: one('theme', ['system', 'light', 'dark']),
    density: one('density', ['compact', 'standard', 'relaxed']),
    rise_colour: one('rise_colour', ['auto', 'red', 'green']),
    shortcuts: one('shortcuts', [true, false]),
    rail_small: one('rail_small', [true, false]),
  }
}

/** What the sign-in page uses before anybody is known: the last choice on this machine. */
export function rememberedPreferences(): Preferences {
  try {
    return preferencesOf(JSON.parse(localStorage.getItem('guiyi') ?? 'null') as Record<string, unknown> | null)
  } catch {
    return defaults
  }
}

export type Session = {
  me: Me
  /** Whether any of the person's roles allows an action on an object. */
  can: (object: string, action: string) => boolean
  preferences: Preferences
  /** Keeps a choice for the person, wherever they sign in next; false, and taken back, where that failed. */
  prefer: (changes: Record<string, unknown>) => Promise<boolean>
}

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('used outside of a session')
  return session
}
