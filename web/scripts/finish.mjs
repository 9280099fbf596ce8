// Ends a build: holds the shell to its budget and puts .br and .gz beside every file worth it.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
/** What the first screen may load, compressed with gzip: code, styles, letters, one language. */
const BUDGET = 450 * 1024
const TEXT = new Set(['.html', '.js', '.css', '.svg', '.json'])

const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const shell = new Set(['index.html'])
const collect = (chunk) => {
  if (!chunk || shell.has(chunk.file)) return
  shell.add(chunk.file)
  for (const file of chunk.css ?? []) shell.add(file)
  for (const name of chunk.imports ?? []) collect(manifest[name])
}
collect(manifest['index.html'])
// Loaded before anything is shown: the language, and the letters (latin only).
for (const [name, chunk] of Object.entries(manifest)) {
  if (name === 'src/i18n/zh-CN/index.ts') collect(chunk)
  if (/inter-latin-wght-normal/.test(name)) shell.add(chunk.file)
}
rmSync(join(dist, '.vite'), { recursive: true })

let shellSize = 0
for (const entry of readdirSync(dist, { recursive: true })) {
  const path = join(dist, entry)
  if (!statSync(path).isFile()) continue
  const bytes = readFileSync(path)
  let size = bytes.length
  if (TEXT.has(extname(path))) {
    const gz = gzipSync(bytes, { level: 9 })
    size = gz.length
    // index.html is not among them: the server writes a nonce into it.
    if (entry !== 'index.html') {
      writeFileSync(`${path}.gz`, gz)
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }))
    }
  }
  if (shell.has(entry)) shellSize += size
}
const kb = (size) => `${(size / 1024).toFixed(0)} KB`
console.log(`shell: ${kb(shellSize)} compressed, of ${kb(BUDGET)} allowed (${shell.size} files)`)
if (shellSize > BUDGET) {
  console.error('the shell is over its budget: load what the first screen does not need later')
  process.exit(1)
}
