// A policy table of before an upgrade: what it lacks is said, and added as shipped by one button. Run alone: it takes a
// right away from everybody for a moment.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PHONE, settled } from '../bank.mjs'
import { as, ask, askAs, goTo, sound } from './walk.mjs'

const dialog = (page) => page.locator('.ant-modal').filter({ visible: true })

export function upgrades() {
  test('a policy table of before says what it lacks, and is completed as shipped', { timeout: 90_000 }, async () => {
    await as('security_admin', async (page) => {
      const { text } = (await ask(page, 'GET', '/api/v1/access-policy')).body
      const at = text.indexOf('[view.share]')
      const old = text.slice(0, at) + text.slice(text.indexOf('\n\n', at))
      const put = await ask(page, 'POST', '/api/v1/access-policy', { text: old, note: 'as before the upgrade' })
      assert.equal(put.status, 201, JSON.stringify(put.body))
      const share = { list: 'customers', name: 'x', content: {}, shared_with: 'unit' }
      assert.equal((await askAs('steward', 'POST', '/api/v1/views', share)).status, 403)
      await goTo(page, '/policy')
      const strip = page.locator('.strip-warn')
      await strip.getByText('列表视图·共享').waitFor()
      await sound(page, 'a table that lacks something')
      await strip.getByRole('button', { name: '按出厂补上' }).click()
      await dialog(page).getByText(/数据管理员：全部/).waitFor()
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      await page.setViewportSize(PHONE)
      await sound(page, 'a table that lacks something, on a phone')
      await strip.getByRole('button', { name: '按出厂补上' }).click()
      await dialog(page).locator('.ant-btn-primary').click()
      await strip.waitFor({ state: 'detached' })
      await settled(page)
      const now = (await ask(page, 'GET', '/api/v1/access-policy')).body
      assert.ok(now.version === put.body.version + 1 && now.text.startsWith(old.trimEnd()), 'what it said stays')
      const made = await askAs('steward', 'POST', '/api/v1/views', share)
      assert.equal(made.status, 201)
      await askAs('steward', 'DELETE', `/api/v1/views/${made.body.id}`)
    })
    await as('compliance_auditor', async (page) => {
      await goTo(page, '/policy')
      assert.equal(await page.locator('.strip-warn').count(), 0)
    })
  })
}
