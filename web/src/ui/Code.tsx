/** A text of rules, with line numbers, comments and headings set apart. */

export function Code({ text }: { text: string }) {
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    <pre className="code" tabIndex={0}>
      <code>
        {lines.map((line, at) => (
          <span key={at} className={/^\s*#/.test(line) ? 'code-line comment' : /^\s*\[/.test(line) ? 'code-line heading' : 'code-line'}>
            {line || ' '}
          </span>
        ))}
      </code>
    </pre>
  )
}

type Line = { kind: 'same' | 'gone' | 'new'; text: string }

/** Lines that went and lines that came, by longest common subsequence. */
export function differing(before: string, after: string): Line[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1) table[i]![j] = old[i] === now[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!)
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: 'same', text: old[i]! })
      i += 1
      j += 1
    } else if (j >= now.length || (i < old.length && table[i + 1]![j]! >= table[i]![j + 1]!)) {
      lines.push({ kind: 'gone', text: old[i]! })
      i += 1
    } else {
      lines.push({ kind: 'new', text: now[j]! })
      j += 1
    }
  }
  return lines
}

/** Two versions of a text: what changed, with three lines around it. */
export function Difference({ before, after }: { before: string; after: string }) {
  const lines = differing(before, after)
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - 3), at + 4).some((line) => line.kind !== 'same'))
  return (
    <pre className="code" tabIndex={0}>
      <code>
        {lines.map((line, at) =>
          near[at] ? (
            <span key={at} className={`code-line ${line.kind}`}>
              {line.kind === 'new' ? '+ ' : line.kind === 'gone' ? '− ' : '  '}
              {line.text}
            </span>
          ) : near[at - 1] ? (
            <span key={at} className="code-line comment">
              …
            </span>
          ) : null,
        )}
      </code>
    </pre>
  )
}
