import { Navigate } from '@tanstack/react-router'
import { homeOf } from './menu'
import { useSession } from './session'

/** The first page of a person's day, by role. */
export function Home() {
  const { me } = useSession()
  return <Navigate to={homeOf(me)} replace />
}
