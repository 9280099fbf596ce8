// Journeys in a browser, on the real program: every role, every place of its menu, by mouse, by keyboard, on a phone.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { DESK, openBank, openBrowser, openPage, overflowing, PHONE, ROLES, settled, signIn } from './bank.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let bank
let browser

before(async () => {
  bank = await openBank()
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await bank?.stop()
})

async function withPage(options, act) {
  const page = await openPage(browser, bank, options)
  try {
    return await act(page)
  } finally {
    await page.context().close()
  }
}

/** What an audit by axe finds that matters. */
async function audit(page) {
  // Evaluated, not added as a script: the content policy stays as it is.
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 140)).slice(0, 3).join(' | ')}`)
}

/** A text that a person reads before it changes: `UPDATE=1` writes it anew. */
function holdsTo(name, text) {
  const file = new URL(`./snapshots/${name}.txt`, import.meta.url)
  if (process.env.UPDATE) {
    mkdirSync(new URL('./snapshots/', import.meta.url), { recursive: true })
    writeFileSync(file, `${text}\n`)
  }
  assert.equal(`${text}\n`, readFileSync(file, 'utf8'), `${name} reads otherwise; UPDATE=1 takes it over`)
}

const audited = new Set()
const menus = []

for (const role of ROLES) {
  test(`${role} signs in and opens every place of the menu`, { timeout: 180_000 }, async () => {
    await withPage({ viewport: DESK }, async (page) => {
      await signIn(page, role)
      const places = await page.locator('.rail nav a').evaluateAll((links) => links.map((link) => [link.getAttribute('href').split('?')[0], link.textContent.trim()]))
      assert.ok(places.length > 0, `${role} has no place to go`)
      menus.push(`${role}: ${places.map(([, text]) => text).join(' ')}`)
      for (const [to] of [...places, ['/profile', '']]) {
        for (const viewport of [DESK, PHONE]) {
          await page.setViewportSize(viewport)
          await page.goto(to)
          await settled(page)
          assert.deepEqual(await overflowing(page), [], `${role} ${to} at ${viewport.width}: something stands out`)
          assert.equal(await page.locator('.empty-bad').count(), 0, `${role} ${to}: a card failed: ${await page.locator('.empty-bad + strong').allTextContents()}`)
        }
        assert.equal(await page.locator('h1').count(), 1, `${to} has not one heading of the first order`)
        if (!audited.has(to)) {
          audited.add(to)
          await page.setViewportSize(DESK)
          await page.goto(to)
          await settled(page)
          assert.deepEqual(await audit(page), [], `${to}: accessibility`)
        }
      }
      assert.deepEqual(page.faults, [], `${role}: the console of the browser`)
    })
  })
}

test('the menus are these', () => holdsTo('menus', menus.join('\n')))

test('a customer is found, opened and traced by the keyboard alone', { timeout: 120_000 }, async () => {
  await withPage({}, async (page) => {
    await page.goto('/sign-in')
    await page.locator('input[autocomplete="username"]').waitFor()
    await page.keyboard.type('rm')
    await page.keyboard.press('Tab')
    await page.keyboard.type('one-bank-one-customer')
    await page.keyboard.press('Enter')
    await page.waitForURL(/customers/)
    await settled(page)
    await page.keyboard.press('Control+k')
    await page.locator('.palette input').waitFor()
    await page.keyboard.type('zs')
    const hit = page.locator('.palette [role="option"]').filter({ hasText: '张三' }).first()
    await hit.waitFor({ timeout: 15_000 })
    for (let step = 0; step < 20 && (await hit.getAttribute('aria-selected')) !== 'true'; step += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/customers\/\d+/)
    await settled(page)
    await page.locator('.identity h1').waitFor()
    assert.match(await page.locator('h1').textContent(), /张三/)
    assert.deepEqual(await audit(page), [], 'the customer: accessibility')
    assert.deepEqual(await overflowing(page), [])
    await page.keyboard.press('l')
    await page.waitForURL(/lineage/)
    await settled(page)
    // The page is fetched when it is first opened.
    await page.locator('.lineage tbody tr').first().waitFor()
    await page.keyboard.press('j')
    await page.waitForURL(/attribute=/)
    assert.ok((await page.locator('.candidate.won').count()) >= 1, 'a winner is shown')
    await page.locator('.slider-dot').first().waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(/at=/)
    await settled(page)
    assert.deepEqual(await audit(page), [], 'the lineage: accessibility')
    assert.deepEqual(await overflowing(page), [])
    assert.deepEqual(page.faults, [])
  })
})

test('every tab of a customer opens, at both sizes', { timeout: 120_000 }, async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'steward')
    await page.goto('/customers?kind=organisation')
    await settled(page)
    const names = await page.locator('tbody tr th').allTextContents()
    assert.ok(names.length > 0, 'the list is empty')
    for (const kind of ['individual', 'organisation']) {
      await page.setViewportSize(DESK)
      await page.goto(`/customers?kind=${kind}`)
      await settled(page)
      await page.locator('tbody tr').first().click()
      await settled(page)
      await page.locator('.preview-acts a').first().click()
      await page.waitForURL(/\/customers\/\d+/)
      const base = new URL(page.url()).pathname
      for (const tab of ['overview', 'holdings', 'relations', 'facts', 'records', 'access'])
        for (const viewport of [DESK, PHONE]) {
          await page.setViewportSize(viewport)
          await page.goto(`${base}?tab=${tab}`)
          await settled(page)
          assert.deepEqual(await overflowing(page), [], `${kind} ${tab} at ${viewport.width}`)
          assert.equal(await page.locator('.empty-bad').count(), 0, `${kind} ${tab}: a card failed`)
        }
    }
    assert.deepEqual(page.faults, [])
  })
})

test('the places and words of the shell are announced', async () => {
  await withPage({}, async (page) => {
    await page.goto('/sign-in')
    await page.locator('input[autocomplete="username"]').waitFor()
    holdsTo('sign-in', await page.locator('body').ariaSnapshot())
    await signIn(page, 'steward')
    holdsTo('rail', await page.locator('.rail').ariaSnapshot())
    holdsTo('top', await page.locator('.top').ariaSnapshot())
  })
})

test('a password that is wrong says so, and a page asked for before signing in is opened after it', async () => {
  await withPage({}, async (page) => {
    await page.goto('/loads')
    await page.waitForURL(/sign-in/)
    await page.locator('input[autocomplete="username"]').fill('operator')
    await page.locator('input[autocomplete="current-password"]').fill('wrong-wrong-wrong')
    await page.keyboard.press('Enter')
    await page.locator('[role="alert"]').waitFor()
    assert.match(await page.locator('[role="alert"]').textContent(), /用户名或密码不对/)
    await page.locator('input[autocomplete="current-password"]').fill('one-bank-one-customer')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/loads/)
    await settled(page)
  })
})

test('theme, language and density are kept with the person', async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'analyst')
    await page.goto('/profile')
    await page.getByRole('radio', { name: 'English' }).click()
    await page.getByRole('radio', { name: 'Dark' }).click()
    await page.waitForLoadState('networkidle')
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
    assert.equal(await page.getAttribute('html', 'data-theme'), 'dark')
    assert.deepEqual(await audit(page), [], 'dark, English: accessibility')
    await withPage({}, async (other) => {
      await signIn(other, 'analyst')
      await other.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
      assert.equal(await other.getAttribute('html', 'lang'), 'en')
    })
  })
})
