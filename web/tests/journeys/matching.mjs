// Who may be one: reviewed by keyboard alone, values picked, contradictions looked at; limits tried, searches held.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DESK, PHONE, settled } from '../bank.mjs'
import { as, ask, askAs, failing, forgive, goTo, sound } from './walk.mjs'

const suspects = async (page, query = '') => (await ask(page, 'GET', `/api/v1/suspects?limit=100${query}`)).body.items
const read = async (page, id) => (await ask(page, 'GET', `/api/v1/suspects/${id}`)).body
const statusOf = async (page, id) => (await read(page, id)).suspect.status
const current = (page) => page.locator('.queue-row[aria-current]')
const told = (page, words) => page.locator('.ant-message-notice').filter({ hasText: words }).first().waitFor()
const dialog = (page) => page.locator('.ant-modal').filter({ visible: true })
const some = (most) => Math.floor(Math.random() * most)
const letters = (count) => [...'安柏晨丹恩凡歌涵佳可岚铭宁沛琪然思彤'].sort(() => Math.random() - 0.5).slice(0, count).join('')

/** Waits until the search that the first load began is through. */
async function searched(page) {
  for (let wait = 0; wait < 300; wait += 1) {
    const { items } = (await ask(page, 'GET', '/api/v1/matching/jobs')).body
    if (items.length > 0 && !items.some((job) => job.what === 'search' && job.state === 'running')) return
    await page.waitForTimeout(200)
  }
  throw new Error('the search of the whole stock does not end')
}

