/** Where a value differs from another: the characters, not only the fact. */

export type Piece = { text: string; changed: boolean }

/** A value in pieces: what the base has as well, and what it has not. Stars of a mask hide, they do not differ. */
export function piecesOf(base: string, value: string): Piece[] {
  const [old, now] = [[...base], [...value]]
  // Of the same length, and mostly alike: place by place, so that two characters exchanged are both marked.
  if (old.length === now.length && now.filter((letter, at) => letter !== old[at]).length * 2 <= now.length) return joined(now, (at) => now[at] !== old[at])
  if (old.length * now.length > 250_000) return [{ text: value, changed: base !== value }]
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1))
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1) table[i]![j] = old[i] === now[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!)
  const differs = now.map(() => false)
  let [i, j] = [0, 0]
  while (j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      i += 1
      j += 1
    } else if (i < old.length && table[i + 1]![j]! >= table[i]![j + 1]!) i += 1
    else {
      differs[j] = true
      j += 1
    }
  }
  return joined(now, (at) => differs[at]!)
}

/** Letters in a row that fare alike are one piece. */
function joined(letters: string[], differs: (at: number) => boolean): Piece[] {
  const pieces: Piece[] = []
  letters.forEach((letter, at) => {
    const changed = differs(at) && letter !== '*' && letter !== '•'
    const last = pieces.at(-1)
    if (last && last.changed === changed) last.text += letter
    else pieces.push({ text: letter, changed })
  })
  return pieces
}

/** How a cell stands to the first of its line that says something. */
export type Standing = 'base' | 'same' | 'similar' | 'differs' | 'missing' | 'alone'

type Cell = { value?: string | null; masked: boolean; stands: string }

/**
 * How the cells of a line stand. The service holds them against the first record; where that says nothing, the first
 * that does takes its place, as far as what is shown tells.
 */
export function standings(cells: readonly Cell[]): { base: number; stands: Standing[] } {
  const base = cells.findIndex((cell) => cell.value != null)
  const stands = cells.map((cell, at): Standing => {
    if (cell.value == null) return 'missing'
    if (at === base) return 'base'
    if (base === 0) return cell.stands as Standing
    const first = cells[base]!
    if (cell.value !== first.value) return 'differs'
    // Two masks that read alike need not hide the same.
    return cell.masked || first.masked ? 'alone' : 'same'
  })
  return { base, stands }
}
