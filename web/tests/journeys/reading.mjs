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

  test('earlier versions of the rules are read, and what changed between two', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      await goTo(page, '/rules?kind=survivorship')
      const versions = page.locator('.version-button')
      const { items } = (await ask(page, 'GET', '/api/v1/policies/survivorship/versions')).body
      assert.ok(items.length >= 2, 'the bank has changed its rules once')
      assert.equal(await versions.count(), items.length)
      await versions.first().getByText('生效中').waitFor()
      await page.locator('.code-line').filter({ hasText: 'stale_after_months = 36' }).waitFor()
      await versions.last().click()
      await page.waitForURL(/version=1/)
      await page.locator('.code-line').filter({ hasText: 'stale_after_months = 24' }).waitFor()
      await page.getByRole('combobox', { name: '与其他版本比较' }).click()
      await page.locator('.ant-select-item-option').filter({ hasText: `与版本 ${items[0].version} 比较` }).click()
      await page.waitForURL(/against=/)
      // The earlier stands first, whichever was chosen first.
      await page.locator('.code-line.gone').filter({ hasText: 'stale_after_months = 24' }).waitFor()
      await page.locator('.code-line.new').filter({ hasText: 'stale_after_months = 36' }).waitFor()
      await sound(page, 'two versions of the rules')
      await page.reload()
      await settled(page)
      await page.locator('.code-line.new').filter({ hasText: 'stale_after_months = 36' }).waitFor()
      await page.setViewportSize(PHONE)
      await sound(page, 'two versions of the rules on a phone')
      await goTo(page, '/rules?kind=survivorship&version=99')
      await page.getByText('找不到').or(page.locator('.empty')).first().waitFor()
      // A list of versions that fails says so beside the rules, which stay readable.
      await failing(page, 'GET', '/api/v1/policies/identity/versions', 500)
      await goTo(page, '/rules')
      await page.locator('.empty-bad').waitFor()
      await page.locator('.code').getByText('RULE 9', { exact: false }).first().waitFor()
      await page.getByRole('button', { name: '重试' }).click()
      await versions.first().getByText('生效中').waitFor()
      forgive(page, /500 of .*versions$/)
    })
  })

  test('who sees a customer is told for now and for a day, with the rows of the policy', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      const number = (await ask(page, 'GET', '/api/v1/search?q=zs')).body.groups[0].hits[0].customer.number
      // Other journeys hire people meanwhile: what the table shows is held to the answer that it was told last.
      let told
      page.on('response', (answer) => {
        if (new URL(answer.url()).pathname.endsWith(`/customers/${number}/access`) && answer.ok()) told = answer
      })
      const rows = page.locator('.table tbody tr')
      const asTold = async () => {
        await rows.filter({ hasText: '数据管理员' }).first().waitFor()
        await settled(page)
        assert.equal(await rows.count(), (await told.json()).items.length)
      }
      await goTo(page, `/customers/${number}`)
      await page.getByRole('button', { name: '还有谁能看到' }).click()
      await page.waitForURL(/tab=access/)
      await page.getByText('现在谁能看到').waitFor()
      await asTold()
      await rows.filter({ hasText: '数据管理员' }).first().getByText(/^第 \d+ 行：数据管理员对客户的“查看”权限为全部$/).waitFor()
      await sound(page, 'who sees a customer')
      // Today by its date: the day stands in the address.
      const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
      const field = page.getByRole('textbox', { name: '在哪一天' })
      await field.fill(today)
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.searchParams.get('on') === today)
      await page.getByText(`${today} 结束时谁能看到`).waitFor()
      await asTold()
      // A day before the bank knew this customer.
      await goTo(page, `/customers/${number}?tab=access&on=2020-02-03`)
      await page.getByText('2020-02-03 时还没有这位客户').waitFor()
      await sound(page, 'a day before a customer')
      await page.getByRole('button', { name: '看现在' }).click()
      await page.waitForURL((url) => !url.searchParams.has('on'))
      await page.getByText('现在谁能看到').waitFor()
      await asTold()
      await page.setViewportSize(PHONE)
      await sound(page, 'who sees a customer, on a phone')
      const list = await failing(page, 'GET', `/api/v1/customers/${number}/access`, 500)
      await page.reload()
      await page.locator('.empty-bad').waitFor()
      await page.getByRole('button', { name: '重试' }).click()
      await rows.first().waitFor()
      assert.ok(list.times >= 2)
      forgive(page, /500 of .*access$/)
    })
    await as('rm', async (page) => {
      const number = (await ask(page, 'GET', '/api/v1/customers?limit=1')).body.items[0].number
      await goTo(page, `/customers/${number}?tab=access`)
      assert.equal(await page.getByRole('button', { name: '谁能看到' }).count(), 0, 'who may not report is offered no such list')
      assert.equal(await page.getByRole('button', { name: '还有谁能看到' }).count(), 0)
    })
  })
}
