// How soon the console is there: the first paint, and the page with its data, with nothing cached. JSON, milliseconds.
import { openBank, openBrowser, openPage, settled, signIn } from './bank.mjs'

const rounds = Number(process.env.ROUNDS ?? 7)

const bank = await openBank()
const browser = await openBrowser()

/** Opens a path as somebody who never was here, or who signed in and lost the cache; how long until it is painted, and until it is all there. */
async function arrive(path, session) {
  const page = await openPage(browser, bank)
  if (session) await page.context().addCookies(session)
  const began = performance.now()
  await page.goto(path)
  await settled(page)
  const whole = performance.now() - began
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
  await page.context().close()
  return { painted, whole }
}

const middle = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]

try {
  const known = await openPage(browser, bank)
  await signIn(known, 'rm')
  await known.goto('/customers')
  await settled(known)
  await known.locator('tbody tr').first().dblclick()
  await known.waitForURL(/\/customers\/\d+/)
  const customer = new URL(known.url()).pathname
  const session = await known.context().cookies()
  for (const [what, path, as] of [
    ['sign-in', '/sign-in', null],
    ['customer list', '/customers', session],
    ['customer', customer, session],
  ]) {
    const times = []
    for (let round = 0; round < rounds; round += 1) times.push(await arrive(path, as))
    // The browser now and then tells of a paint only after we asked.
    const painted = times.map((time) => time.painted).filter(Number.isFinite)
    const told = { what, rounds: painted.length, first_paint_ms: middle(painted), slowest_paint_ms: Math.max(...painted), whole_ms: middle(times.map((time) => time.whole)) }
    console.log(JSON.stringify(told))
  }
} finally {
  await browser.close()
  await bank.stop()
}
