/** The list a customer was opened from: what stands before and after them in it. Numbers alone are kept, in the tab. */

const key = 'guiyi.list'

export function remember(numbers: string[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(numbers))
  } catch {
    // A browser that keeps nothing steps nowhere.
  }
}

/** The customer `by` places on in the list; none at its ends, or where no list was left. */
export function beside(number: string, by: number): string | undefined {
  try {
    const numbers = JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[]
    const at = numbers.indexOf(number)
    return at < 0 ? undefined : numbers[at + by]
  } catch {
    return undefined
  }
}
