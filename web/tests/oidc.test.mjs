// Signing in through an identity provider, in a browser, with a certified provider running on this machine.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, openBank, openBrowser, openPage, overflowing, PASSWORD, PHONE, settled, signIn } from './bank.mjs'
import { freePort, openProvider, SECRET } from './provider.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let bank
let browser
let provider
let open

before(async () => {
  const [port, theirs] = [await freePort(), await freePort()]
  const home = `http://127.0.0.1:${port}`
  const redirect = `${home}/api/v1/oidc/callback`
  open = () => openProvider({ port: theirs, redirect, home: `${home}/sign-in` })
  provider = await open()
  bank = await openBank({
    people: 60,
    companies: 6,
    port,
    serve: (folder) => {
      writeFileSync(join(folder, 'oidc-secret'), `${SECRET}\n`, { mode: 0o600 })
      writeFileSync(
        join(folder, 'oidc.toml'),
        `name = { zh = "行内统一认证", en = "Bank ID" }\nissuer = "${provider.issuer}"\nclient_id = "guiyi"\nclient_secret_file = "oidc-secret"\nredirect_uri = "${redirect}"\nsign_out = true\n`,
      )
      return ['--oidc', join(folder, 'oidc.toml')]
    },
  })
  bank.provider = provider.issuer
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await bank?.stop()
  await provider?.stop()
})

async function withPage(options, act) {
  const page = await openPage(browser, bank, options)
  // The provider's page asks for a font elsewhere; nothing leaves this machine.
  await page.context().route(/^https:/, (route) => route.abort())
  try {
    return await act(page)
  } catch (error) {
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, 'failed.png') })
    throw error
  } finally {
    await page.context().close()
  }
}

/** What went wrong, but for a font that the provider's own page asks for elsewhere. */
const faults = (page) => page.faults.filter((fault) => !/fonts\.googleapis/.test(fault))

/** Presses the console's button, and signs in on the provider's own page. */
async function throughProvider(page, subject) {
  await page.locator('.sign-in-card a.ant-btn-primary').click()
  // Who is signed in there already is sent back at once.
  await page.waitForURL((url) => url.origin === provider.issuer || !url.pathname.startsWith('/sign-in') || url.search.includes('refused='))
  if (await page.locator('input[name="login"]').count()) {
    await page.locator('input[name="login"]').fill(subject)
    await page.locator('input[name="password"]').fill('whatever')
    await page.locator('button[type="submit"]').click()
    await page.waitForLoadState()
  }
  // And it asks for consent.
  if (page.url().startsWith(provider.issuer)) await page.locator('button[type="submit"]').click()
  await page.waitForURL((url) => url.origin === bank.address)
  await settled(page)
}

const alert = (page) => page.locator('.sign-in-refused')

async function refused(page, code, words) {
  await alert(page).waitFor()
  assert.match(page.url(), new RegExp(`refused=${code}&trace=[0-9a-f]{32}`))
  assert.match(await alert(page).textContent(), words)
  assert.match(await alert(page).locator('code').textContent(), /^[0-9a-f]{32}$/)
  assert.equal((await page.context().cookies()).find((one) => one.name === 'guiyi_session'), undefined, 'nobody is signed in')
}

