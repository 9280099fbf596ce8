/** The queue: who may be one, by weight or by age; what was judged here stays in its place, with what was said. */
import { Button, Popover, Select } from 'antd'
import { useEffect, useRef } from 'react'
import type { Suspect, SuspectCounts } from '../../api/types'
import { useWords } from '../../i18n'
import { Choice, Empty, Tag } from '../../ui/bits'
import { Stateful, type Asked } from '../../ui/Card'
import { count, moment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { nameOf } from '../customer/values'
import type { ReviewSearch } from './Review'
import { ageOf, bits, chance } from './weigh'

/** Pairs that one steward is to judge in an hour. */
const HOURLY = 60

type Props = {
  list: Asked<Suspect[]>
  more: (() => void) | null
  loadingMore: boolean
  current: string | undefined
  search: ReviewSearch
  change: (changes: ReviewSearch) => void
  open: (suspect: Suspect) => void
  counts: SuspectCounts | undefined
  judge: boolean
  take: () => void
  taking: boolean
}

/** How many there are of what the filters ask for, as far as the counts tell. */
function totalOf(counts: SuspectCounts | undefined, search: ReviewSearch): number | null {
  if (!counts || search.of || search.who) return null
  if (search.category) return search.status && search.status !== 'suspect' ? null : search.status ? counts[search.category] : null
  const open = counts.priority + counts.review + counts.rule
  if (!search.status) return open + counts.unsure
  return search.status === 'suspect' ? open : counts[search.status]
}

export function Queue(props: Props) {
  const { list, more, loadingMore, current, search, change, open, counts, judge, take, taking } = props
  const { t } = useWords()
  const filters = (['category', 'status', 'of'] as const).filter((name) => search[name])
  const total = totalOf(counts, search) ?? (list.data && !more ? list.data.length : null)
  const chosen = useRef<HTMLLIElement>(null)
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest' })
  }, [current, list.data])
  const done = counts?.judged_today ?? 0
  return (
    <section className="card review-queue" aria-label={t('review.queue')}>
      <header className="queue-head">
        <div className="row">
          <h2>{t('review.queue')}</h2>
          {total != null && <span className="hint num">{count(total)}</span>}
          <button type="button" className="queue-sort" onClick={() => change({ sort: search.sort === 'age' ? undefined : 'age' })} aria-label={t('review.sort', { by: t(search.sort === 'age' ? 'review.by-age' : 'review.by-score') })}>
            {t(search.sort === 'age' ? 'review.by-age' : 'review.by-score')} <Icon name="sort" size={12} />
          </button>
          <Popover trigger="click" placement="bottomLeft" destroyOnHidden content={<Filters search={search} change={change} counts={counts} />}>
            <button type="button" className={filters.length ? 'queue-filter on' : 'queue-filter'} aria-label={t('review.filter')} title={t('review.filter')}>
              <Icon name="filter" size={14} />
              {filters.length > 0 && <span className="num">{filters.length}</span>}
            </button>
          </Popover>
        </div>
        <Choice
          label={t('review.whose')}
          value={search.who ?? 'all'}
          onChange={(who) => change({ who: who === 'mine' ? 'mine' : undefined })}
          options={[
            { value: 'mine', label: t('review.mine') },
            { value: 'all', label: t('review.everyones') },
          ]}
        />
      </header>
      <div className="queue-body">
        <Stateful query={list} rows={9} isEmpty={(data) => data.length === 0} empty={<Nothing {...{ search, change, judge, take, taking, filtered: filters.length > 0 }} />}>
          {(data) => (
            <>
              <ul>
                {data.map((one) => (
                  <li key={one.id} ref={one.id === current ? chosen : undefined}>
                    <Row suspect={one} chosen={one.id === current} byAge={search.sort === 'age'} open={open} />
                  </li>
                ))}
              </ul>
              {more && (
                <Button block type="text" size="small" loading={loadingMore} onClick={more}>
                  {t('common.more')}
                </Button>
              )}
            </>
          )}
        </Stateful>
      </div>
      {judge && (
        <footer className="queue-foot">
          <div className="row">
            <span className="grow">{t('review.today')}</span>
            <strong className="num">
              {done} / {HOURLY}
            </strong>
          </div>
          <div className="bar" role="progressbar" aria-label={t('review.today')} aria-valuemin={0} aria-valuemax={HOURLY} aria-valuenow={Math.min(done, HOURLY)}>
            <i style={{ width: `${Math.min(100, (done / HOURLY) * 100)}%`, background: done >= HOURLY ? 'var(--ok-s)' : 'var(--br)' }} />
          </div>
        </footer>
      )}
    </section>
  )
}

