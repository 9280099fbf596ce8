// Reading what lies behind a value: similar pairs, earlier versions of a record, why one sees it, rules and standards.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overflowing, PHONE, settled } from '../bank.mjs'
import { as, ask, failing, forgive, goTo, sound } from './walk.mjs'

export function reading() {
  test('similar pairs stand side by side, by rule, with the state in the address', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      await goTo(page, '/similar')
      const queue = page.locator('.pairs button')
      const all = await queue.count()
      assert.ok(all >= 2, 'the bank has similar customers')
      const { rules } = (await ask(page, 'GET', '/api/v1/similar-pairs/rules')).body
      const rule = rules.find((one) => one.rule === 'M2')
      assert.ok(rule.pairs > 0)
      await page.getByRole('combobox', { name: '按规则筛选' }).click()
      await page.locator('.ant-select-item-option').filter({ hasText: '证件相同、姓名不同' }).click()
      await page.waitForURL(/rule=M2/)
      await settled(page)
      await page.locator('h1').click()
      await page.keyboard.press('j')
      await page.waitForURL(/pair=/)
      await settled(page)
      const address = page.url()
      const chosen = await page.locator('.pairs button[aria-pressed="true"]').textContent()
      await page.reload()
      await settled(page)
      assert.equal(page.url(), address)
      assert.equal(await page.locator('.pairs button[aria-pressed="true"]').textContent(), chosen, 'the address shows the same pair')
      // Names differ: that is what the rule says, and what the table marks.
      const name = page.locator('.pair-table tbody tr').filter({ hasText: '姓名/名称' })
      await name.getByText('不一致').waitFor()
      assert.equal(await name.locator('.differing').count(), 2)
      await page.getByRole('radio', { name: '只看差异' }).click()
      await page.waitForURL(/show=differing/)
      assert.equal(await page.locator('.pair-table tbody .tag').filter({ hasText: /^一致$/ }).count(), 0)
      await page.getByRole('radio', { name: '只看一致' }).click()
      assert.equal(await page.locator('.pair-table tbody .tag').filter({ hasText: /不一致|缺失/ }).count(), 0)
      await sound(page, 'similar pairs')
      await page.setViewportSize(PHONE)
      await settled(page)
      assert.deepEqual(await overflowing(page), [], 'similar pairs on a phone')
    })
  })

  test('an office sees of a pair only the side it keeps', { timeout: 60_000 }, async () => {
    await as('rm', async (page) => {
      await goTo(page, '/similar')
      const { items } = (await ask(page, 'GET', '/api/v1/similar-pairs?limit=200')).body
      const bank = await page.locator('.pairs button').count()
      assert.equal(bank, Math.min(items.length, 50))
      const apart = items.find((pair) => !pair.other.number)
      if (!apart) return
      await goTo(page, `/similar?pair=${apart.id}`)
      await page.locator('.pair-apart').getByText(apart.other.elsewhere[0].name).waitFor()
      assert.equal(await page.locator('.pair-table').count(), 0)
    })
  })

  test('a page of pairs that fails says so, keeps what came, and goes on', { timeout: 60_000 }, async () => {
    await as('steward', async (page) => {
      const list = await failing(page, 'GET', '/api/v1/similar-pairs', 500)
      await goTo(page, '/similar')
      await page.locator('.pairs-card .empty-bad').waitFor()
      await page.locator('.pairs-card').getByRole('button', { name: '重试' }).click()
      await page.locator('.pairs button').first().waitFor()
      assert.ok(list.times >= 2)
      forgive(page, /500 of .*similar-pairs/)
    })
  })

  test('a record shows its versions, a customer why it is seen', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      const number = (await ask(page, 'GET', '/api/v1/search?q=zs')).body.groups[0].hits[0].customer.number
      const records = (await ask(page, 'GET', `/api/v1/customers/${number}/records`)).body.items
      await goTo(page, `/customers/${number}?tab=records`)
      const versions = page.locator('.record-head button').first()
      await versions.click()
      await page.waitForURL(/record=/)
      await settled(page)
      const list = page.locator('.version-list > li')
      const shown = page.url().match(/record=([0-9a-f-]+)/)[1]
      assert.equal(await list.count(), records.find((record) => record.record_id === shown).versions)
      await list.last().getByText('首次').waitFor()
      await page.reload()
      await settled(page)
      await list.first().getByText('当前').waitFor()
      await sound(page, 'versions of a record')
      await page.getByRole('button', { name: '关闭' }).click()
      await list.first().waitFor({ state: 'detached' })
      await goTo(page, `/customers/${number}`)
      await page.getByRole('button', { name: '为什么' }).click()
      const why = page.locator('.ant-modal').filter({ visible: true })
      await why.getByText('数据管理员对客户的“查看”权限为全部').waitFor()
      await why.getByText('脱敏').first().waitFor()
      await sound(page, 'why I see this')
    })
  })

  test('the data standard is searched, a value checked, and the rules are read', { timeout: 60_000 }, async () => {
    await as('steward', async (page) => {
      await goTo(page, '/standards')
      const rows = page.locator('tbody tr')
      const all = await rows.count()
      await page.getByRole('textbox', { name: '属性名' }).fill('手机')
      await page.waitForURL(/q=/)
      await settled(page)
      const few = await rows.count()
      assert.ok(few > 0 && few < all)
      await rows.first().getByText('C2').waitFor()
      const value = page.getByRole('textbox', { name: '值' })
      const check = page.getByRole('button', { name: '校验' })
      await value.fill('110101199001011234')
      await check.click()
      await page.locator('.strip-bad').getByText('校验位不符').waitFor()
      await value.fill('110101199001011237')
      await check.click()
      await page.locator('.strip-ok').getByText('通过校验').waitFor()
      await sound(page, 'the data standard')
      await goTo(page, '/rules')
      await page.locator('.code').getByText('RULE 9', { exact: false }).first().waitFor()
      await page.getByRole('radio', { name: '存续择优规则' }).click()
      await page.waitForURL(/kind=survivorship/)
      await sound(page, 'the rules')
    })
  })
}
