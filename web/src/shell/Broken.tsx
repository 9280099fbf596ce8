/** A page that failed by itself: the rest of the console stays. */
import { useWords } from '../i18n'
import { Empty } from '../ui/bits'

export function Broken({ error, reset }: { error: Error; reset: () => void }) {
  const { t } = useWords()
  return (
    <div className="page">
      <section className="card">
        <Empty icon="cloud" tone="bad" title={t('state.broken')} text={error.message}>
          <button type="button" className="link" onClick={reset}>
            {t('state.retry')}
          </button>
        </Empty>
      </section>
    </div>
  )
}
