// Other identity rules: tried on the live stock, told in customers, before anything is so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DESK, PHONE } from '../bank.mjs'
import { as, ask, goTo, sound } from './walk.mjs'

export function rules() {
  test('other identity rules are tried: who would be one, who would part, and nothing is so', { timeout: 150_000 }, async () => {
    await as('steward', async (page) => {
      const before = (await ask(page, 'GET', '/api/v1/policies/identity')).body
      await goTo(page, '/rules')
      await page.getByRole('button', { name: '试算改动' }).click()
      await page.waitForURL(/draft=/)
      const text = page.locator('.rules-try textarea')
      const attempt = page.getByRole('button', { name: '看会怎样' })
      assert.equal(await text.inputValue(), before.text)
      assert.ok(await attempt.isDisabled(), 'what is in force needs no trial')
      await text.fill('rule = 7')
      await attempt.click()
      await page.locator('.rules-try [role="alert"]').filter({ hasText: '读不懂' }).waitFor()
      await sound(page, 'rules that cannot be read')

      // Whoever carries one number is one, whatever the name.
      await text.fill(before.text.replace('names = "equal"', 'names = "any"'))
      const told = async () => {
        await attempt.click()
        await page.waitForURL(/trial=/)
        const id = new URL(page.url()).searchParams.get('trial').replaceAll('"', '')
        for (let wait = 0; wait < 300; wait += 1) {
          const job = (await ask(page, 'GET', `/api/v1/matching/jobs/${id}`)).body
          if (job.state !== 'running') return job
          await page.waitForTimeout(200)
        }
        throw new Error('the trial does not end')
      }
      const bold = await told()
      assert.equal(bold.state, 'done')
      assert.ok(bold.rules.join > 0 && bold.rules.customers > 600, JSON.stringify(bold.rules))
      const outcome = page.locator('.outcome')
      await outcome.filter({ hasText: `${bold.rules.join} 对会归为一` }).waitFor()
      assert.equal(await outcome.locator('.samples li').count(), bold.rules.joined.length)
      await page.getByRole('radio', { name: '改动' }).click()
      await page.locator('.rules-try .code-line.new').filter({ hasText: 'names = "any"' }).first().waitFor()
      await sound(page, 'a trial of rules')
      await page.setViewportSize(PHONE)
      await sound(page, 'a trial of rules on a phone')
      await page.setViewportSize(DESK)

      // No rule joins any more: who is of several records parts.
      await page.getByRole('radio', { name: '原文' }).click()
      await text.fill(before.text.replaceAll('then = "join"', 'then = "similar"'))
      await page.waitForURL((url) => !url.searchParams.has('trial'))
      const timid = await told()
      assert.ok(timid.rules.part > 0 && timid.rules.join === 0, JSON.stringify(timid.rules))
      await outcome.filter({ hasText: '个会拆开' }).locator('.samples a').first().waitFor()

      // Nothing is so: the rules in force are what they were, and whoever would be one is two.
      assert.equal((await ask(page, 'GET', '/api/v1/policies/identity')).body.text, before.text)
      const [one, other] = bold.rules.joined[0]
      for (const number of [one, other]) assert.equal((await ask(page, 'GET', `/api/v1/customers/${number}`)).body.number, number)
      await page.getByRole('button', { name: '放弃改动' }).click()
      await page.waitForURL((url) => !url.searchParams.has('draft') && !url.searchParams.has('trial'))
      // The trial is kept among the jobs, and leads back to what it told.
      await goTo(page, '/matching')
      await page.locator('.matching-jobs a').filter({ hasText: /归一规则|规则/ }).first().click()
      await page.waitForURL(/\/rules\?.*trial=/)
      await page.locator('.outcome').filter({ hasText: '个会拆开' }).waitFor()
      assert.ok(!(await text.inputValue()).includes('then = "join"'), 'with the rules it was of')
    })
    await as('compliance_auditor', { language: 'en' }, async (page) => {
      await goTo(page, '/rules')
      await page.getByRole('heading', { level: 1 }).waitFor()
      assert.equal(await page.getByRole('button', { name: /Try/ }).count(), 0, 'who may not change rules tries none')
    })
  })
}
