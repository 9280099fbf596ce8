// Unit tests of what has no screen: amounts, dates, texts, contrast, differences. Sources are read through Vite.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const load = async (path) => (await runnerImport(`${root}src/${path}`, { root, configFile: false, logLevel: 'error' })).module
const read = (path) => readFileSync(`${root}src/${path}`, 'utf8')

test('amounts are written in the units of the language and never rounded through floats', async () => {
  const { amount, exact, sum, share } = await load('ui/format.ts')
  const cases = [
    ['28600000.00', 'zh-CN', '2,860 万'],
    ['500000000.00', 'zh-CN', '5.00 亿'],
    ['182400.00', 'zh-CN', '18.2 万'],
    ['9999.99', 'zh-CN', '9,999.99'],
    ['-286000.00', 'zh-CN', '\u221228.6 万'],
    ['28600000.00', 'en', '28.60M'],
    ['1234567890.00', 'en', '1.23B'],
    ['182400', 'en', '182.4K'],
    ['0.10', 'en', '0.10'],
  ]
  for (const [text, language, wanted] of cases) assert.equal(amount(text, 'CNY', language), wanted, text)
  assert.equal(amount('1200.00', 'USD', 'zh-CN'), 'USD 1,200.00')
  assert.equal(amount(null, 'CNY', 'en'), '—')
  assert.equal(exact('90071992547409931.07'), '90,071,992,547,409,931.07')
  assert.equal(sum(['0.10', '0.20', '-1.00']), '-0.70')
  assert.equal(sum(['90071992547409931.07', '0.01']), '90071992547409931.08')
  assert.equal(share('25.00', '100.00'), 0.25)
  assert.equal(share('1.00', '0.00'), 0)
})

test('dates, ages and numbers', async () => {
  const { years, customerNumber, day, count, duration } = await load('ui/format.ts')
  assert.equal(years('1979-05-20', '2026-05-19'), 46)
  assert.equal(years('1979-05-20', '2026-05-20'), 47)
  assert.equal(years('unknown', '2026-05-20'), null)
  assert.equal(customerNumber('100028473356'), '1000 2847 3356')
  assert.equal(day('2026-11-24'), '2026-11-24')
  assert.equal(count(1204), '1,204')
  assert.equal(count(-3), '\u22123')
  assert.equal(duration(72_000, 'zh-CN'), '1 分 12 秒')
})

test('a view of what expires counts from the day somebody looks', async () => {
  const { expiringBefore } = await load('ecif/customer/views.ts')
  const on = (year, month, date) => new Date(year, month - 1, date, 23, 59)
  assert.equal(expiringBefore('past', on(2026, 11, 22)), '2026-11-22')
  assert.equal(expiringBefore('30d', on(2026, 11, 22)), '2026-12-23')
  assert.equal(expiringBefore('30d', on(2026, 11, 23)), '2026-12-24')
  assert.equal(expiringBefore('90d', on(2028, 2, 28)), '2028-05-29')
  assert.equal(expiringBefore('soon', on(2026, 11, 22)), undefined)
  assert.equal(expiringBefore(undefined, on(2026, 11, 22)), undefined)
})

test('sums of accounts keep currencies apart', async () => {
  const { addUp } = await load('ecif/customer/accounts.ts')
  assert.deepEqual(addUp([{ CNY: '1.10', USD: '5.00' }, { CNY: '2.20' }]), { CNY: '3.30', USD: '5.00' })
})

test('an agreement is found among the accounts, and told which kinds of contract it is', async () => {
  const { contractsOf, holdingsOf } = await load('ecif/customer/accounts.ts')
  const one = (record_id) => ({ record_id })
  const contracts = { credit_lines: [], loans: [one('a')], collateral: [one('a')], guarantees: [one('b')], products: [] }
  assert.deepEqual(contractsOf(contracts, 'a'), ['loans', 'collateral'])
  assert.deepEqual(contractsOf(contracts, 'c'), [])
  assert.deepEqual(contractsOf(undefined, 'a'), [])
  const lines = [{ products: [{ accounts: [one('a')] }, { accounts: [one('c')] }] }, { products: [{ accounts: [one('b')] }] }]
  assert.deepEqual(holdingsOf({ lines }).map((held) => held.record_id), ['a', 'c', 'b'])
})

test('a difference names the lines that went and came', async () => {
  const { differing } = await load('ui/Code.tsx')
  assert.deepEqual(
    differing('a\nb\nc', 'a\nx\nc').map((line) => `${line.kind} ${line.text}`),
    ['same a', 'gone b', 'new x', 'same c'],
  )
})