/** Asks a service as whoever is signed in. */
const ask = (page, method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api/v1${path}`, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
      return { status: answer.status, body: await answer.json().catch(() => null) }
    },
    [method, path, body],
  )

test('the sign-in page offers the provider, in both languages, at both sizes, light and dark', { timeout: 120_000 }, async () => {
  for (const [language, theme, viewport, words] of [
    ['zh-CN', 'light', DESK, '使用行内统一认证登录'],
    ['en', 'dark', PHONE, 'Sign in with Bank ID'],
  ])
    await withPage({ language, theme, viewport }, async (page) => {
      await page.goto('/sign-in?refused=identity-unknown&trace=0199aa00aa00aa00aa00aa00aa00aa00')
      await page.getByRole('link', { name: words }).waitFor()
      assert.deepEqual(await overflowing(page), [])
      await page.evaluate(axe)
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
      assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => one.id), [])
      if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `sign-in-${language}-${theme}.png`) })
      assert.deepEqual(page.faults, [])
    })
})

test('somebody the bank has not linked is refused; linked by the security administrator, they come in where they wanted and go out', { timeout: 180_000 }, async () => {
  await withPage({}, async (page) => {
    await page.goto('/loads')
    await page.waitForURL(/sign-in/)
    await throughProvider(page, 'staff-operator')
    await refused(page, 'identity-unknown', /没有可用的用户与之关联/)

    await withPage({}, async (admin) => {
      await signIn(admin, 'security_admin')
      await admin.goto('/users?q=operator')
      await settled(admin)
      await admin.locator('tbody tr').first().click()
      await settled(admin)
      await admin.getByRole('button', { name: '关联', exact: true }).click()
      await admin.getByRole('dialog').getByRole('textbox').fill('staff-operator')
      await admin.getByRole('dialog').getByRole('button', { name: '关联', exact: true }).click()
      await admin.getByRole('button', { name: '解除关联' }).waitFor()
      assert.deepEqual(await overflowing(admin), [])
      if (process.env.PICTURES) await admin.screenshot({ path: join(process.env.PICTURES, 'user-linked.png') })
      assert.deepEqual(faults(admin), [])
    })

    await page.goto('/loads')
    await page.waitForURL(/sign-in/)
    await throughProvider(page, 'staff-operator')
    await page.waitForURL(/\/loads/)
    await settled(page)
    const session = (await page.context().cookies()).find((one) => one.name === 'guiyi_session')
    assert.equal(session.sameSite, 'Strict')
    assert.equal(session.httpOnly, true)
    assert.equal((await ask(page, 'GET', '/me')).body.login, 'operator')
    await page.goto('/profile')
    await settled(page)
    await page.getByText('staff-operator').waitFor()
    await page.getByText('由安全管理员关联').waitFor()
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, 'profile-linked.png'), fullPage: true })
    assert.deepEqual(await overflowing(page), [])

    await page.locator('.user-button').click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.waitForURL((url) => url.origin === provider.issuer && /session\/end/.test(url.pathname))
    await page.getByRole('button', { name: /Yes/ }).click()
    await page.waitForURL((url) => url.origin === bank.address)
    assert.equal((await ask(page, 'GET', '/me')).status, 401, 'signed out here')
    await page.locator('.sign-in-card a.ant-btn-primary').click()
    await page.locator('input[name="login"]').waitFor()
    assert.deepEqual(faults(page), [])
  })
})

test('where the policy says so the first sign-in links by login; a user who is locked stays outside', { timeout: 180_000 }, async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'security_admin')
    const { body } = await ask(page, 'GET', '/access-policy')
    const text = body.text.replace('first = "refuse"', 'first = "by_login"')
    assert.equal((await ask(page, 'POST', '/access-policy', { text, note: 'the first sign-in links' })).status, 201)
  })
  await withPage({ language: 'en' }, async (page) => {
    await page.goto('/sign-in')
    await throughProvider(page, 'staff-steward')
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    assert.equal((await ask(page, 'GET', '/me')).body.login, 'steward')
  })
  await withPage({ language: 'en' }, async (page) => {
    await page.goto('/sign-in')
    await throughProvider(page, 'staff-system_admin')
    await refused(page, 'identity-unknown', /no user here that may sign in is linked to you/)
  })
  await withPage({ language: 'en' }, async (page) => {
    await page.goto('/sign-in')
    for (let tries = 0; tries < 5; tries += 1) await ask(page, 'POST', '/session', { login: 'steward', password: 'wrong-wrong' })
    await throughProvider(page, 'staff-steward')
    await refused(page, 'locked', /locked/)
    assert.deepEqual(faults(page), [])
  })
})

test('who cancels there is told so; a provider that is down leaves the password', { timeout: 120_000 }, async () => {
  await withPage({}, async (page) => {
    await page.goto('/sign-in')
    await page.locator('.sign-in-card a.ant-btn-primary').click()
    await page.getByText('Cancel').click()
    await page.waitForURL((url) => url.origin === bank.address)
    await refused(page, 'provider-declined', /取消了登录/)

    // Half a sign-in, and the provider goes.
    await page.locator('.sign-in-card a.ant-btn-primary').click()
    await page.locator('input[name="login"]').waitFor()
    await provider.stop()
    await page.goto('/sign-in')
    await page.locator('input[autocomplete="username"]').fill('analyst')
    await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
    await page.locator('input[autocomplete="current-password"]').press('Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    assert.equal((await ask(page, 'GET', '/me')).body.login, 'analyst')
    provider = await open()
  })
  assert.ok(!bank.said().includes(SECRET), 'the secret is in no log')
})