/** Somebody who resembles everybody made with the same words, with a passport of their own. */
async function likeness({ name, mobile, home }, unit = '0101') {
  const made = await askAs('steward', 'POST', '/api/v1/customers', {
    kind: 'individual',
    confirmed: true,
    unit,
    identifications: [{ type: 'passport_cn', number: `E${String(some(1e8)).padStart(8, '0')}`, expires_on: '2035-12-31' }],
    values: { name: [name], sex: ['1'], nationality: ['CHN'], occupation: ['2'], mobile: [mobile], address_home: [home], birth_date: ['1971-03-04'] },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.customer.number
}

/** Whether a journey entered one of the two: they bear these surnames, and are for that journey to judge. */
const entered = ({ one, other }) => [one, other].some((side) => /^(欧阳|司徒|慕容|尉迟)/.test(side.name ?? ''))

const words = () => ({ name: `欧阳${letters(2)}`, mobile: `139${String(some(1e8)).padStart(8, '0')}`, home: `北京市朝阳区建国路${1 + some(900)}号${1 + some(30)}单元${101 + some(800)}室` })

/** The suspect that two customers of branch 0101 are. */
async function between(page, one, other) {
  for (let wait = 0; wait < 50; wait += 1) {
    let cursor = ''
    do {
      const { items, next_cursor } = (await ask(page, 'GET', `/api/v1/suspects?unit=0101&of=persons&status=suspect&limit=100${cursor}`)).body
      const found = items.find((suspect) => [suspect.one.number, suspect.other.number].sort().join() === [one, other].sort().join())
      if (found) return found.id
      cursor = next_cursor ? `&cursor=${next_cursor}` : ''
    } while (cursor)
    await page.waitForTimeout(200)
  }
  throw new Error(`${one} and ${other} are no suspect`)
}

export function matching() {
  test('three pairs are judged by keyboard alone, and one of them again', { timeout: 120_000 }, async () => {
    await as('steward', async (page) => {
      await searched(page)
      const list = await suspects(page)
      // Whose customers are in no other pair: what is said of one says nothing of another.
      const times = new Map()
      for (const one of list) for (const number of [one.one.number, one.other.number]) times.set(number, (times.get(number) ?? 0) + 1)
      const alone = (one) => times.get(one.one.number) === 1 && times.get(one.other.number) === 1 && !entered(one)
      const at = list.findIndex((_, from) => list.slice(from, from + 4).length === 4 && list.slice(from, from + 4).every(alone))
      assert.ok(at >= 0, 'there are four pairs in a row that touch no other')
      const [first, second, third, fourth] = list.slice(at, at + 4)
      const before = (await ask(page, 'GET', '/api/v1/suspects/counts')).body

      await goTo(page, '/customers')
      await page.keyboard.press('g')
      await page.keyboard.press('r')
      await page.waitForURL(/\/review/)
      await settled(page)
      for (let step = 0; step < at; step += 1) {
        await page.keyboard.press('j')
        await page.waitForURL(new RegExp(list[step + 1].id))
      }
      await settled(page)
      assert.equal(await page.locator('.rail-item.on').textContent(), '匹配复核')
      assert.ok((await page.title()).includes(first.one.name), 'the window says who')

      await page.keyboard.press('n')
      await page.waitForURL(new RegExp(second.id))
      await told(page, '不是同一人')
      assert.ok((await page.locator('.queue-row').nth(at).textContent()).includes('不同'), 'what was judged stays in its row')
      await settled(page)
      await page.keyboard.press('e')
      await page.keyboard.type('电话回访已核实')
      await page.keyboard.press('Escape')
      await page.keyboard.press('s')
      await page.waitForURL(new RegExp(third.id))
      await settled(page)
      assert.equal(await page.locator('.note-box textarea').inputValue(), '', 'a note belongs to one pair')

      await page.keyboard.press('u')
      await dialog(page).waitFor()
      await page.waitForTimeout(300)
      await page.keyboard.press('Control+Enter')
      await dialog(page).locator('.ant-form-item-explain-error').waitFor()
      await page.keyboard.type('缺联系方式，问开户网点')
      await page.keyboard.press('Control+Enter')
      await page.waitForURL(new RegExp(fourth.id))
      await settled(page)
      assert.deepEqual([await statusOf(page, first.id), await statusOf(page, second.id), await statusOf(page, third.id)], ['different', 'same_kept', 'unsure'])
      const history = (await read(page, second.id)).history
      assert.equal(history[0].note, '电话回访已核实')
      // The steward of other journeys judges as well, so it may be more.
      const done = async () => Number(/(\d+) \/ 60/.exec(await page.locator('.queue-foot').textContent())[1])
      for (let wait = 0; (await done()) < before.judged_today + 3; wait += 1) {
        assert.ok(wait < 50, 'what was done today is counted')
        await page.waitForTimeout(100)
      }

      // Back, and otherwise: the last word stands.
      await page.keyboard.press('k')
      await page.waitForURL(new RegExp(third.id))
      await settled(page)
      await page.locator('.history').filter({ hasText: '缺联系方式' }).waitFor()
      await page.keyboard.press('n')
      await page.waitForURL(new RegExp(fourth.id))
      assert.equal(await statusOf(page, third.id), 'different')
    })
  })

  test('a judgement that failed is said, and the pair stays open', { timeout: 60_000 }, async () => {
    await as('steward', async (page) => {
      await searched(page)
      const of = words()
      const [one, other] = [await likeness(of), await likeness(of)]
      const id = await between(page, one, other)
      await goTo(page, `/review/${id}`)
      const asked = await failing(page, 'POST', `/api/v1/suspects/${id}/verdicts`, 503)
      await page.keyboard.press('n')
      await told(page, '没有')
      assert.ok(page.url().includes(id))
      assert.equal(await statusOf(page, id), 'suspect')
      await page.keyboard.press('n')
      await page.waitForURL((url) => !url.pathname.includes(id))
      assert.equal(asked.times, 2)
      assert.equal(await statusOf(page, id), 'different')
      forgive(page, /503/)
    })
  })

  test('a value picked by hand stands in the preview, in the address, and can be taken back', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      await searched(page)
      let found
      for (const suspect of (await suspects(page, '&of=persons')).slice(0, 40)) {
        const review = await read(page, suspect.id)
        const line = review.lines?.find(
          (line) => line.kind === 'attribute' && line.survivor && line.cells.some((cell, at) => cell.value && cell.valid && !cell.masked && !cell.meaning && cell.value !== line.survivor.value && review.records[at].record_id !== line.survivor.record_id),
        )
        if (!line) continue
        const at = line.cells.findIndex((cell, at) => cell.value && cell.valid && cell.value !== line.survivor.value && review.records[at].record_id !== line.survivor.record_id)
        found = { id: suspect.id, line, at, record: review.records[at] }
        break
      }
      assert.ok(found, 'there is a pair whose records say different things')
      const { id, line, at, record } = found
      await goTo(page, `/review/${id}?show=all`)
      const row = page.locator('.review-table tbody tr').filter({ has: page.locator('th', { hasText: new RegExp(`^${line.label.zh.replace('/', '\\/')}$`) }) })
      const golden = row.locator('td.golden')
      const chosen = row.locator('td').nth(at)
      assert.ok((await golden.textContent()).includes(line.survivor.value))
      await chosen.locator('.cell-pick').focus()
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.searchParams.get('picks')?.includes(record.record_id))
      await golden.filter({ hasText: '手选' }).waitFor()
      assert.ok((await golden.textContent()).includes(line.cells[at].value), 'the preview takes what was picked')
      assert.equal(await chosen.locator('.cell-pick').getAttribute('aria-pressed'), 'true')
      await page.reload()
      await settled(page)
      await golden.filter({ hasText: '手选' }).waitFor()
      await sound(page, 'a value picked')
      await golden.getByRole('button', { name: /手选/ }).click()
      await page.waitForURL((url) => !url.searchParams.has('picks'))
      await settled(page)
      assert.ok((await golden.textContent()).includes(line.survivor.value), 'the rules choose again')
      // A click on the cell does as much.
      await chosen.click({ position: { x: 60, y: 10 } })
      await golden.filter({ hasText: '手选' }).waitFor()
    })
  })

  test('what contradicts an earlier judgement is looked at before anyone joins', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      await searched(page)
      const of = words()
      const [a, b, c] = [await likeness(of), await likeness(of), await likeness(of)]
      const [ab, ac, bc] = [await between(page, a, b), await between(page, a, c), await between(page, b, c)]
      for (const [id, status] of [[ab, 'different'], [ac, 'same']]) assert.equal((await ask(page, 'POST', `/api/v1/suspects/${id}/verdicts`, { status })).status, 200)
      await goTo(page, `/review/${bc}`)
      const note = page.locator('.contra').filter({ hasText: '与此前的结论矛盾' })
      await note.waitFor()
      assert.ok((await note.textContent()).includes('数据管理员'), 'who said so')
      await sound(page, 'a contradiction')
      await page.keyboard.press('m')
      await told(page, '先看此前的结论')
      assert.equal(await statusOf(page, bc), 'suspect', 'nothing is joined unseen')
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'checkbox')
      await page.keyboard.press('Space')
      await page.keyboard.press('m')
      await page.waitForURL((url) => !url.pathname.includes(bc))
      assert.equal(await statusOf(page, bc), 'same')
      // Neither can the last tie be cut without a word: A and C, B and C are one, A and B are not.
      await goTo(page, `/review/${ac}`)
      await page.locator('.history').waitFor()
    })
  })

  test('the score stands as bars and as a table, and both say the total', { timeout: 60_000 }, async () => {
    await as('steward', { language: 'en', theme: 'dark' }, async (page) => {
      await searched(page)
      const [first] = await suspects(page)
      const review = await read(page, first.id)
      await goTo(page, `/review/${first.id}`)
      const total = Math.round(review.comparisons[0].bits * 10)
      const shown = `${total < 0 ? '\u2212' : '+'}${(Math.abs(total) / 10).toFixed(1)}`
      const bars = (await page.locator('.weigh-row:not(.weigh-total) .weigh-text b').allTextContents()).map((text) => Math.round(Number(text.replace('\u2212', '-').replace('+', '')) * 10))
      assert.equal(bars.reduce((sum, one) => sum + one, 0), total, 'the bars add up to the total')
      assert.ok((await page.locator('.weigh-total').textContent()).includes(shown))
      await page.getByRole('button', { name: 'As a table' }).click()
      await page.locator('.why-table .sum-total').filter({ hasText: shown }).waitFor()
      await sound(page, 'a review, dark')
      if (review.comparisons.length > 1) {
        await page.locator('.review-why .choice button').nth(1).click()
        await page.waitForURL(/pair=1/)
      }
      await page.setViewportSize(PHONE)
      await sound(page, 'a review on a phone')
      await page.locator('.review-back').click()
      await page.locator('.queue-row').first().waitFor()
      await page.setViewportSize(DESK)
    })
  })

  test('filters name what is asked for, and what drops them; whoever may not judge only looks', { timeout: 60_000 }, async () => {
    await as('compliance_auditor', async (page) => {
      await searched(page)
      await goTo(page, '/review?category=rule&of=organisations&status=same_kept')
      await page.getByRole('button', { name: '清除筛选' }).click()
      await page.locator('.queue-row').first().waitFor()
      await settled(page)
      assert.equal(await page.locator('.verdicts .ant-btn').count(), 2, 'only back and forth')
      await page.locator('.verdict-hint').filter({ hasText: '你可以查看' }).waitFor()
      await page.keyboard.press('m')
      assert.equal(await page.locator('.cell-pick').count(), 0)
      await goTo(page, '/review/00000000-0000-0000-0000-000000000000')
      await page.locator('.empty').filter({ hasText: '没有找到' }).waitFor()
    })
  })

  test('other limits are tried, told in pairs, and put in force with a word; judging by itself asks twice', { timeout: 120_000 }, async () => {
    await as('steward', async (page) => {
      await searched(page)
      await goTo(page, '/matching?of=organisations')
      const before = (await ask(page, 'GET', '/api/v1/matching/organisations')).body
      const upper = page.locator('.limit-grid input').first()
      await upper.fill(String(before.limits.upper + 40))
      await upper.press('Enter')
      await page.waitForURL(/upper=/)
      await page.getByRole('button', { name: '看会怎样' }).click()
      await page.waitForURL(/trial=/)
      await page.locator('.moves').waitFor()
      const id = new URL(page.url()).searchParams.get('trial').replaceAll('"', '')
      let job
      for (let wait = 0; wait < 150; wait += 1) {
        job = (await ask(page, 'GET', `/api/v1/matching/jobs/${id}`)).body
        if (job.state !== 'running') break
        await page.waitForTimeout(200)
      }
      assert.equal(job.state, 'done')
      const down = job.counted.moves.find((move) => move.from === 'priority' && move.to === 'review')
      assert.ok(down?.pairs > 0, 'a higher limit leaves fewer to be looked at first')
      await page.locator('.moves td.down').filter({ hasText: String(down.pairs) }).waitFor()
      await page.locator('.samples li').first().waitFor()
      await sound(page, 'a trial')
      await page.setViewportSize(PHONE)
      await sound(page, 'a trial on a phone')
      await page.setViewportSize(DESK)

      // Switched on, it says what it departs from, and wants to be told twice.
      await page.getByRole('switch').click()
      await page.locator('.automatic.on').filter({ hasText: '这偏离 RULE 1' }).waitFor()
      await page.getByRole('button', { name: '使生效' }).click()
      await dialog(page).waitFor()
      const put = dialog(page).getByRole('button', { name: '使生效' })
      await dialog(page).locator('textarea').fill('试一下')
      assert.ok(await put.isDisabled(), 'a word is not enough')
      await dialog(page).locator('input').fill('rule 1')
      assert.ok(await put.isEnabled())
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await page.getByRole('switch').click()
      await page.locator('.automatic:not(.on)').waitFor()

      await page.getByRole('button', { name: '使生效' }).click()
      await dialog(page).locator('textarea').fill('优先的太多')
      await put.click()
      await told(page, '已生效')
      await page.getByText('版本', { exact: true }).click()
      await page.locator('.matching-policy').filter({ hasText: `第 ${before.version + 1} 版` }).waitFor()
      const after = (await ask(page, 'GET', '/api/v1/matching/organisations')).body
      assert.deepEqual([after.version, after.limits.upper, after.limits.automatic], [before.version + 1, before.limits.upper + 40, false])
      await searched(page)
    })
  })

  test('a search of the whole stock is held, goes on, and ends', { timeout: 120_000 }, async () => {
    await as('steward', async (page) => {
      await searched(page)
      // Older work keeps it waiting for its turn, so that it can be held.
      for (let time = 0; time < 6; time += 1) assert.equal((await ask(page, 'POST', '/api/v1/matching/persons/trials', { limits: { upper: 30 + time, lower: 1, automatic: false } })).status, 202)
      await goTo(page, '/matching?look=passes')
      assert.ok((await page.locator('.passes li').count()) > 5)
      assert.ok(!/[a-z]/.test((await page.locator('.passes').textContent()).replaceAll('@', '')), 'what they meet by is said in words')
      await page.getByRole('button', { name: '开始查找' }).click()
      const card = page.locator('.matching-jobs .card').first()
      await card.getByRole('button', { name: '暂停' }).click()
      await card.getByText('已暂停').waitFor()
      const held = (await ask(page, 'GET', '/api/v1/matching/jobs')).body.items.find((job) => job.what === 'search')
      assert.equal(held.state, 'paused')
      await card.getByRole('button', { name: '继续' }).click()
      await card.getByText('进行中').waitFor()
      await card.getByText('上次').waitFor({ timeout: 60_000 })
      assert.equal((await ask(page, 'GET', `/api/v1/matching/jobs/${held.id}`)).body.state, 'done')
    })
  })

  test('a model learned from the customers is tried before it is in force', { timeout: 120_000 }, async () => {
    await as('steward', async (page) => {
      await searched(page)
      await goTo(page, '/matching')
      await page.getByRole('button', { name: '学习个人' }).click()
      await page.getByRole('button', { name: '拿去试算' }).click({ timeout: 60_000 })
      await page.waitForURL(/learned=/)
      await page.locator('.learned .ant-select').filter({ hasText: '学到的' }).waitFor()
      await page.getByRole('button', { name: '看会怎样' }).click()
      await page.waitForURL(/trial=/)
      await page.locator('.moves').waitFor()
      await page.getByRole('button', { name: '放弃改动' }).click()
      await page.waitForURL((url) => !url.searchParams.has('learned'))

      // Of the less likely some are said to be one, of the least likely some to be two; the likeliest are another journey's.
      const list = (await suspects(page, '&of=persons&status=suspect')).filter((one) => one.other.number && !entered(one))
      const said = [...list.slice(-32, -14).map((one) => [one.id, 'same_kept']), ...list.slice(-14).map((one) => [one.id, 'different'])]
      for (const [id, status] of said) await ask(page, 'POST', `/api/v1/suspects/${id}/verdicts`, { status, despite: true })
      await page.getByRole('button', { name: '按人工结论改进' }).click()
      const figures = page.locator('.learned-figures').filter({ hasText: '按人工结论改进于' })
      await figures.waitFor({ timeout: 60_000 })
      assert.match(await figures.textContent(), /偏差\d\.\d{3} → \d\.\d{3}/, 'before and after, on judgements held out')
      await sound(page, 'a model made sharper')
    })
  })

  test('whoever enters somebody is told who resembles them and why, and of another branch whom to ask', { timeout: 90_000 }, async () => {
    const of = words()
    const known = await likeness(of, '0101')
    const enter = async (page) => {
      await goTo(page, '/customers/new')
      const field = (label) => page.locator('.ant-form-item').filter({ has: page.locator('label', { hasText: label }) })
      const choose = async (label, option) => {
        await field(label).locator('.ant-select').click()
        await page.locator('.ant-select-dropdown').filter({ visible: true }).locator('.ant-select-item-option').filter({ hasText: option }).first().click()
      }
      await field('姓名').locator('input').fill(of.name)
      await choose('证件类型', '护照')
      await field('证件号码').locator('input').fill(`E${String(some(1e8)).padStart(8, '0')}`)
      await field('出生日期').locator('input').fill('1971-03-04')
      await page.getByLabel('证件长期有效').check()
      await choose('性别', '男')
      await choose('职业', '专业技术人员')
      await field('手机').locator('input').fill(of.mobile)
      await field('家庭地址').locator('input').fill(of.home)
      await page.getByRole('button', { name: '查重' }).click()
    }
    await as('steward', async (page) => {
      await enter(page)
      const line = page.locator('.lines li').filter({ has: page.locator(`a[href="/customers/${known}"]`) })
      await line.locator('.resembling').filter({ hasText: '可能性' }).filter({ hasText: '手机 一致' }).waitFor()
      await sound(page, 'a likeness')
    })
    // A branch that may not see them is told the branch alone.
    const units = (await askAs('steward', 'GET', '/api/v1/units')).body.items
    const mine = (await askAs('rm', 'GET', '/api/v1/me')).body.unit.code
    const elsewhere = units.find((unit) => /^\d{4}$/.test(unit.code) && unit.code !== mine && unit.code.slice(0, 2) !== mine.slice(0, 2) && unit.code !== '0000')
    const away = words()
    Object.assign(of, away)
    await likeness(away, elsewhere.code)
    await as('rm', async (page) => {
      await enter(page)
      await page.locator('.elsewhere-too').filter({ hasText: elsewhere.name }).filter({ hasText: '先询问' }).waitFor()
      assert.equal(await page.locator('.lines a').count(), 0, 'nobody is named')
    })
  })
}
