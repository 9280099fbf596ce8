// Reading customers: every tab of a person and of a company, on a desk and on a phone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DESK, overflowing, PHONE, settled, signIn } from '../bank.mjs'
import { as, ask, goTo, sound, withPage } from './walk.mjs'

const tabs = ['overview', 'holdings', 'relations', 'facts', 'records', 'timeline', 'access']

export function customers() {
  for (const kind of ['individual', 'organisation'])
    test(`every tab of a customer opens, at both sizes: ${kind}`, { timeout: 120_000 }, async () => {
      await as('steward', async (page) => {
        await goTo(page, `/customers?kind=${kind}`)
        await page.locator('tbody tr').first().click()
        await settled(page)
        await page.locator('.preview-acts a').first().click()
        await page.waitForURL(/\/customers\/\d+/)
        await settled(page)
        assert.equal(await page.locator('nav.tabs button').count(), tabs.length, 'a tab was added or taken away')
        for (const tab of tabs) {
          await page.locator('nav.tabs button').nth(tabs.indexOf(tab)).click()
          await page.waitForURL((url) => (url.searchParams.get('tab') ?? 'overview') === tab)
          for (const viewport of [DESK, PHONE]) {
            await page.setViewportSize(viewport)
            await settled(page)
            assert.deepEqual(await overflowing(page), [], `${kind} ${tab} at ${viewport.width}`)
            assert.equal(await page.locator('.empty-bad').count(), 0, `${kind} ${tab}: a card failed`)
          }
          await page.setViewportSize(DESK)
        }
      })
    })

  for (const viewport of [DESK, PHONE])
    test(`from the list to a customer, an account, its contract and back, ${viewport.width} wide`, { timeout: 120_000 }, async () => {
      await as('steward', { viewport }, async (page) => {
        const query = 'source=loan&sort=-number'
        const { items } = (await ask(page, 'GET', `/api/v1/customers?${query}&limit=100`)).body
        const { at, loan } = await borrower(page, items)
        await goTo(page, `/customers?${query}`)
        const list = page.url()
        const row = page.locator('tbody tr:not(.spacer)').nth(at)
        await row.evaluate((line) => line.scrollIntoView({ block: 'center' }))
        await page.waitForTimeout(200)
        const before = await places(page)
        assert.ok(before.some((top) => top > 0), 'the list is scrolled')
        const panel = page.locator('.side-panel')
        const step = async (button, name) => {
          await button.click()
          await page.waitForURL((url) => url.searchParams.has(name))
          await settled(page)
        }
        const accountOf = () => panel.getByRole('region', { name: '账户' }).getByRole('button').nth(loan.account)
        await step(row, 'row')
        await step(accountOf(), 'account')
        await panel.locator('.side-head').getByText('账户', { exact: true }).waitFor()
        await sound(page, 'an account beside the list')
        await step(panel.getByRole('region', { name: '合约' }).getByRole('button'), 'contract')
        await panel.locator('.side-head').getByText('合约', { exact: true }).waitFor()
        await panel.getByText('贷款', { exact: true }).first().waitFor()
        await sound(page, 'a contract beside the list')
        // The address alone shows it, and the contract leads to its account.
        const address = page.url()
        assert.equal(new URL(address).searchParams.get('contract'), loan.id)
        await page.reload()
        await settled(page)
        assert.equal(page.url(), address)
        if (viewport === DESK) assert.ok(await inSight(row), 'the address shows the chosen row')
        await panel.getByRole('region', { name: '账户' }).getByRole('button').click()
        await page.waitForURL((url) => !url.searchParams.has('contract') && url.searchParams.get('account') === loan.id)
        // The panel's way back and the browser's are one.
        await panel.getByRole('button', { name: '返回' }).click()
        await page.waitForURL((url) => !url.searchParams.has('account'))
        await settled(page)
        await step(accountOf(), 'account')
        await page.goBack()
        await page.waitForURL((url) => !url.searchParams.has('account') && url.searchParams.has('row'))
        await page.goBack()
        await page.waitForURL(list)
        await panel.waitFor({ state: 'detached' })
        await settled(page)
        if (viewport === DESK) {
          await step(row, 'row')
          await page.locator('.preview-acts a').first().click()
          await page.waitForURL(/\/customers\/\d+/)
          await settled(page)
          await page.goBack()
          await page.waitForURL(/row=/)
          await settled(page)
          assert.ok(await inSight(row), 'back from the page of a customer, the row is in sight')
          await panel.getByRole('button', { name: '关闭' }).click()
          await page.waitForURL(list)
        }
        await row.evaluate((line) => line.scrollIntoView({ block: 'center' }))
        const again = await places(page)
        // Three deep, and away with all of it at once: the list is where it was, under the same filter.
        await step(row, 'row')
        await step(accountOf(), 'account')
        await step(panel.getByRole('region', { name: '合约' }).getByRole('button'), 'contract')
        await panel.getByRole('button', { name: '关闭' }).click()
        await page.waitForURL(list)
        await settled(page)
        assert.deepEqual(await places(page), again, 'the list keeps its position')
        assert.equal(await page.locator('.chip').filter({ hasText: '来源系统' }).count(), 1)
      })
    })

  for (const viewport of [DESK, PHONE])
    test(`accounts and contracts of a customer's page open beside it, ${viewport.width} wide`, { timeout: 90_000 }, async () => {
      await as('steward', { viewport }, async (page) => {
        const { items } = (await ask(page, 'GET', '/api/v1/customers?source=loan&sort=-number&limit=100')).body
        const { at, loan } = await borrower(page, items)
        await goTo(page, `/customers/${items[at].number}?tab=holdings`)
        const panel = page.locator('.side-panel')
        await page.locator('.holdings .account-cell button').nth(loan.account).click()
        await page.waitForURL((url) => url.searchParams.get('account') === loan.id)
        await sound(page, 'an account beside the page')
        await panel.getByRole('region', { name: '合约' }).getByRole('button').click()
        await page.waitForURL((url) => url.searchParams.get('contract') === loan.id)
        await sound(page, 'a contract beside the page')
        await panel.getByRole('button', { name: '返回' }).click()
        await page.waitForURL((url) => !url.searchParams.has('contract'))
        await page.goBack()
        await panel.waitFor({ state: 'detached' })
        assert.equal(new URL(page.url()).searchParams.get('tab'), 'holdings')
        await page.locator('.contract-grid li button').first().click()
        await page.waitForURL(/contract=/)
        await settled(page)
        await panel.getByRole('button', { name: '关闭' }).click()
        await panel.waitFor({ state: 'detached' })
        // An agreement of nobody's is told to be none.
        await goTo(page, `/customers/${items[at].number}?tab=holdings&account=00000000-0000-0000-0000-000000000000`)
        await panel.getByText('没有这一笔').waitFor()
      })
    })

  test('somebody whom three branches knew by three numbers is one, and any of the numbers opens it', { timeout: 60_000 }, async () => {
    await as('steward', async (page) => {
      const { groups } = (await ask(page, 'GET', `/api/v1/search?q=${encodeURIComponent('林远舟')}`)).body
      const hits = groups.flatMap((group) => group.hits)
      assert.equal(hits.length, 1, 'three numbers are one customer')
      const { number } = hits[0].customer
      const { former_numbers: former } = (await ask(page, 'GET', `/api/v1/customers/${number}`)).body
      assert.equal(former.length, 2)
      const four = (text) => text.replace(/(\d{4})(?=\d)/g, '$1 ')
      for (const old of former) {
        await goTo(page, `/customers/${old}`)
        const identity = page.getByRole('region', { name: '客户身份' })
        await identity.getByText(`原客户号 ${former.map(four).join('、')}`).waitFor()
        await identity.getByText(`按 ${four(old)} 打开`).waitFor()
        await identity.getByText(four(number), { exact: true }).waitFor()
        await sound(page, 'a customer opened by an old number')
      }
    })
  })

  test('a phone alone is enough to find a customer', { timeout: 60_000 }, async () => {
    await withPage({ viewport: PHONE }, async (page) => {
      await signIn(page, 'rm')
      assert.deepEqual(await overflowing(page), [])
      await page.locator('.search-box').click()
      await page.locator('.palette input').fill('zs')
      await page.locator('.palette [role="option"]').filter({ hasText: '张三' }).first().click()
      await page.waitForURL(/\/customers\/\d+/)
      await settled(page)
      assert.match(await page.locator('h1').textContent(), /张三/)
      assert.deepEqual(await overflowing(page), [])
      assert.deepEqual(page.faults, [])
    })
  })
}

/** Somebody well down the list who owes a loan: the place in the list, the loan's record and its place among the accounts. */
async function borrower(page, items) {
  for (const [at, row] of items.entries()) {
    if (at < 25) continue
    const loans = (await ask(page, 'GET', `/api/v1/customers/${row.number}/contracts`)).body.loans
    const { lines } = (await ask(page, 'GET', `/api/v1/customers/${row.number}/accounts`)).body
    const held = lines.flatMap((line) => line.products.flatMap((product) => product.accounts))
    const account = held.findIndex((one) => loans.some((loan) => loan.record_id === one.record_id))
    if (account >= 0) return { at, loan: { account, id: held[account].record_id } }
  }
  throw new Error('nobody of the list owes a loan')
}

/** Whether a row stands within its table. */
function inSight(row) {
  return row.evaluate((line) => {
    const [own, box] = [line, line.closest('.table-box')].map((element) => element.getBoundingClientRect())
    return own.top >= box.top && own.bottom <= box.bottom
  })
}

/** Where the scrollers of a list stand. */
function places(page) {
  return page.evaluate(() => [...document.querySelectorAll('#main, main, .table-box')].map((box) => Math.round(box.scrollTop)))
}
