// Reading customers: every tab of a person and of a company, on a desk and on a phone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DESK, overflowing, PHONE, settled, signIn } from '../bank.mjs'
import { as, goTo, withPage } from './walk.mjs'

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
