/** How the console looks on this screen, before and after somebody is signed in. */
import { createContext, useContext } from 'react'
import type { Preferences } from './session'

export type Look = { look: Preferences; setLook: (look: Preferences) => void }

export const LookContext = createContext<Look | null>(null)

export function useLook(): Look {
  const look = useContext(LookContext)
  if (!look) throw new Error('used outside of the console')
  return look
}