const languages = ['zh-CN', 'en']
const domains = readdirSync(`${root}src/i18n/zh-CN`).filter((name) => name.endsWith('.json'))
const texts = Object.fromEntries(
  languages.map((language) => [language, Object.assign({}, ...domains.map((name) => JSON.parse(read(`i18n/${language}/${name}`))))]),
)

test('both languages have the same keys, texts and slots', () => {
  const slots = (text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort()
  assert.deepEqual(Object.keys(texts.en).sort(), Object.keys(texts['zh-CN']).sort())
  for (const [key, text] of Object.entries(texts['zh-CN'])) {
    assert.ok(text, `${key} says nothing in Chinese`)
    assert.ok(texts.en[key], `${key} says nothing in English`)
    assert.deepEqual(slots(texts.en[key]), slots(text), `${key} has other slots in English`)
    assert.ok(!/[\u4e00-\u9fff]/.test(texts.en[key]), `${key} is Chinese in English`)
  }
  for (const name of domains) {
    const keys = Object.keys(JSON.parse(read(`i18n/zh-CN/${name}`)))
    const others = domains.filter((one) => one !== name).flatMap((one) => Object.keys(JSON.parse(read(`i18n/zh-CN/${one}`))))
    assert.deepEqual(keys.filter((key) => others.includes(key)), [], `${name} names what another file names`)
  }
})

test('the writing rules hold: no exclamation marks, no 请 on short texts', () => {
  for (const language of languages)
    for (const [key, text] of Object.entries(texts[language])) {
      assert.ok(!/[!！]/.test(text), `${key} exclaims`)
      assert.ok(!/^请/.test(text), `${key} begins with 请`)
    }
})

const sources = readdirSync(`${root}src`, { recursive: true }).filter((name) => /\.tsx?$/.test(name))

test('every text a screen asks for exists', () => {
  for (const name of sources)
    for (const found of read(name).matchAll(/\bt\(\s*'([^']+)'/g)) assert.ok(found[1] in texts['zh-CN'], `${name} asks for ${found[1]}`)
})

test('every code that a service refuses a field with has words in both languages', () => {
  const crates = fileURLToPath(new URL('../../crates', import.meta.url))
  const codes = new Set()
  for (const name of readdirSync(crates, { recursive: true }).filter((one) => /^[a-z-]+.src.*\.rs$/.test(one))) {
    const text = readFileSync(`${crates}/${name}`, 'utf8')
    for (const found of text.matchAll(/(?:FieldError::new|(?<![\w.])field)\(\s*(?:format!\([^)]*\)|"[^"]*"|[\w.&()]+),\s*"([a-z_-]+)"/g)) codes.add(found[1])
  }
  assert.ok(codes.size > 20, 'the services have been read')
  for (const code of codes) for (const language of languages) assert.ok(texts[language][`verdict.${code}`], `${language} has no words for ${code}`)
})

test('every request goes through the generated client', () => {
  for (const name of sources) assert.ok(!/\bfetch\(|XMLHttpRequest|axios/.test(read(name)), `${name} asks by itself`)
})

test('text and its ground differ by 4.5 to 1, edges of controls by 3 to 1, in both themes', async () => {
  const { tokensOf, contrast } = await load('theme/tokens.ts')
  const css = read('theme/tokens.css')
  const grounds = ['sf', 'sf2', 'bg']
  const groups = ['br', 'gold', 'ok', 'warn', 'bad', 'vio', 'cy']
  for (const theme of ['light', 'dark']) {
    const token = tokensOf(css, theme)
    const holds = (text, ground, least) => {
      assert.ok(token[text] && token[ground], `${theme}: --${text} or --${ground} is missing`)
      const value = contrast(token[text], token[ground])
      assert.ok(value >= least, `${theme}: --${text} on --${ground} is ${value.toFixed(2)}, under ${least}`)
    }
    for (const text of ['tx', 'tx2', 'tx3', ...groups]) for (const ground of grounds) if (text.startsWith('tx') || ground === 'sf') holds(text, ground, 4.5)
    for (const group of groups) holds(group, `${group}-bg`, 4.5)
    for (const text of ['tx', 'tx2']) holds(text, 'br-bg', 4.5)
    holds('tx2', 'sf3', 4.5)
    holds('on-br', 'br', 4.5)
    holds('on-br', 'br-h', 4.5)
    holds('rail-tx', 'rail', 4.5)
    holds('control', 'sf', 3)
    for (const group of groups.slice(0, 2)) holds(group, 'gold-bg', 4.5)
  }
  assert.ok(contrast('#000000', '#ffffff') === 21)
})
