// The pictures of docs/screenshots, made from the demo bank by one command.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openBank, openBrowser, openPage, PHONE, settled, signIn } from './bank.mjs'

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
mkdirSync(folder, { recursive: true })

const bank = await openBank({ people: Number(process.env.PEOPLE ?? 5000), companies: Number(process.env.PEOPLE ?? 5000) / 10 })
const browser = await openBrowser()

async function as(login, options, act) {
  const page = await openPage(browser, bank, options)
  await signIn(page, login)
  await act(page)
  await page.context().close()
}

async function take(page, name) {
  await settled(page)
  await page.waitForTimeout(250)
  await page.screenshot({ path: `${folder}${name}.png` })
}

/** Waits until the search that the first load began is through: the queue is what it will be. */
async function searched(page) {
  for (let wait = 0; wait < 600; wait += 1) {
    const answer = await page.context().request.fetch(`${bank.address}/api/v1/matching/jobs`, { headers: { purpose: 'customer-service' } })
    const { items } = await answer.json()
    if (items.length > 0 && !items.some((job) => job.state === 'running')) return
    await page.waitForTimeout(500)
  }
  throw new Error('the search of the whole stock does not end')
}

/** Opens the person with the highest balance: somebody of whom there is something to show. */
async function richest(page) {
  await page.goto('/customers?kind=individual&sort=-balance')
  await settled(page)
  await page.locator('tbody tr').first().click()
  await page.locator('.preview-acts a').first().click()
  await page.waitForURL(/\/customers\/\d+/)
  await settled(page)
  return new URL(page.url()).pathname
}

try {
  for (const [suffix, options] of [
    ['zh', {}],
    ['en-dark', { language: 'en', theme: 'dark' }],
  ]) {
    await as('rm', options, async (page) => {
      await take(page, `customers-${suffix}`)
      await page.keyboard.press('Control+k')
      await page.locator('.palette input').fill('zs')
      await page.locator('.palette [role="option"]').first().waitFor()
      await page.waitForTimeout(600)
      await take(page, `search-${suffix}`)
      await page.keyboard.press('Escape')
      const customer = await richest(page)
      await take(page, `customer-${suffix}`)
      await page.goto(`${customer}/lineage`)
      await take(page, `lineage-${suffix}`)
    })
    await as('steward', options, async (page) => {
      await page.goto('/customers?kind=organisation&sort=-balance')
      await settled(page)
      await page.locator('tbody tr').first().dblclick()
      await page.waitForURL(/\/customers\/\d+/)
      await take(page, `company-${suffix}`)
      await page.goto('/loads')
      await take(page, `loads-${suffix}`)
      await page.goto('/similar')
      await settled(page)
      await take(page, `similar-${suffix}`)
      await searched(page)
      await page.goto('/review')
      await settled(page)
      // A pair whose records differ in more than one way shows more than the likeliest does.
      for (let step = 0; step < 12; step += 1) await page.keyboard.press('j')
      await take(page, `review-${suffix}`)
      await page.goto('/matching?upper=20&lower=5')
      await settled(page)
      await page.locator('.matching-trial .card-foot button').first().click()
      await page.waitForURL(/trial=/)
      await page.locator('.outcome:not(:has(.job-progress))').waitFor({ timeout: 120_000 })
      await take(page, `matching-${suffix}`)
    })
    await as('security_admin', options, async (page) => {
      await page.goto('/policy?look=table')
      await take(page, `policy-${suffix}`)
    })
  }
  await as('rm', { viewport: PHONE, scale: 2 }, async (page) => {
    await take(page, 'phone-customers')
    await richest(page)
    await take(page, 'phone-customer')
  })
} finally {
  await browser.close()
  await bank.stop()
}
