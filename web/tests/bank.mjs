// A small demo bank behind the real program, and a browser in front of it.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

// The bank's day is Beijing's, wherever the tests run: the browser and what it starts ask for the same day.
process.env.TZ = 'Asia/Shanghai'

export const PASSWORD = 'one-bank-one-customer'
export const ROLES = ['rm', 'branch_head', 'marketing_planner', 'product_risk', 'steward', 'operator', 'analyst', 'compliance_auditor', 'system_admin', 'security_admin', 'audit_admin']
export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

const program = process.env.GUIYI
const pages = fileURLToPath(new URL('../dist', import.meta.url))
const survivorship = fileURLToPath(new URL('../../crates/ecif/src/survive/survivorship.toml', import.meta.url))
const browsers = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Fills a bank of its own in a folder of its own, and serves it; `stop` ends it and clears it away.
 * `BANK=http://127.0.0.1:...` takes one that is served already, to try a journey again and again.
 * `serve` gives more words for serving, told the folder; with `rules` the bank has changed its survivorship rules once.
 */
export async function openBank({ people = 600, companies = 80, port = 0, serve = () => [], rules = false } = {}) {
  if (process.env.BANK) return { address: process.env.BANK, stop: async () => {} }
  if (!program) throw new Error('GUIYI names no program: run `make test-console` or `make screenshots`')
  if (!existsSync(join(pages, 'index.html'))) throw new Error('there are no pages: run `make console`')
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-console-'))
  // Under root, PostgreSQL runs as another user, who has to get in.
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  const made = spawnSync(program, ['demo', '--no-serve', '--data-dir', data, '--people', String(people), '--companies', String(companies)], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`the demo bank could not be made:\n${made.stdout}\n${made.stderr}`)
  if (rules) {
    const text = join(folder, 'survivorship.toml')
    writeFileSync(text, readFileSync(survivorship, 'utf8').replace('stale_after_months = 24', 'stale_after_months = 36'))
    const changed = spawnSync(program, ['policy', 'set-survivorship', '--data-dir', data, text], { encoding: 'utf8' })
    if (changed.status !== 0) throw new Error(`the rules could not be changed:\n${changed.stdout}\n${changed.stderr}`)
  }
  const server = spawn(program, ['serve', '--data-dir', data, '--listen', `127.0.0.1:${port}`, '--console', pages, ...serve(folder)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  server.stderr.on('data', (text) => (said += text))
  const address = await new Promise((found, failed) => {
    server.stdout.on('data', (text) => {
      said += text
      const line = /http:\/\/[\d.]+:\d+/.exec(said)
      if (line) found(line[0])
    })
    server.on('exit', (code) => failed(new Error(`the server ended with ${code}:\n${said}`)))
  })
  return {
    address,
    /** What the server wrote to its log. */
    said: () => said,
    async stop() {
      const ended = new Promise((done) => server.on('exit', done))
      server.removeAllListeners('exit')
      server.once('exit', () => {})
      const gone = new Promise((done) => server.once('exit', done))
      server.kill('SIGTERM')
      await Promise.race([ended, gone])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function openBrowser() {
  const executablePath = browsers.find((path) => path && existsSync(path))
  if (!executablePath) throw new Error('no Chromium was found: install it, or name one by CHROMIUM')
  const args = ['--disable-gpu', '--font-render-hinting=none']
  // The sandbox of the browser refuses to run as root, and only then it is left out.
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  return chromium.launch({ executablePath, args })
}

/** A page that keeps what went wrong: console errors, failed scripts, requests to anywhere else. */
export async function openPage(browser, bank, { viewport = DESK, language = 'zh-CN', theme = 'light', scale = 1 } = {}) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, colorScheme: theme, baseURL: bank.address, reducedMotion: 'reduce' })
  await context.addInitScript(
    ([language, theme]) => {
      if (!localStorage.getItem('guiyi')) localStorage.setItem('guiyi', JSON.stringify({ language, theme }))
    },
    [language, theme],
  )
  const page = await context.newPage()
  page.faults = []
  // What was asked for and is not answered yet: how `settled` knows that nothing loads any more.
  page.awaited = new Set()
  page.on('request', (request) => page.awaited.add(request))
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => page.awaited.delete(request))
  page.on('console', (message) => {
    // A refused request is the server's answer, not a fault of the page; the page says it in words.
    if (['error', 'warning'].includes(message.type()) && !/Failed to load resource/.test(message.text())) page.faults.push(`${message.type()}: ${message.text().slice(0, 300)}`)
  })
  page.on('pageerror', (error) => page.faults.push(`threw: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== bank.address && url.origin !== bank.provider && !['data:', 'blob:'].includes(url.protocol)) page.faults.push(`asked ${url.origin}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) page.faults.push(`${response.status()} of ${new URL(response.url()).pathname}`)
  })
  return page
}

export async function signIn(page, login, password = PASSWORD) {
  await page.goto('/sign-in')
  await page.locator('input[autocomplete="username"]').fill(login)
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout: 20_000 })
  await page.locator('.shell').waitFor()
  await settled(page)
}

const quiet = 80

/** Whether a page of the console is there, and nothing in it still waits for its content. */
const drawn = () => !document.querySelector('.skeleton, .skeleton-wait, .refetching, .blank') && (document.querySelector('main')?.childElementCount ?? 0) > 0

/** Waits until nothing loads any more and what came is drawn. */
export async function settled(page) {
  await page.waitForLoadState('load')
  const until = Date.now() + 30_000
  let since = Date.now()
  while (Date.now() - since < quiet) {
    if (Date.now() > until) throw new Error(`still loading: ${[...page.awaited].map((request) => request.url()).join(' ')}`)
    await page.waitForTimeout(20)
    // What was drawn may ask for more: the quiet is counted from when both are done.
    if (page.awaited.size > 0 || !(await page.evaluate(drawn).catch(() => false))) since = Date.now()
  }
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** Boxes whose content stands out of them. */
export function overflowing(page) {
  return page.evaluate(() => {
    const wide = []
    for (const box of document.querySelectorAll('body, main, .page, .card, .card-body, .top, .rail, .bottom-bar')) {
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(box).overflowX)
      if (!scrolls && box.scrollWidth > box.clientWidth + 1) wide.push(`${box.className || box.tagName} ${box.scrollWidth} > ${box.clientWidth}`)
    }
    return wide
  })
}
