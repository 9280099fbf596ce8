// What every journey needs: the one bank and browser they share, pages of their own, and what is asked of each page.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { openBank, openBrowser, openPage, overflowing, PASSWORD, settled } from '../bank.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let bank
let browser

export async function open() {
  const opened = await Promise.allSettled([openBank({ rules: true }), openBrowser()])
  bank = opened[0].value
  browser = opened[1].value
  const failed = opened.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}

export async function close() {
  await browser?.close()
  await bank?.stop()
}

/** A page that nobody is signed in on. */
export async function withPage(options, act) {
  const page = await openPage(browser, bank, options)
  try {
    return await act(page)
  } finally {
    await page.context().close()
  }
}

/** Calls a service as the console does, with the cookie of the page; the answer is read, whatever it is. */
export async function ask(page, method, path, body) {
  const answer = await page.context().request.fetch(new URL(path, bank.address).href, {
    method,
    headers: { origin: bank.address, purpose: 'customer-service' },
    ...(body === undefined ? {} : { data: body }),
  })
  const text = await answer.text()
  return { status: answer.status(), body: text ? JSON.parse(text) : null }
}

/** A page of somebody who is signed in: without the form, which has journeys of its own. */
export async function as(login, options, act) {
  if (typeof options === 'function') return as(login, {}, options)
  return withPage(options, async (page) => {
    const { status } = await ask(page, 'POST', '/api/v1/session', { login, password: options.password ?? PASSWORD })
    assert.equal(status, 200, `${login} is let in`)
    const result = await act(page)
    assert.deepEqual(page.faults, [], `${login}: the console of the browser`)
    return result
  })
}

/** Opens an address and waits for what it shows. */
export async function goTo(page, path) {
  await page.goto(path)
  await settled(page)
}

/** What an audit by axe finds that matters. */
export async function audit(page) {
  // Evaluated, not added as a script: the content policy stays as it is.
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 140)).slice(0, 3).join(' | ')}`)
}

/** A screen of which nothing stands out, nothing failed, and which everybody can use. */
export async function sound(page, what) {
  await settled(page)
  assert.deepEqual(await overflowing(page), [], `${what}: something stands out`)
  assert.equal(await page.locator('.empty-bad').count(), 0, `${what}: a card failed: ${await page.locator('.empty-bad + strong').allTextContents()}`)
  assert.deepEqual(await audit(page), [], `${what}: accessibility`)
}

/** A text that a person reads before it changes: `UPDATE=1` writes it anew. */
export function holdsTo(name, text) {
  const file = new URL(`../snapshots/${name}.txt`, import.meta.url)
  if (process.env.UPDATE) {
    mkdirSync(new URL('../snapshots/', import.meta.url), { recursive: true })
    writeFileSync(file, `${text}\n`)
  }
  assert.equal(`${text}\n`, readFileSync(file, 'utf8'), `${name} reads otherwise; UPDATE=1 takes it over`)
}

/**
 * Lets the next request of a kind fail, as servers and networks do: a number is the answer's status, `'network'` no
 * answer at all. Counts what was asked; from the second request on, the server answers itself.
 */
export async function failing(page, method, path, how) {
  const seen = { times: 0 }
  await page.route(
    (url) => url.pathname === path || (path instanceof RegExp && path.test(url.pathname)),
    async (route) => {
      if (route.request().method() !== method) return route.fallback()
      seen.times += 1
      if (seen.times > 1 || how === null) return route.continue()
      if (how === 'network') return route.abort('connectionreset')
      return route.fulfill({
        status: how,
        contentType: 'application/problem+json',
        headers: { 'trace-id': 'a-trace-of-a-journey' },
        body: JSON.stringify({ type: '/docs/problems#internal', title: '出了内部错误', status: how, code: 'internal', detail: '没有保存，可以再试', trace_id: 'a-trace-of-a-journey' }),
      })
    },
  )
  return seen
}

/** Failures that a journey itself caused are no faults of the console. */
export function forgive(page, words) {
  page.faults = page.faults.filter((fault) => !words.test(fault))
}

/** The lines of the audit trail that answer a question, the latest first, as an auditor reads them. */
export async function trail(query) {
  const { body } = await askAs('audit_admin', 'GET', `/api/v1/audit?${new URLSearchParams(query)}`)
  return body.items
}

const OWN = 'a-password-of-ones-own'

/** A name that no other run of the journeys has given. */
export function fresh(word) {
  return `${word}-${randomBytes(3).toString('hex')}`
}

/** Calls a service as somebody, without a browser. */
export async function askAs(login, method, path, body, password = PASSWORD) {
  return withPage({}, async (page) => {
    const { status } = await ask(page, 'POST', '/api/v1/session', { login, password })
    assert.equal(status, 200, `${login} is let in`)
    return ask(page, method, path, body)
  })
}

/** Somebody new, whose choices disturb nobody else's journey: hired, given roles by another, with a password of their own. */
export async function newcomer(word, { roles, unit, staff_number }) {
  const login = fresh(word)
  const hired = await askAs('system_admin', 'POST', '/api/v1/users', { login, name: word, unit, staff_number })
  assert.equal(hired.status, 201, JSON.stringify(hired.body))
  const { id, password } = hired.body
  const given = await askAs('security_admin', 'PATCH', `/api/v1/users/${id}`, { roles })
  assert.equal(given.status, 200, JSON.stringify(given.body))
  const changed = await askAs(login, 'POST', '/api/v1/me/password', { current: password, new: OWN }, password)
  assert.ok(changed.status < 300, JSON.stringify(changed.body))
  return { login, id, password: OWN }
}
