/** That a customer is one with others and kept apart from them, and where they are seen together. */
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client'
import type { KeptApart } from '../../api/types'
import { useWords } from '../../i18n'
import type { Asked } from '../../ui/Card'
import { Icon } from '../../ui/Icon'

export function KeptApartStrip({ number }: { number: string }) {
  const { t } = useWords()
  const query = api.useQuery('get', '/api/v1/customers/{number}/kept-apart', { params: { path: { number } } }, { staleTime: 60_000 }) as Asked<{ items: KeptApart[] }>
  const others = query.data?.items.length ?? 0
  if (others === 0) return null
  return (
    <div className="strip strip-warn round" role="note">
      <Icon name="merge" size={14} />
      <span>{t('combined.strip', { count: others })}</span>
      <Link to={`/customers/${number}/combined`}>{t('combined.see')}</Link>
    </div>
  )
}
