// Every role signs in and opens every place of its menu, on a desk and on a phone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DESK, overflowing, PHONE, ROLES, settled, signIn } from '../bank.mjs'
import { audit, goTo, holdsTo, withPage } from './walk.mjs'

const audited = new Set()
const menus = {}

/** What is asked of a place, at both sizes; its accessibility once, whoever comes first. */
async function look(page, role, to) {
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport)
    await settled(page)
    assert.deepEqual(await overflowing(page), [], `${role} ${to} at ${viewport.width}: something stands out`)
    assert.equal(await page.locator('.empty-bad').count(), 0, `${role} ${to}: a card failed: ${await page.locator('.empty-bad + strong').allTextContents()}`)
  }
  await page.setViewportSize(DESK)
  assert.equal(await page.locator('h1').count(), 1, `${to} has not one heading of the first order`)
  if (audited.has(to)) return
  audited.add(to)
  await settled(page)
  assert.deepEqual(await audit(page), [], `${to}: accessibility`)
}

export function roles() {
  for (const role of ROLES)
    test(`${role} signs in and opens every place of the menu`, { timeout: 180_000 }, async () => {
      await withPage({}, async (page) => {
        await signIn(page, role)
        const links = page.locator('.rail nav a')
        const places = await links.evaluateAll((all) => all.map((link) => [link.getAttribute('href').split('?')[0], link.textContent.trim()]))
        assert.ok(places.length > 0, `${role} has no place to go`)
        menus[role] = places.map(([, text]) => text).join(' ')
        for (const [at, [to]] of places.entries()) {
          await links.nth(at).click()
          await page.waitForURL((url) => url.pathname === to)
          await look(page, role, to)
        }
        // By its address, as from a bookmark.
        await goTo(page, '/profile')
        await look(page, role, '/profile')
        assert.deepEqual(page.faults, [], `${role}: the console of the browser`)
      })
    })
}

/** After all of them: what each was offered. */
export function menusAreThese() {
  test('the menus are these', () => holdsTo('menus', ROLES.map((role) => `${role}: ${menus[role]}`).join('\n')))
}
