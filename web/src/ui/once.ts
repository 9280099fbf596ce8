/** Lets an act begin only when the one before has ended: a click that is doubled is one request. */
import { useRef } from 'react'

export function useOnce(): (act: () => Promise<unknown>) => void {
  const busy = useRef(false)
  return (act) => {
    if (busy.current) return
    busy.current = true
    // What went wrong is told by whoever asked.
    void act()
      .catch(() => undefined)
      .finally(() => {
        busy.current = false
      })
  }
}
