// The shell: signing in, words, keys, what is kept with the person.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overflowing, settled, signIn } from '../bank.mjs'
import { as, audit, goTo, holdsTo, newcomer, sound, withPage } from './walk.mjs'

export function shell() {
  test('a customer is found, opened and traced by the keyboard alone', { timeout: 120_000 }, async () => {
    await withPage({}, async (page) => {
      await page.goto('/sign-in')
      await page.locator('input[autocomplete="username"]').waitFor()
      await page.keyboard.type('rm')
      await page.keyboard.press('Tab')
      await page.keyboard.type('one-bank-one-customer')
      await page.keyboard.press('Enter')
      await page.waitForURL(/customers/)
      // The address changes first; keys are heard once the shell is there.
      await page.locator('.shell').waitFor()
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

  test('the palette knows commands by their beginnings, and every object one may look up', { timeout: 60_000 }, async () => {
    for (const [language, words, first] of [
      ['en', 'imp', 'Import records'],
      ['zh-CN', 'imp', '导入记录'],
      ['en', 'exp', 'Export customers'],
      ['zh-CN', '新建', '新建客户'],
    ])
      await as('steward', { language }, async (page) => {
        await goTo(page, '/customers')
        await page.keyboard.press('Control+k')
        await page.locator('.palette input').fill(words)
        const hits = page.locator('.palette [role="option"]')
        await hits.filter({ hasText: first }).waitFor()
        await page.waitForTimeout(400)
        assert.match(await hits.first().textContent(), new RegExp(`^${first}`), `${words} in ${language}`)
        if (words !== 'imp') return
        await page.keyboard.press('Enter')
        await page.waitForURL(/\/loads/)
        await page.locator('.ant-modal').getByText('guiyi load MAPPING FILE').waitFor()
        await sound(page, 'how to import')
      })
    await as('steward', async (page) => {
      await goTo(page, '/customers')
      await page.keyboard.press('Control+k')
      for (const [words, place, address] of [
        ['学历', '学历', /code-tables\/education|standards/],
        ['核心', '核心系统', /sources\/core/],
      ]) {
        await page.locator('.palette input').fill(words)
        await page.getByRole('group', { name: '机构与数据' }).locator('[role="option"]').filter({ hasText: place }).first().click()
        await page.waitForURL(address)
        await settled(page)
        await page.keyboard.press('Control+k')
      }
    })
  })

  test('the places and words of the shell are announced', { timeout: 60_000 }, async () => {
    await withPage({}, async (page) => {
      await page.goto('/sign-in')
      await page.locator('input[autocomplete="username"]').waitFor()
      holdsTo('sign-in', await page.locator('body').ariaSnapshot())
      await signIn(page, 'steward')
      holdsTo('rail', await page.locator('.rail').ariaSnapshot())
      holdsTo('top', await page.locator('.top').ariaSnapshot())
    })
  })

  test('a password that is wrong says so, and a page asked for before signing in is opened after it', { timeout: 60_000 }, async () => {
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
      assert.deepEqual(page.faults, [])
    })
  })

  test('theme, language and density are kept with the person', { timeout: 60_000 }, async () => {
    const somebody = await newcomer('likes-it-dark', { roles: ['analyst'], unit: '0100' })
    await as(somebody.login, somebody, async (page) => {
      await goTo(page, '/profile')
      await page.getByRole('radio', { name: 'English' }).click()
      await page.getByRole('radio', { name: 'Dark' }).click()
      await settled(page)
      assert.equal(await page.getAttribute('html', 'lang'), 'en')
      assert.equal(await page.getAttribute('html', 'data-theme'), 'dark')
      assert.deepEqual(await audit(page), [], 'dark, English: accessibility')
      await withPage({}, async (other) => {
        await signIn(other, somebody.login, somebody.password)
        await other.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
        assert.equal(await other.getAttribute('html', 'lang'), 'en')
      })
    })
  })
}
