import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { homeOf } from './menu'
import { useSession } from './session'

/** The first page of a person's day, by role. Gone to once: asking again on every drawing would never arrive. */
export function Home() {
  const { me } = useSession()
  const navigate = useNavigate()
  const to = homeOf(me)
  useEffect(() => void navigate({ to, replace: true }), [navigate, to])
  return null
}
