import { useWords } from '../i18n'
import { Empty } from '../ui/bits'

export function NotFound() {
  const { t } = useWords()
  return (
    <main className="blank">
      <Empty icon="search" title={t('state.not-found')} text={t('state.not-found.text')}>
        <a href="/">{t('keys.home')}</a>
      </Empty>
    </main>
  )
}
