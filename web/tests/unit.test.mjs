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

test('a list is read with its quotes, and what its columns hold is told by their headers', async () => {
  const { cellsOf, csvOf, decoded } = await load('ui/text.ts')
  const { columnsOf, leadOf, dayOf, documentOf } = await load('ecif/leads/columns.ts')
  assert.deepEqual(cellsOf('\ufeff姓名,备注\r\n张三,"甲, ""乙""\n丙"\r\n\r\n'), [['姓名', '备注'], ['张三', '甲, "乙"\n丙']])
  assert.deepEqual(cellsOf('a\tb\tc,d\n1\t2\t3'), [['a', 'b', 'c,d'], ['1', '2', '3']])
  assert.equal(decoded(new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb]).buffer), '姓名')
  assert.equal(csvOf([['=1', '+86 1', '-3.5', 'a,b']]), "\ufeff'=1,'+86 1,-3.5,\"a,b\"\r\n")
  assert.deepEqual(columnsOf(['客户姓名', '证件类型', '证件号码', '手机号码', '联系电话', '家庭住址', '出生日期', '备注', '手机2']), ['name', 'document_type', 'document_number', 'mobile', 'phone', 'address', 'birth_date', null, null])
  assert.deepEqual(columnsOf(['Full_Name', 'ID number', 'Mobile', 'E-mail', 'DOB', 'Company']), ['name', 'document_number', 'mobile', 'email', 'birth_date', 'employer'])
  assert.deepEqual(columnsOf(['企业名称', '统一社会信用代码', '法定代表人']), ['company', 'credit_code', 'legal_representative'])
  assert.deepEqual(['1980/1/2', '19800102', '1980年1月2日', 'soon'].map(dayOf), ['1980-01-02', '1980-01-02', '1980-01-02', 'soon'])
  assert.deepEqual([documentOf('护照', '1'), documentOf('', '51010419790101001 5'), documentOf('', '91110000100000000X'), documentOf('', 'E12345678'), documentOf('', '7')], ['passport_cn', 'resident_id', 'credit_code', 'passport_cn', 'other'])
  assert.deepEqual(leadOf(['张三', '110101199003070134', '男'], ['name', 'document_number', 'sex']), { kind: 'individual', identifications: [{ type: 'resident_id', number: '110101199003070134' }], values: { name: ['张三'], sex: ['1'] } })
  assert.equal(leadOf(['甲公司', '91110000100000000X'], ['company', 'credit_code']).kind, 'organisation')
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

test('every level, field and key of matching has words in both languages', () => {
  const linkage = fileURLToPath(new URL('../../crates/linkage/src', import.meta.url))
  const suspect = fileURLToPath(new URL('../../crates/ecif/src/suspect', import.meta.url))
  const all = (text, pattern) => [...text.matchAll(pattern)].map((found) => found[1])
  const forms = readdirSync(`${linkage}/form`, { recursive: true })
    .filter((name) => name.endsWith('.rs'))
    .map((name) => readFileSync(`${linkage}/form/${name}`, 'utf8').split('#[cfg(test)]')[0])
  const named = {
    level: ['missing', ...forms.flatMap((text) => all(text, /\blevel\(\s*"([^"]+)"/g))],
    'match-key': all(readFileSync(`${linkage}/block/keys.rs`, 'utf8').split('atoms(')[0], /\("([^"]+)",\s*\w+\)/g),
    'match-field': all(readFileSync(`${suspect}/row.rs`, 'utf8'), /column\(\s*"([^"]+)"/g).concat('permanent_id', 'document'),
  }
  for (const [domain, words] of Object.entries(named)) {
    assert.ok(words.length > 8, `the words of ${domain} have been read`)
    for (const word of words) for (const language of languages) assert.ok(texts[language][`${domain}.${word}`], `${language} has no words for ${domain} "${word}"`)
  }
})

test('the bars of a score add up to the total that is shown', async () => {
  const { apportioned, waterfall, signed, bits, chance, marksOf, ageOf } = await load('ecif/review/weigh.ts')
  assert.deepEqual(apportioned([3.4, 3.3, 3.3], 10), [4, 3, 3])
  assert.deepEqual(apportioned([-1.5, -1.5, 1.2], -1.8), [-1, -2, 1])
  // A sum of many odd parts, a hundred times over.
  let seed = 7
  const some = () => ((seed = (seed * 48271) % 2147483647) / 2147483647) * 40 - 20
  for (let time = 0; time < 100; time += 1) {
    const parts = Array.from({ length: 9 }, (_, at) => ({ field: `f${at}`, level: at % 4 ? 'same' : 'missing', bits: at % 4 ? some() : 0, frequency: at % 3 === 1 ? some() / 5 : 0 }))
    const household = time % 2 ? some() : 0
    const prior = -17.04
    const total = parts.reduce((sum, part) => sum + part.bits + part.frequency, prior + household)
    const found = waterfall({ prior, household, parts, bits: total })
    assert.equal(found.total, Math.round(total * 10))
    assert.equal(found.steps.reduce((sum, step) => sum + step.tenths, 0), found.total, 'bars that are shown make the total')
    for (const [at, step] of found.steps.entries()) assert.equal(step.from, at ? found.steps[at - 1].to : 0, 'each begins where the one before ended')
    assert.deepEqual(found.silent, ['f0', 'f4', 'f8'])
  }
  assert.equal(signed(-41), '\u22124.1')
  assert.equal(bits(6.16), '+6.2')
  assert.equal(chance(0.99999), '>99.99%')
  assert.equal(chance(0.9866), '98.66%')
  assert.deepEqual(marksOf(-180, 230), [-100, 0, 100, 200])
  assert.deepEqual(ageOf('2026-11-22T10:00:00Z', Date.parse('2026-11-22T12:59:00Z')), ['hours', 2])
  assert.deepEqual(ageOf('2026-11-20T10:00:00Z', Date.parse('2026-11-22T12:59:00Z')), ['days', 2])
})

test('the difference is marked inside the value, and never in what a mask hides', async () => {
  const { piecesOf, standings } = await load('ecif/review/marks.ts')
  const marked = (base, value) => piecesOf(base, value).map((piece) => (piece.changed ? `[${piece.text}]` : piece.text)).join('')
  assert.equal(marked('王建国', '王建國'), '王建[國]')
  assert.equal(marked('11010519491231002X', '11010519491231020X'), '110105194912310[20]X')
  assert.equal(marked('138****6021', '139****7745'), '13[9]****[7745]')
  assert.equal(marked('1***5', '1****5'), '1****5')
  const cell = (value, stands, masked = false) => ({ value, stands, masked })
  assert.deepEqual(standings([cell('a', 'base'), cell(null, 'missing'), cell('b', 'similar')]).stands, ['base', 'missing', 'similar'])
  assert.deepEqual(standings([cell(null, 'base'), cell('a', 'missing'), cell('a', 'missing'), cell('b', 'missing')]).stands, ['missing', 'base', 'same', 'differs'])
  assert.deepEqual(standings([cell(null, 'base'), cell('1**', 'missing', true), cell('1**', 'missing', true)]).stands, ['missing', 'base', 'alone'])
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
