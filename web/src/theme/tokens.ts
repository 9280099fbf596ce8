/** Reads the colours out of `tokens.css`, so that nothing is named twice. */

export type Tokens = Record<string, string>

/** The colours of one theme, without the leading dashes. */
export function tokensOf(css: string, theme: 'light' | 'dark'): Tokens {
  const block = new RegExp(`\\[data-theme='${theme}'\\]\\s*\\{([^}]*)\\}`).exec(css)
  const found: Tokens = {}
  for (const line of (block?.[1] ?? '').matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)) {
    found[line[1]!] = line[2]!
  }
  return found
}

/** WCAG relative luminance of `#rrggbb`. */
export function luminance(colour: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

/** WCAG contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
