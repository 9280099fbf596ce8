/** What a file says, as a text; and texts as a file. */

/** A file's bytes as text: as its mark says, else UTF-8, else what Chinese systems write. A part of a file may end inside a character. */
export function decoded(bytes: ArrayBuffer, isPart = false): string {
  const mark = new Uint8Array(bytes.slice(0, 2))
  if (mark[0] === 0xff && mark[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (mark[0] === 0xfe && mark[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isPart })
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const delimiters = [',', '\t', ';', '|', '，'] as const

/** The rows of a text with a delimiter, its first line told apart by nothing; quoted as RFC 4180 says. Empty rows are left out. */
export function cellsOf(text: string): string[][] {
  const head = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? ''
  const counted = delimiters.map((one) => ({ one, times: head.split(one).length }))
  const delimiter = counted.reduce((best, now) => (now.times > best.times ? now : best)).one
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    row.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.some((one) => one !== '')) rows.push(row)
    row = []
  }
  const all = text.replace(/^\ufeff/, '')
  for (let at = 0; at < all.length; at += 1) {
    const letter = all[at]!
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (all[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (letter === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (letter === delimiter) endCell()
    else if (letter === '\n') endRow()
    else if (letter !== '\r') cell += letter
  }
  endRow()
  return rows
}

/** A cell that a spreadsheet would take for a formula is kept from being one, as in the service's own files. */
export function noFormula(cell: string): string {
  const formula = /^[=@\t\r]/.test(cell) || (/^[+-]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell))
  return formula ? `'${cell}` : cell
}

/** A file that a spreadsheet opens, with the mark by which it knows UTF-8. */
export function csvOf(rows: string[][]): string {
  const written = (cell: string) => {
    const safe = noFormula(cell)
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\ufeff${rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')}`
}

/** Gives a file to whoever looks. */
export function give(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
