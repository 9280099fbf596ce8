/** Small things every screen is made of. */
import { App, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../i18n'
import { amount, exact } from './format'
import { Icon, type IconName } from './Icon'

export type Tone = 'plain' | 'br' | 'gold' | 'ok' | 'warn' | 'bad' | 'vio' | 'cy'

export function Tag({ tone = 'plain', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`tag tag-${tone}`} title={title}>
      {children}
    </span>
  )
}

/** The mark of a golden record. */
export function Gold({ children }: { children: ReactNode }) {
  return (
    <span className="tag tag-gold">
      <Icon name="star" size={11} fill /> {children}
    </span>
  )
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="kbd">{children}</kbd>
}

const tints = ['br', 'ok', 'warn', 'vio', 'cy'] as const

function tintOf(text: string): string {
  let sum = 0
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return tints[sum % tints.length]!
}

/** First character of a name: square for companies, round for people in the bank. */
export function Avatar({ name, size = 32, tint, round }: { name: string; size?: number; tint?: string; round?: boolean }) {
  const first = [...(name.trim() || '?')][0]
  const style = { width: size, height: size, fontSize: Math.round(size * 0.42), borderRadius: round ? size : size > 40 ? 8 : 6 }
  return (
    <span className={`avatar avatar-${tint ?? tintOf(name)}`} style={style} aria-hidden="true">
      {first}
    </span>
  )
}

const ownColours = new Set(['core', 'card', 'online', 'loan', 'manual', 'wealth'])

/** A source keeps one colour everywhere. */
export function sourceColour(source: string): string {
  return `var(--src-${ownColours.has(source) ? source : 'other'})`
}

export function SourceDot({ source }: { source: string }) {
  return <span className="dot" style={{ background: sourceColour(source) }} aria-hidden="true" />
}

export function SourceTag({ source }: { source: string }) {
  const { word } = useWords()
  return (
    <span className="source-tag">
      <SourceDot source={source} />
      {word('source', source)}
    </span>
  )
}

/** Amounts by currency: the first in full size, the others behind it. */
export function Money({ of, digits }: { of: Record<string, string> | null | undefined; digits?: 'short' | 'exact' }) {
  const { language } = useWords()
  const entries = Object.entries(of ?? {}).sort(([a], [b]) => (a === 'CNY' ? -1 : b === 'CNY' ? 1 : a.localeCompare(b)))
  if (entries.length === 0) return <>—</>
  const show = (currency: string, text: string) => (digits === 'exact' ? exact(text, currency) : amount(text, currency, language))
  const title = entries.map(([currency, text]) => `${currency} ${exact(text)}`).join('\n')
  const [first, ...rest] = entries
  return (
    <span className="num" title={title}>
      {show(first![0], first![1])}
      {rest.length > 0 && <span className="hint"> +{rest.length}</span>}
    </span>
  )
}

export function Empty({
  icon = 'box',
  tone = 'br',
  title,
  text,
  children,
}: {
  icon?: IconName
  tone?: 'br' | 'bad' | 'warn'
  title: ReactNode
  text?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="empty">
      <span className={`empty-sign empty-${tone}`}>
        <Icon name={icon} size={24} />
      </span>
      <strong>{title}</strong>
      {text && <p>{text}</p>}
      {children && <div className="empty-acts">{children}</div>}
    </div>
  )
}

/** A button of one sign, with a name for those who do not see it. */
export function IconButton({
  icon,
  label,
  onClick,
  size = 16,
  pressed,
}: {
  icon: IconName
  label: string
  onClick?: () => void
  size?: number
  pressed?: boolean
}) {
  return (
    <Tooltip title={label} mouseEnterDelay={0.4}>
      <button type="button" className="icon-button" aria-label={label} aria-pressed={pressed} onClick={onClick}>
        <Icon name={icon} size={size} />
      </button>
    </Tooltip>
  )
}

export function useCopy(): (text: string) => void {
  const { message } = App.useApp()
  const { t } = useWords()
  return (text) => {
    void navigator.clipboard.writeText(text).then(() => message.success(t('common.copied')))
  }
}

export type Fact = { key: string; label: ReactNode; value: ReactNode; hint?: string }

/** Names and values under each other. */
export function Facts({ of, wide }: { of: Fact[]; wide?: boolean }) {
  return (
    <dl className={wide ? 'facts facts-wide' : 'facts'}>
      {of.map((fact) => (
        <div key={fact.key} className="fact">
          <dt>{fact.label}</dt>
          <dd title={fact.hint}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A name over a figure. */
export function Figure({ label, value, hint, bad }: { label: ReactNode; value: ReactNode; hint?: ReactNode; bad?: boolean }) {
  return (
    <div className={bad ? 'figure figure-bad' : 'figure'}>
      <span className="figure-label">{label}</span>
      <span className="figure-value">{value}</span>
      {hint != null && <span className="figure-hint">{hint}</span>}
    </div>
  )
}

export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: T
  options: { value: T; label: ReactNode }[]
  onChange: (value: T) => void
}) {
  return (
    <div className="choice" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
            if (!step) return
            event.preventDefault()
            event.stopPropagation()
            const at = options.findIndex((one) => one.value === value)
            const next = options[(at + step + options.length) % options.length]!
            onChange(next.value)
            const buttons = event.currentTarget.parentElement?.querySelectorAll('button')
            buttons?.[options.indexOf(next)]?.focus()
          }}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
