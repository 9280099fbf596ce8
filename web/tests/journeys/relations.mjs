// Ties between customers at the desk: entered from one side, seen from the other, ended.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PHONE, settled } from '../bank.mjs'
import { as, ask, askAs, failing, forgive, goTo, sound, trail } from './walk.mjs'

const dialog = (page) => page.locator('.ant-modal').filter({ visible: true })
const field = (page, label) => dialog(page).locator('.ant-form-item').filter({ has: page.locator('label', { hasText: label }) })
const option = (page, words) => page.locator('.ant-select-dropdown').filter({ visible: true }).locator('.ant-select-item-option').filter({ hasText: words }).first()

export function relations() {
  test('a tie is entered, seen from the other side, and ended', { timeout: 120_000 }, async () => {
    const { items: people } = (await askAs('steward', 'GET', '/api/v1/customers?kind=individual&sort=number&limit=100')).body
    const { items: firms } = (await askAs('steward', 'GET', '/api/v1/customers?kind=organisation&sort=number&limit=50')).body
    const [person, firm] = [people[60], firms[20]]
    const there = async (page, number) => (await ask(page, 'GET', `/api/v1/customers/${number}/relations`)).body.items.filter((one) => one.stated_by.some((by) => by.source === 'desk'))
    await as('steward', async (page) => {
      // What an earlier run left.
      for (const tie of await there(page, firm.number)) await ask(page, 'DELETE', `/api/v1/customers/${firm.number}/relations/${tie.stated_by[0].record_id}`)
      await goTo(page, `/customers/${firm.number}?tab=relations`)
      await page.getByRole('button', { name: '添加' }).click()
      const save = dialog(page).getByRole('button', { name: '保存', exact: true })
      await save.click()
      await field(page, '对方客户').locator('.ant-form-item-explain-error').filter({ hasText: '必填' }).waitFor()
      await field(page, '对方客户').getByRole('combobox').fill(person.number)
      await option(page, person.name).click()
      await field(page, /^关系$/).getByRole('combobox').click()
      await option(page, '法定代表人').click()
      await field(page, '持股').locator('input').fill('120')
      await save.click()
      await field(page, '持股').locator('.ant-form-item-explain-error').filter({ hasText: '超出允许的范围' }).waitFor()
      await sound(page, 'a refused tie')
      await field(page, '持股').locator('input').fill('51.5')
      const post = await failing(page, 'POST', `/api/v1/customers/${firm.number}/relations`, 'network')
      await save.click()
      await dialog(page).getByRole('alert').filter({ hasText: '连不上服务器' }).waitFor()
      await save.dblclick()
      await dialog(page).waitFor({ state: 'detached' })
      await settled(page)
      assert.equal(post.times, 2, 'a doubled click is one request')
      const row = page.locator('tbody tr').filter({ hasText: person.name }).filter({ hasText: '法定代表人' })
      await row.getByText('51.5%').waitFor()
      await sound(page, 'a tie of a company')
      forgive(page, /ERR_CONNECTION/)
      const [tie] = await there(page, person.number)
      assert.deepEqual([tie.kind, tie.outward, tie.number, tie.share], ['legal_representative', true, firm.number, '51.5'])
      // A change of mind ends nothing.
      const end = row.getByRole('button', { name: /结束与/ })
      await end.click()
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      assert.equal((await there(page, firm.number)).length, 1)
      await end.click()
      await dialog(page).getByRole('button', { name: '结束' }).click()
      await row.waitFor({ state: 'detached' })
      await settled(page)
      assert.deepEqual([await there(page, firm.number), await there(page, person.number)], [[], []])
    })
    await as('steward', { viewport: PHONE }, async (page) => {
      await goTo(page, `/customers/${firm.number}?tab=relations`)
      await page.getByRole('button', { name: '添加' }).click()
      await sound(page, 'a tie entered on a phone')
    })
    await as('product_risk', async (page) => {
      await goTo(page, `/customers/${firm.number}?tab=relations`)
      assert.equal(await page.getByRole('button', { name: '添加' }).count(), 0)
    })
    const lines = await trail({ target: firm.number, object: 'customer', action: 'correct' })
    assert.ok(lines.filter((line) => line.outcome === 'done' && line.detail.relation === 'legal_representative').length >= 2, 'the beginning and the end')
  })
}