function Row({ suspect, chosen, byAge, open }: { suspect: Suspect; chosen: boolean; byAge: boolean; open: (suspect: Suspect) => void }) {
  const { t, word } = useWords()
  const { one, other } = suspect
  const away = other.elsewhere.length > 0
  const mine = nameOf(one, t)
  const theirs = away ? t('similar.elsewhere', { branches: other.elsewhere.map((branch) => branch.name).join('、') }) : nameOf(other, t)
  const [unit, age] = ageOf(suspect.found_at, Date.now())
  const sources = new Set([...one.sources, ...other.sources]).size
  const open_ = suspect.status === 'suspect'
  return (
    <button type="button" className={open_ ? 'queue-row' : 'queue-row judged'} aria-current={chosen ? 'true' : undefined} onClick={() => open(suspect)}>
      <span className="queue-name clip">{mine === theirs ? mine : `${mine} / ${theirs}`}</span>
      {open_ ? <b className="queue-bits num">{bits(suspect.bits)}</b> : <Tag tone={suspect.status === 'different' ? 'bad' : suspect.status === 'unsure' ? 'warn' : 'ok'}>{word('suspect-short', suspect.status)}</Tag>}
      <span className="hint num">
        {chance(suspect.probability)} · {t('review.sources', { count: sources })}
      </span>
      <span className={byAge ? 'hint num strong' : 'hint num'} title={moment(suspect.found_at)}>
        {age === 0 ? t('review.age.now') : t(`review.age.${unit}`, { count: age })}
      </span>
    </button>
  )
}

const categories = ['priority', 'review', 'rule'] as const
const statuses = ['suspect', 'unsure', 'same', 'same_kept', 'different'] as const

function Filters({ search, change, counts }: { search: ReviewSearch; change: (changes: ReviewSearch) => void; counts: SuspectCounts | undefined }) {
  const { t, word } = useWords()
  const numbered = (text: string, of: number | undefined) => (of === undefined ? text : `${text} · ${count(of)}`)
  const open = counts && counts.priority + counts.review + counts.rule
  return (
    <div className="filter-more">
      <label>
        {t('review.category')}
        <Select allowClear value={search.category} placeholder={t('common.all')} onChange={(category?: (typeof categories)[number]) => change({ category })} options={categories.map((value) => ({ value, label: numbered(word('suspect-category', value), counts?.[value]) }))} />
      </label>
      <label>
        {t('review.status')}
        <Select allowClear value={search.status} placeholder={t('review.open-ones')} onChange={(status?: (typeof statuses)[number]) => change({ status })} options={statuses.map((value) => ({ value, label: numbered(word('suspect-status', value), value === 'suspect' ? open : counts?.[value]) }))} />
      </label>
      <label>
        {t('review.of')}
        <Select allowClear value={search.of} placeholder={t('common.all')} onChange={(of?: 'persons' | 'organisations') => change({ of })} options={(['persons', 'organisations'] as const).map((value) => ({ value, label: t(`matching.${value}`) }))} />
      </label>
    </div>
  )
}

function Nothing({ search, change, judge, take, taking, filtered }: Pick<Props, 'search' | 'change' | 'judge' | 'take' | 'taking'> & { filtered: boolean }) {
  const { t } = useWords()
  if (filtered)
    return (
      <Empty icon="search" title={t('review.none-fit')}>
        <Button size="small" onClick={() => change({ category: undefined, status: undefined, of: undefined })}>
          {t('review.drop')}
        </Button>
      </Empty>
    )
  if (search.who)
    return (
      <Empty icon="user" title={t('review.none-mine')} text={judge ? t('review.none-mine-text') : undefined}>
        {judge && (
          <Button size="small" type="primary" loading={taking} onClick={take}>
            {t('review.take')}
          </Button>
        )}
        <Button size="small" onClick={() => change({ who: undefined })}>
          {t('review.see-all')}
        </Button>
      </Empty>
    )
  return <Empty icon="check" title={t('review.none')} text={t('review.none-text')} />
}
