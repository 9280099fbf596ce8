/** A card loads alone and knows its six states: loading, empty, error, no permission, stale, partial. */
import { Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { problemOf, type Problem } from '../api/problem'
import { useWords } from '../i18n'
import { Empty, useCopy } from './bits'
import { moment } from './format'
import { Icon } from './Icon'

type Frame = {
  title?: ReactNode
  hint?: ReactNode
  extra?: ReactNode
  foot?: ReactNode
  className?: string
  /** No padding around the body, for tables. */
  flush?: boolean
  id?: string
  label?: string
}

export function Card({ title, hint, extra, foot, className, flush, id, label, children }: Frame & { children: ReactNode }) {
  return (
    <section className={`card ${className ?? ''}`} id={id} aria-label={label ?? (typeof title === 'string' ? title : undefined)}>
      {(title || extra) && (
        <header className="card-head">
          <h2>{title}</h2>
          {hint && <span className="card-hint">{hint}</span>}
          {extra && <div className="card-extra">{extra}</div>}
        </header>
      )}
      <div className={flush ? 'card-body flush' : 'card-body'}>{children}</div>
      {foot && <footer className="card-foot">{foot}</footer>}
    </section>
  )
}

/** What a card needs of a query. */
export type Asked<T> = {
  data: T | undefined
  error: unknown
  isFetching: boolean
  dataUpdatedAt: number
  refetch: () => unknown
}

export type Loaded<T> = Frame & {
  query: Asked<T>
  /** Rows of the skeleton, of the size the content will have. */
  rows?: number
  isEmpty?: (data: T) => boolean
  empty?: ReactNode
  /** Names what did not arrive. */
  partial?: (data: T) => string | null
  children: (data: T) => ReactNode
}

/** A card whose content comes from the server. */
export function LoadedCard<T>({ query, rows, isEmpty, empty, partial, children, ...frame }: Loaded<T>) {
  return (
    <Card {...frame}>
      <Stateful query={query} rows={rows} isEmpty={isEmpty} empty={empty} partial={partial}>
        {children}
      </Stateful>
    </Card>
  )
}

/** The states without the frame, for places that bring their own. */
export function Stateful<T>({
  query,
  rows = 5,
  isEmpty,
  empty,
  partial,
  children,
}: Pick<Loaded<T>, 'query' | 'rows' | 'isEmpty' | 'empty' | 'partial' | 'children'>) {
  const { t } = useWords()
  const late = useLate(query.isFetching && query.data === undefined)
  if (query.data === undefined) {
    if (query.error) return <Failure problem={problemOf(query.error)} retry={query.refetch} />
    return late ? <Skeleton rows={rows} /> : <div className="skeleton-wait" style={{ minHeight: rows * 34 }} />
  }
  const missing = partial?.(query.data)
  return (
    <>
      {query.isFetching && <div className="refetching" role="progressbar" aria-label={t('state.loading')} />}
      {query.error != null && (
        <div className="strip strip-warn" role="status">
          <Icon name="offline" size={14} />
          <span>{t('state.stale', { at: moment(new Date(query.dataUpdatedAt).toISOString()) })}</span>
          <button type="button" className="link" onClick={() => query.refetch()}>
            {t('state.retry')}
          </button>
        </div>
      )}
      {missing && (
        <div className="strip strip-warn" role="status">
          <Icon name="warn" size={14} />
          <span>{missing}</span>
        </div>
      )}
      {isEmpty?.(query.data) ? (empty ?? <Empty title={t('state.nothing')} />) : children(query.data)}
    </>
  )
}

/** True when something has lasted for 300 ms: before that, nothing is shown and nothing jumps. */
function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [waiting])
  return late
}

const widths = ['62%', '46%', '56%', '42%', '64%', '38%']

export function Skeleton({ rows }: { rows: number }) {
  const { t } = useWords()
  return (
    <div className="skeleton" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="skeleton-row">
          <i className="bone" style={{ width: widths[at % widths.length] }} />
          <i className="bone bone-end" />
        </div>
      ))}
    </div>
  )
}

/** Only this card failed: a plain cause, a retry, a number that support can look up. */
export function Failure({ problem, retry }: { problem: Problem; retry?: () => unknown }) {
  const { t } = useWords()
  const copy = useCopy()
  const { code, status, body } = problem
  if (code === 'elsewhere') {
    const branch = body.branch ? `${body.branch.name}（${body.branch.code}）` : ''
    return <Empty icon="bank" tone="warn" title={t('state.elsewhere', { branch })} text={t('state.elsewhere.text')} />
  }
  if (status === 403) {
    return <Empty icon="lock" tone="warn" title={t('state.forbidden')} text={body.detail ?? t('state.forbidden.text')} />
  }
  if (status === 404) return <Empty icon="search" title={t('state.not-found')} text={t('state.not-found.text')} />
  const cause = code === 'offline' ? t('state.offline') : (body.title ?? t('state.failed'))
  const trace = body.trace_id
  return (
    <Empty
      icon={code === 'offline' ? 'offline' : 'cloud'}
      tone="bad"
      title={cause}
      text={
        <>
          {code === 'offline' ? t('state.offline.text') : (body.detail ?? t('state.failed.text'))}
          {trace && (
            <span className="trace">
              {t('state.trace')} {code} · {trace}
            </span>
          )}
        </>
      }
    >
      {retry && (
        <Button size="small" onClick={() => retry()} icon={<Icon name="refresh" size={13} />}>
          {t('state.retry')}
        </Button>
      )}
      {trace && (
        <Button size="small" onClick={() => copy(`${code} ${trace}`)}>
          {t('state.copy-trace')}
        </Button>
      )}
    </Empty>
  )
}
