/** The breadcrumb: where one is, from the address and what the page says of itself. */
import { useLocation } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { useWords } from '../i18n'
import { places } from './menu'

type Step = { text: string; to?: string }

let ending: Step[] = []
const listeners = new Set<() => void>()

function say(steps: Step[]): void {
  ending = steps
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says what comes after the menu's place, such as a customer's name; also the window's title. */
export function useTrailEnd(...steps: (Step | string | undefined)[]): void {
  const key = JSON.stringify(steps)
  useEffect(() => {
    const known = (JSON.parse(key) as (Step | string | null)[]).filter((step): step is Step | string => Boolean(step))
    say(known.map((step) => (typeof step === 'string' ? { text: step } : step)))
    return () => say([])
  }, [key])
}

export function useTrail(): Step[] {
  const { t } = useWords()
  const path = useLocation({ select: (location) => location.pathname })
  const end = useSyncExternalStore(subscribe, () => ending)
  const place = places.find((one) => path === one.to || path.startsWith(`${one.to}/`))
  const start: Step[] = place ? [{ text: t(place.text), to: place.to }] : path === '/profile' ? [{ text: t('menu.profile') }] : []
  const steps = [...start, ...end]
  const title = steps.at(-1)?.text
  useEffect(() => {
    document.title = title ? `${title} · ${t('shell.brand')}` : t('shell.brand')
  }, [title, t])
  return steps
}
