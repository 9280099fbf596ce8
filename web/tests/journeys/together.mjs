// Two who live together are tied instead of merged; two who are one and may not be merged are seen together.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PHONE, settled } from '../bank.mjs'
import { as, ask, askAs, failing, forgive, goTo, sound, trail } from './walk.mjs'

const some = (most) => Math.floor(Math.random() * most)
const letters = (count) => [...'安柏晨丹恩凡歌涵佳可岚铭宁沛琪然思彤'].sort(() => Math.random() - 0.5).slice(0, count).join('')
const told = (page, words) => page.locator('.ant-message-notice').filter({ hasText: words }).first().waitFor()

/** Somebody of a household, who shows the passport that another of it shows, too. */
async function member({ name, sex, born, passport, mobile, home, unit = '0101' }, by = 'steward') {
  const made = await askAs(by, 'POST', '/api/v1/customers', {
    kind: 'individual',
    confirmed: true,
    unit,
    identifications: [{ type: 'passport_cn', number: passport, expires_on: '2035-12-31' }],
    values: { name: [name], sex: [sex], nationality: ['CHN'], occupation: ['2'], mobile: [mobile], address_home: [home], birth_date: [born] },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.customer.number
}

/** A couple of whom one was entered with the other's passport. */
async function couple(units = ['0101', '0101']) {
  const of = { passport: `E${String(some(1e8)).padStart(8, '0')}`, mobile: `139${String(some(1e8)).padStart(8, '0')}`, home: `北京市朝阳区建国路${1 + some(900)}号${1 + some(30)}单元${101 + some(800)}室` }
  const names = [`司徒${letters(2)}`, `慕容${letters(2)}`]
  return { names, numbers: [await member({ ...of, name: names[0], sex: '1', born: '1971-03-04', unit: units[0] }), await member({ ...of, name: names[1], sex: '2', born: '1973-09-21', unit: units[1] })] }
}

/** The suspect that two customers are. */
async function between(page, [one, other]) {
  for (let wait = 0; wait < 50; wait += 1) {
    let cursor = ''
    do {
      const { items, next_cursor } = (await ask(page, 'GET', `/api/v1/suspects?of=persons&status=suspect&limit=100${cursor}`)).body
      const found = items.find((suspect) => [suspect.one.number, suspect.other.number].sort().join() === [one, other].sort().join())
      if (found) return found.id
      cursor = next_cursor ? `&cursor=${next_cursor}` : ''
    } while (cursor)
    await page.waitForTimeout(200)
  }
  throw new Error(`${one} and ${other} are no suspect`)
}

const tiesOf = async (page, number) => (await ask(page, 'GET', `/api/v1/customers/${number}/relations`)).body.items

export function together() {
  test('two of one household are tied and told apart by one key, and the tie stands with both', { timeout: 120_000 }, async () => {
    const { names, numbers } = await couple()
    await as('steward', async (page) => {
      const id = await between(page, numbers)
      await goTo(page, `/review/${id}`)
      const note = page.locator('.together')
      await note.filter({ hasText: '更像同户' }).filter({ hasText: '手机 一致' }).filter({ hasText: '性别 不一致' }).waitFor()
      await sound(page, 'a household')
      const post = await failing(page, 'POST', `/api/v1/suspects/${id}/verdicts`, 503)
      await page.keyboard.press('h')
      await told(page, '没有保存')
      assert.equal((await ask(page, 'GET', `/api/v1/suspects/${id}`)).body.suspect.status, 'suspect')
      const tie = page.getByRole('button', { name: /记为同户/ })
      await tie.dblclick()
      await told(page, '已记为同户')
      await page.waitForURL((url) => !url.pathname.includes(id))
      assert.equal(post.times, 2, 'a doubled click is one request')
      forgive(page, /503/)
      // Back: it is said, so it is not offered again.
      await goTo(page, `/review/${id}`)
      await note.filter({ hasText: '已有关系：同户' }).waitFor()
      assert.equal(await tie.count(), 0)
      assert.equal((await ask(page, 'GET', `/api/v1/suspects/${id}`)).body.suspect.status, 'different')
      for (const [mine, other] of [[0, 1], [1, 0]]) {
        const ties = await tiesOf(page, numbers[mine])
        assert.deepEqual(ties.map((one) => [one.kind, one.mutual, one.number]), [['same_household', true, numbers[other]]])
        await goTo(page, `/customers/${numbers[mine]}?tab=relations`)
        await page.locator('tbody tr').filter({ hasText: names[other] }).filter({ hasText: '同户' }).filter({ hasText: '互为' }).waitFor()
      }
      await page.setViewportSize(PHONE)
      await goTo(page, `/review/${id}`)
      await sound(page, 'a household on a phone')
    })
    // Whoever only reads is told, and not asked.
    await as('compliance_auditor', { language: 'en', theme: 'dark' }, async (page) => {
      const { items } = (await ask(page, 'GET', `/api/v1/customers/${numbers[0]}/similar`)).body
      assert.ok(items.length > 0)
      const found = (await ask(page, 'GET', `/api/v1/suspects?status=different&of=persons&limit=100`)).body.items.find((one) => [one.one.number, one.other.number].includes(numbers[0]))
      await goTo(page, `/review/${found.id}`)
      await page.locator('.together').filter({ hasText: 'Rather one household' }).waitFor()
      assert.equal(await page.getByRole('button', { name: /household/i }).count(), 0)
      await sound(page, 'a household, dark')
    })
    const lines = await trail({ object: 'pair', action: 'judge' })
    assert.ok(lines.some((line) => line.outcome === 'done' && line.detail.relation === 'same_household'), 'what was said is in the trail')
  })

  test('two that are one and may not be merged are seen together, and nothing can be written there', { timeout: 150_000 }, async () => {
    const of = { name: `尉迟${letters(2)}`, sex: '1', born: '1966-05-06', mobile: `139${String(some(1e8)).padStart(8, '0')}`, home: `北京市朝阳区建国路${1 + some(900)}号${1 + some(30)}单元${101 + some(800)}室` }
    const passport = () => `E${String(some(1e8)).padStart(8, '0')}`
    const units = (await askAs('steward', 'GET', '/api/v1/units')).body.items
    const mine = (await askAs('rm', 'GET', '/api/v1/me')).body.unit.code
    const elsewhere = units.find((unit) => /^\d{4}$/.test(unit.code) && unit.code.slice(0, 2) !== mine.slice(0, 2) && unit.code !== '0000')
    const own = await member({ ...of, passport: passport(), unit: mine }, 'rm')
    const away = await member({ ...of, passport: passport(), home: `${of.home}（父母家）`, unit: elsewhere.code })
    const holds = async (page, number, amount) => {
      const { version } = (await ask(page, 'GET', `/api/v1/customers/${number}`)).body
      const made = await ask(page, 'POST', `/api/v1/customers/${number}/accounts`, { base_version: version, product: 'DEP.DEMAND', values: { currency: 'CNY' }, balance: { amount } })
      assert.equal(made.status, 201, JSON.stringify(made.body))
    }
    await as('steward', async (page) => {
      const id = await between(page, [own, away])
      assert.equal((await ask(page, 'POST', `/api/v1/suspects/${id}/verdicts`, { status: 'same_kept', note: '法院保全' })).status, 200)
      await holds(page, own, '1000.50')
      await holds(page, away, '234.25')
      await goTo(page, `/customers/${own}`)
      await sound(page, 'a customer who is one with another')
      await page.locator('.strip').filter({ hasText: '与另外 1 位客户为同一人，但不得归并' }).getByRole('link', { name: '合并查看' }).click()
      await page.waitForURL(/\/combined/)
      await settled(page)
      await page.locator('.strip').filter({ hasText: '此页只读' }).waitFor()
      const row = (label) => page.locator('.combined-table tbody tr').filter({ has: page.locator('th', { hasText: new RegExp(`^${label}$`) }) })
      assert.equal(await row('姓名/名称').locator('td.combined-once').getAttribute('colspan'), '2', 'what both say stands once')
      assert.equal(await row('家庭地址').locator('td.differing').count(), 2, 'what they differ in stands beside each other')
      await page.locator('.combined-line').filter({ hasText: '存款' }).filter({ hasText: '1,234.75' }).waitFor()
      assert.equal(await page.locator('main .pencil, main form').count(), 0, 'nothing can be written here')
      await sound(page, 'two seen together')
      await page.getByRole('radio', { name: /只看差异/ }).click()
      await page.waitForURL(/show=differing/)
      await row('姓名/名称').waitFor({ state: 'detached' })
      // And from the review.
      await page.getByRole('link', { name: '匹配复核' }).last().click()
      await page.waitForURL(new RegExp(id))
      await settled(page)
      await page.locator('.review-beside').getByRole('link', { name: '合并查看' }).click()
      await page.waitForURL(/\/combined/)
    })
    await as('rm', async (page) => {
      await goTo(page, `/customers/${own}/combined`)
      const one = page.locator('.combined-one').filter({ hasText: elsewhere.name })
      await one.waitFor()
      assert.equal(await page.locator(`a[href*="${away}"]`).count(), 0, 'of another branch the branch alone is told')
      await page.getByText('不在你的查看范围').waitFor()
      await page.locator('.combined-line').filter({ hasText: '1,000.50' }).waitFor()
      await page.setViewportSize(PHONE)
      await sound(page, 'seen together on a phone')
    })
    await as('product_risk', { language: 'en', theme: 'dark' }, async (page) => {
      await goTo(page, `/customers/${away}/combined`)
      await page.locator('.strip').filter({ hasText: 'read only' }).waitFor()
      assert.equal(await page.locator('main a[href^="/review/"]').count(), 0)
      await sound(page, 'seen together, dark')
    })
    for (const number of [own, away]) {
      const lines = await trail({ target: number, object: 'customer', action: 'read' })
      assert.ok(lines.some((line) => line.outcome === 'done' && line.detail.customers === 2), 'each that was read is in the trail')
    }
  })

  test('a similar customer leads to the review of the two, for whoever may judge', { timeout: 60_000 }, async () => {
    const { names, numbers } = await couple()
    const line = (page) => page.locator('.lines li').filter({ hasText: names[1] })
    await as('steward', async (page) => {
      const id = await between(page, numbers)
      await goTo(page, `/customers/${numbers[0]}?tab=records`)
      await line(page).getByRole('link', { name: '去复核' }).click()
      await page.waitForURL(new RegExp(`/review/${id}`))
      await page.locator('.review-table').filter({ hasText: names[1] }).waitFor()
    })
    await as('compliance_auditor', async (page) => {
      await goTo(page, `/customers/${numbers[0]}?tab=records`)
      await line(page).waitFor()
      assert.equal(await page.getByRole('link', { name: '去复核' }).count(), 0)
      await sound(page, 'similar customers')
    })
  })
}
