/** A dense table: sticky head and first column, sorting by the server, keyboard, more rows while scrolling. */
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useWords } from '../i18n'
import { Icon } from './Icon'

export type Column<T> = {
  key: string
  title: ReactNode
  render: (row: T) => ReactNode
  width?: number | string
  align?: 'right' | 'center'
  /** The word the server sorts by. */
  sort?: string
  sticky?: boolean
  /** Left out on phones. */
  desk?: boolean
}

type Props<T> = {
  columns: Column<T>[]
  rows: T[]
  rowKey: (row: T) => string
  label: string
  selected?: string | null
  onSelect?: (row: T) => void
  onOpen?: (row: T) => void
  sort?: string
  onSort?: (sort: string) => void
  /** Called when the last rows come into sight. */
  onEnd?: () => void
  loadingMore?: boolean
  foot?: ReactNode
  /** Rows beyond this many are drawn only when in sight. */
  rowHeight?: number
  tall?: boolean
}

const overscan = 12

export function DataTable<T>(props: Props<T>) {
  const { columns, rows, rowKey, label, selected, onSelect, onOpen, sort, onSort, onEnd, loadingMore, foot, tall } = props
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 900 })
  const height = props.rowHeight ?? rowHeightOf(tall)
  const windowed = rows.length > 120
  const first = windowed ? Math.max(0, Math.floor(view.top / height) - overscan) : 0
  const last = windowed ? Math.min(rows.length, Math.ceil((view.top + view.height) / height) + overscan) : rows.length

  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      setView({ top: element.scrollTop, height: element.clientHeight })
      if (onEnd && element.scrollTop + element.clientHeight > element.scrollHeight - 400) onEnd()
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [onEnd, rows.length])

  // Whoever comes back to a list, or opens its address, finds the chosen row in sight.
  const placed = useRef(false)
  useEffect(() => {
    const element = box.current
    if (placed.current || !element || rows.length === 0) return
    placed.current = true
    const at = rows.findIndex((row) => rowKey(row) === selected)
    if (at * height + 2 * height > element.scrollTop + element.clientHeight) element.scrollTop = Math.max(0, at * height - element.clientHeight / 2)
  }, [rows, rowKey, selected, height])

  const active = onSelect ?? onOpen
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!active || event.target !== event.currentTarget) return
    const at = rows.findIndex((row) => rowKey(row) === selected)
    const go = (to: number) => {
      const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
      if (!row) return
      event.preventDefault()
      event.stopPropagation()
      onSelect?.(row)
      const element = box.current
      if (element) {
        const offset = Math.max(0, rows.indexOf(row)) * height
        if (offset < element.scrollTop) element.scrollTop = offset
        else if (offset + 2 * height + 40 > element.scrollTop + element.clientHeight)
          element.scrollTop = offset + 2 * height + 40 - element.clientHeight
      }
    }
    if (event.key === 'ArrowDown' || event.key === 'j') go(at + 1)
    else if (event.key === 'ArrowUp' || event.key === 'k') go(at < 0 ? 0 : at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length - 1)
    else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault()
      ;(onOpen ?? onSelect)?.(rows[at]!)
    }
  }

  return (
    <div className="table-frame">
      <div
        ref={box}
        className={active ? 'table-box active' : 'table-box'}
        tabIndex={0}
        role="group"
        aria-label={label}
        onKeyDown={onKey}
      >
        <table className={tall ? 'table tall' : 'table'} aria-rowcount={rows.length}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  className={cell(column)}
                  style={column.width ? { width: column.width, minWidth: column.width } : undefined}
                  aria-sort={sortOf(column, sort)}
                >
                  {column.sort && onSort ? (
                    <button type="button" className="sorter" onClick={() => onSort(next(column.sort!, sort))}>
                      {column.title}
                      <span className="sort-sign" aria-hidden="true">
                        {sort === column.sort ? <Icon name="up" size={11} /> : sort === `-${column.sort}` ? <Icon name="down" size={11} /> : null}
                      </span>
                    </button>
                  ) : (
                    column.title
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first > 0 && (
              <tr aria-hidden="true" className="spacer">
                <td colSpan={columns.length} style={{ height: first * height }} />
              </tr>
            )}
            {rows.slice(first, last).map((row) => {
              const key = rowKey(row)
              return (
                <tr
                  key={key}
                  className={key === selected ? 'selected' : undefined}
                  aria-selected={active ? key === selected : undefined}
                  onClick={active ? () => (onSelect ?? onOpen)!(row) : undefined}
                  onDoubleClick={onOpen && onSelect ? () => onOpen(row) : undefined}
                >
                  {columns.map((column, at) =>
                    at === 0 ? (
                      <th key={column.key} scope="row" className={cell(column)}>
                        {column.render(row)}
                      </th>
                    ) : (
                      <td key={column.key} className={cell(column)}>
                        {column.render(row)}
                      </td>
                    ),
                  )}
                </tr>
              )
            })}
            {last < rows.length && (
              <tr aria-hidden="true" className="spacer">
                <td colSpan={columns.length} style={{ height: (rows.length - last) * height }} />
              </tr>
            )}
          </tbody>
        </table>
        {loadingMore && <div className="table-more">{t('state.loading')}</div>}
      </div>
      {foot && <div className="table-foot">{foot}</div>}
    </div>
  )
}

function cell<T>(column: Column<T>): string {
  const parts: string[] = []
  if (column.align) parts.push(`to-${column.align}`)
  if (column.sticky) parts.push('sticky')
  if (column.desk) parts.push('desk')
  return parts.join(' ')
}

function sortOf<T>(column: Column<T>, sort: string | undefined): 'ascending' | 'descending' | 'none' | undefined {
  if (!column.sort) return undefined
  if (sort === column.sort) return 'ascending'
  return sort === `-${column.sort}` ? 'descending' : 'none'
}

function next(word: string, sort: string | undefined): string {
  return sort === word ? `-${word}` : word
}

function rowHeightOf(tall: boolean | undefined): number {
  const density = document.documentElement.dataset.density
  const plain = density === 'compact' ? 30 : density === 'relaxed' ? 40 : 34
  return tall ? plain + 10 : plain
}
