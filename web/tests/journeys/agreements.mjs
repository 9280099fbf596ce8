// Agreements at the desk: entered, refused by field, corrected beside what somebody else corrected meanwhile.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PHONE, settled } from '../bank.mjs'
import { as, ask, askAs, failing, forgive, goTo, sound, trail } from './walk.mjs'

const dialog = (page) => page.locator('.ant-modal').filter({ visible: true }).last()
const field = (page, label) => dialog(page).locator('.ant-form-item').filter({ has: page.locator('label', { hasText: label }) })
const fault = (page, label, words) => field(page, label).locator('.ant-form-item-explain-error').filter({ hasText: words }).waitFor()

async function choose(page, box, words) {
  await box.click()
  await page.locator('.ant-select-dropdown').filter({ visible: true }).locator('.ant-select-item-option').filter({ hasText: words }).first().click()
}

export function agreements() {
  test('an agreement is entered and corrected: refused by field, failed, in conflict, kept', { timeout: 180_000 }, async () => {
    const { items } = (await askAs('steward', 'GET', '/api/v1/customers?kind=individual&sort=number&limit=100')).body
    const [customer, guarantor] = [items[40], items[41]]
    const card = `62258801${Math.floor(Math.random() * 1e8).toString().padStart(8, '0')}`
    let record
    await as('steward', async (page) => {
      await goTo(page, `/customers/${customer.number}?tab=holdings`)
      await page.getByRole('region', { name: '账户', exact: true }).getByRole('button', { name: '添加' }).click()
      await settled(page)
      const save = dialog(page).getByRole('button', { name: '保存', exact: true })
      await save.click()
      await fault(page, '产品', '必填')
      await choose(page, field(page, '产品').locator('.ant-select'), '信用卡')
      await field(page, '卡号').locator('input').fill(card)
      await field(page, '信用额度').locator('input').fill('-1')
      await field(page, '利率').locator('input').fill('百分之五')
      await field(page, /^余额$/).locator('input').fill('1200.50')
      await choose(page, field(page, '余额口径').locator('.ant-select'), '未还本金')
      await dialog(page).getByRole('button', { name: '添加当事人' }).click()
      await dialog(page).getByLabel('客户号').fill(guarantor.number)
      const post = await failing(page, 'POST', `/api/v1/customers/${customer.number}/accounts`, 500)
      await save.click()
      await dialog(page).getByRole('alert').filter({ hasText: '没有保存' }).waitFor()
      await save.click()
      await fault(page, '信用额度', '超出允许的范围')
      await fault(page, '利率', '格式不对')
      await sound(page, 'a refused agreement')
      await field(page, '信用额度').locator('input').fill('50000')
      await field(page, '利率').locator('input').fill('5.2')
      await save.dblclick()
      await page.waitForURL(/account=/)
      await settled(page)
      assert.equal(post.times, 3, 'a doubled click is one request')
      record = new URL(page.url()).searchParams.get('account')
      const panel = page.locator('.side-panel')
      await panel.getByText('1,200.50').waitFor()
      await sound(page, 'a new agreement')
      forgive(page, /500 of .*accounts/)

      // Somebody corrects the same two values meanwhile: one is kept as mine, the other as theirs.
      await panel.getByRole('button', { name: '更正账户或合约' }).click()
      await settled(page)
      assert.ok(await field(page, '产品').locator('.ant-select-disabled').count(), 'an agreement keeps its product')
      await field(page, '信用额度').locator('input').fill('60000')
      await field(page, '利率').locator('input').fill('6.1')
      await field(page, /^余额$/).locator('input').fill('900')
      const path = `/api/v1/customers/${customer.number}/accounts/${record}`
      const theirs = await askAs('steward', 'PATCH', path, {
        changes: [
          { attribute: 'credit_limit', before: '50000', value: '70000' },
          { attribute: 'interest_rate', before: '5.2', value: '7.1' },
        ],
      })
      assert.equal(theirs.status, 200, JSON.stringify(theirs.body))
      await dialog(page).getByRole('button', { name: '保存', exact: true }).click()
      await dialog(page).getByText('刚被他人修改').waitFor()
      const one = (name) => dialog(page).getByRole('region', { name })
      for (const words of ['你看到的', '50000', '对方的：70000', '我的：60000']) await one('信用额度').getByText(words).waitFor()
      await sound(page, 'an agreement in conflict')
      await one('信用额度').getByText('我的：60000').click()
      await dialog(page).getByRole('button', { name: '保留我的' }).click()
      await panel.getByText('900.00').first().waitFor()
      await settled(page)
      const { lines } = (await ask(page, 'GET', `/api/v1/customers/${customer.number}/accounts`)).body
      const stands = lines.flatMap((line) => line.products.flatMap((product) => product.accounts)).find((account) => account.record_id === record)
      const value = (name) => stands.values.find((one) => one.attribute === name).value
      assert.deepEqual([value('credit_limit'), value('interest_rate'), stands.balances[0].amount], ['60000', '7.1', '900'])
      assert.equal(stands.others[0].number, guarantor.number)
      // A card number is masked: what nobody wrote over is not touched.
      assert.ok(value('card_number').endsWith(card.slice(-4)))
    })
    await as('steward', { viewport: PHONE }, async (page) => {
      await goTo(page, `/customers/${customer.number}?tab=holdings&account=${record}`)
      await page.getByRole('button', { name: '更正账户或合约' }).click()
      await settled(page)
      await sound(page, 'an agreement corrected on a phone')
      await dialog(page).getByRole('button', { name: '取消' }).click()
    })
    // What another system keeps is not corrected here, and who may not enter is offered nothing.
    await as('product_risk', async (page) => {
      await goTo(page, `/customers/${customer.number}?tab=holdings&account=${record}`)
      assert.equal(await page.getByRole('button', { name: /更正账户或合约|添加/ }).count(), 0)
    })
    const lines = await trail({ target: customer.number, object: 'account' })
    assert.ok(lines.some((line) => line.action === 'create' && line.outcome === 'done') && lines.some((line) => line.action === 'correct' && line.outcome === 'done'))
  })
}
