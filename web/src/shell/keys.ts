/** Keys of the console. Off while typing, and when the person turned them off. */
import { useEffect, useRef } from 'react'

export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

export type Keys = Record<string, (event: KeyboardEvent) => void>

/** Binds keys such as `?`, `c`, `g c` or `ctrl Enter` while mounted; the first key of a pair waits 1.2 s for the second. */
export function useKeys(keys: Keys, on = true): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!on) return
    let first: string | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return
      // Keys with Ctrl are no text: they are heard while typing too.
      if (event.ctrlKey || event.metaKey) {
        const act = latest.current[`ctrl ${event.key === ' ' ? 'Space' : event.key}`]
        if (!act || document.querySelector('[role="dialog"]')) return
        event.preventDefault()
        act(event)
        return
      }
      if (typing(event.target)) return
      if (document.querySelector('[role="dialog"]')) return
      const pair = first ? `${first} ${event.key.toLowerCase()}` : null
      first = null
      clearTimeout(timer)
      const act = (pair && latest.current[pair]) ?? latest.current[event.key] ?? (event.key.length === 1 ? latest.current[event.key.toLowerCase()] : undefined)
      if (act) {
        event.preventDefault()
        act(event)
      } else if (event.key === 'g' || event.key === 'G') {
        first = 'g'
        timer = setTimeout(() => {
          first = null
        }, 1200)
      }
    }
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('keydown', press)
      clearTimeout(timer)
    }
  }, [on])
}
