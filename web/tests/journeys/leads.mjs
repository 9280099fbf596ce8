// A list of leads against the customers: pasted or from a file, told row by row, filtered, and taken along as a file.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PHONE, settled } from '../bank.mjs'
import { as, ask, askAs, failing, forgive, goTo, sound, trail } from './walk.mjs'

const checkList = '/api/v1/customers/check-list'

/** Somebody entered at branch 0101, with a passport nobody else has. */
async function somebody() {
  const letters = [...'安柏晨丹恩凡歌涵佳可岚铭宁沛琪然思彤'].sort(() => Math.random() - 0.5)
  const known = { name: `钟离${letters[0]}${letters[1]}`, document: `E${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}` }
  const made = await askAs('steward', 'POST', '/api/v1/customers', {
    kind: 'individual',
    confirmed: true,
    unit: '0101',
    identifications: [{ type: 'passport_cn', number: known.document, expires_on: '2035-12-31' }],
    values: { name: [known.name], sex: ['1'], nationality: ['CHN'], occupation: ['2'], mobile: [`137${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`], address_home: ['北京市朝阳区建国路93号'], birth_date: ['1966-07-08'] },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return { ...known, number: made.body.customer.number }
}

const paste = async (page, text) => {
  await page.getByLabel('粘贴名单').fill(text)
  await page.getByRole('button', { name: '比对', exact: true }).click()
  await page.locator('.leads-rows').waitFor()
  await settled(page)
}
const rows = (page) => page.locator('.leads-rows tbody tr')

export function leads() {
  test('a list tells who is a customer already, by keyboard and as a file', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      const known = await somebody()
      await goTo(page, '/customers')
      await page.keyboard.press('g')
      await page.keyboard.press('e')
      await page.waitForURL(/\/leads/)
      await settled(page)
      await sound(page, 'no list yet')
      const list = ['姓名,护照号,手机号,备注', `${known.name},${known.document},,老客户`, '虞卿不在册,,13012349876,"=1+1"', '虞卿不在册,,13012349876,', ',,,谁也不是'].join('\n')
      await paste(page, list)
      const told = await rows(page).evaluateAll((all) => all.map((row) => row.dataset.is))
      assert.deepEqual(told, ['customer', 'new', 'new', 'unclear'])
      assert.equal((await rows(page).first().getByRole('link').textContent()).replaceAll(' ', ''), known.number)
      await rows(page).nth(2).getByText('第 2 行').waitFor()
      await sound(page, 'a checked list')

      await page.getByRole('radio', { name: /新客户/ }).click()
      await page.waitForURL(/show=new/)
      assert.equal(await rows(page).count(), 2)
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载' }).click()])
      const text = readFileSync(await file.path(), 'utf8')
      const lines = text.trim().split('\r\n')
      assert.equal(lines.length, 3, 'what is filtered is what goes out')
      assert.match(lines[0], /姓名,护照号,手机号,备注,比对结果,客户号/)
      assert.match(lines[1], /'=1\+1/, 'no cell is a formula')

      const line = (await trail({ object: 'customer', action: 'search' })).find((one) => one.detail?.leads === 4)
      assert.ok(line, 'one act, with its figures')
      assert.ok(!JSON.stringify(line).includes(known.name) && !JSON.stringify(line).includes(known.document))

      // What a column holds can be said otherwise; what fails keeps what was typed.
      await page.setViewportSize(PHONE)
      await settled(page)
      await sound(page, 'a checked list on a phone')
      const lost = await failing(page, 'POST', checkList, 500)
      await page.getByRole('button', { name: '比对', exact: true }).click()
      await page.locator('.leads-list .strip-bad').waitFor()
      assert.equal(await page.getByLabel('粘贴名单').inputValue(), list)
      await page.getByRole('button', { name: '比对', exact: true }).click()
      await page.locator('.leads-list .strip-bad').waitFor({ state: 'detached' })
      assert.equal(lost.times, 2)
      forgive(page, /500 of .*check-list/)
    })
  })

  test('a file of Chinese systems is read, in English and dark, and a planner is told no more than may be seen', { timeout: 90_000 }, async () => {
    const known = await somebody()
    await as('marketing_planner', { language: 'en', theme: 'dark' }, async (page) => {
      await goTo(page, '/leads')
      // 姓名,手机 in GB18030, and somebody's name in ASCII.
      const bytes = Buffer.concat([Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xca, 0xd6, 0xbb, 0xfa, 0x0a]), Buffer.from('Nobody Atall,13012340000\n')])
      await page.locator('input[type=file]').setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: bytes })
      await page.waitForFunction(() => document.querySelector('textarea')?.value.startsWith('姓名,手机'))
      await page.locator('.page button.ant-btn-primary').click()
      await page.locator('.leads-rows').waitFor()
      assert.equal(await rows(page).first().getAttribute('data-is'), 'new')
      await sound(page, 'a list in the dark')
      const { status, body } = await ask(page, 'POST', checkList, { leads: [{ identifications: [{ type: 'passport_cn', number: known.document }], values: { name: [known.name] } }] })
      assert.equal(status, 200)
      assert.ok(['customer', 'elsewhere'].includes(body.rows[0].is), JSON.stringify(body))
      assert.ok(!JSON.stringify(body).includes(known.number), 'the number would tell whose the document is')
    })
    await as('operator', async (page) => {
      assert.equal((await ask(page, 'POST', checkList, { leads: [{ values: { name: ['张三'] } }] })).status, 403)
    })
  })
}
