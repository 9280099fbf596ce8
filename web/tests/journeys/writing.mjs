// Writing: each act with what may go wrong in it, a refusal, a failure of server or network, a second click, a change of mind.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DESK, PHONE, settled } from '../bank.mjs'
import { as, ask, askAs, failing, forgive, fresh, goTo, newcomer, sound, trail, withPage } from './walk.mjs'

/** A resident identity number nobody has yet: weights and check characters of GB 11643. */
function residentId() {
  const two = (value) => String(value).padStart(2, '0')
  const some = (most) => Math.floor(Math.random() * most)
  const body = `110105${1950 + some(50)}${two(1 + some(12))}${two(1 + some(28))}${String(some(1000)).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * weights[at], 0)
  return body + '10X98765432'[sum % 11]
}

/** A passport number nobody has yet. */
const passportNumber = () => `E${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`

const surname = '欧阳'
const given = () => [...'安柏晨丹恩凡歌涵佳可岚铭宁沛琪然思彤']
  .sort(() => Math.random() - 0.5)
  .slice(0, 2)
  .join('')

/** A customer of branch 0101 whom no other journey touches. */
async function somebody(values = {}, document = residentId(), unit = '0101') {
  const made = await askAs('steward', 'POST', '/api/v1/customers', {
    kind: 'individual',
    confirmed: true,
    unit,
    identifications: [{ type: 'resident_id', number: document, expires_on: '9999-12-31' }],
    values: { name: [surname + given()], sex: ['1'], nationality: ['CHN'], occupation: ['2'], mobile: ['13900139000'], address_home: ['北京市朝阳区建国路1号'], employer: ['长安仪表厂'], ...values },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.customer
}

const dialog = (page) => page.locator('.ant-modal').filter({ visible: true })
const told = (page, words) => page.locator('.ant-message-notice').filter({ hasText: words }).first().waitFor()
const strip = (page) => page.locator('.strip-bad[role="alert"]')

/** Chooses in a list that opens under a field. */
async function choose(page, field, words) {
  await field.click()
  await page.locator('.ant-select-dropdown').filter({ visible: true }).locator('.ant-select-item-option, .ant-select-tree-node-content-wrapper').filter({ hasText: words }).first().click()
}

export function writing() {
  test('a customer is entered: the field that is wrong is named, a lost answer makes no second one', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      await goTo(page, '/customers')
      await page.keyboard.press('c')
      await page.waitForURL(/customers\/new/)
      await settled(page)
      const field = (label) => page.locator('.ant-form-item').filter({ has: page.locator('label', { hasText: label }) })
      const name = surname + given()
      const number = residentId()
      const wrong = number.slice(0, 17) + (number[17] === '1' ? '2' : '1')
      await field('姓名').locator('input').fill(name)
      await field('证件号码').locator('input').fill(wrong)
      await page.getByRole('button', { name: '查重' }).click()
      await field('证件号码').locator('.ant-form-item-explain-error').filter({ hasText: '校验位不符' }).waitFor()
      for (const needed of ['性别', '职业', '手机', '家庭地址', '有效期至']) await field(needed).locator('.ant-form-item-explain-error').filter({ hasText: '必填' }).waitFor()
      assert.equal(await page.getByRole('button', { name: '保存' }).count(), 0, 'what is refused cannot be saved')
      await sound(page, 'a refused admission')

      await field('证件号码').locator('input').fill(number)
      await page.getByLabel('证件长期有效').check()
      await choose(page, field('性别').locator('.ant-select'), '男')
      await choose(page, field('职业').locator('.ant-select'), '专业技术人员')
      await field('手机').locator('input').fill('13700137000')
      await field('家庭地址').locator('input').fill('北京市海淀区中关村大街1号')
      // The network drops the check: said, and nothing is lost.
      const check = await failing(page, 'POST', '/api/v1/customers/check', 'network')
      await page.getByRole('button', { name: '查重' }).click()
      await told(page, '连不上服务器')
      assert.equal(await field('证件号码').locator('input').inputValue(), number)
      await page.getByRole('button', { name: '查重' }).click()
      const save = page.getByRole('button', { name: /^(保存|都不是，仍然新建)$/ })
      await save.waitFor()
      assert.equal(check.times, 2)

      // The server fails once; the second click, doubled, makes one customer.
      const post = await failing(page, 'POST', '/api/v1/customers', 500)
      await save.click()
      await told(page, '没有保存')
      assert.match(page.url(), /customers\/new/)
      await save.dblclick()
      await page.waitForURL(/\/customers\/\d+$/)
      await settled(page)
      assert.equal(post.times, 2, 'a doubled click is one request')
      assert.match(await page.locator('h1').textContent(), new RegExp(name))
      const { body } = await ask(page, 'GET', `/api/v1/search?q=${encodeURIComponent(name)}`)
      assert.equal(body.groups.flatMap((group) => group.hits).filter((hit) => hit.customer.name === name).length, 1)
      forgive(page, /500 of \/api\/v1\/customers$/)
    })
  })

  test('entering the document of a customer one has says so before anything is kept; going back keeps nothing', { timeout: 60_000 }, async () => {
    const document = residentId()
    const { number, name, records } = await somebody({}, document)
    await as('steward', async (page) => {
      await goTo(page, '/customers/new')
      await page.locator('#name').fill(name)
      await page.locator('#number').fill(document)
      await page.getByRole('button', { name: '查重' }).click()
      const found = page.getByRole('region', { name: '相似客户' }).locator('li').filter({ hasText: '证件相同' })
      await found.getByRole('link', { name }).waitFor()
      await page.getByRole('button', { name: '取消' }).click()
      await page.waitForURL((url) => url.pathname === '/customers')
      const after = (await ask(page, 'GET', `/api/v1/customers/${number}`)).body
      assert.equal(after.version, 1, 'looking changes nothing')
      assert.equal(after.records, records)
    })
  })

  test('a value is corrected in place: refused, failed, given up, kept', { timeout: 60_000 }, async () => {
    const { number } = await somebody()
    await as('steward', async (page) => {
      await goTo(page, `/customers/${number}`)
      const fact = page.locator('.fact').filter({ hasText: '工作单位' }).first()
      const pencil = fact.getByRole('button', { name: '更正工作单位' })
      const asked = await failing(page, 'PATCH', `/api/v1/customers/${number}`, 500)
      // Given up: nothing is asked.
      await pencil.click()
      await fact.locator('input').fill('不保存的单位')
      await page.keyboard.press('Escape')
      await fact.getByText('长安仪表厂').waitFor()
      assert.equal(asked.times, 0)
      // Failed: what was typed stays, with the reason.
      await pencil.click()
      await fact.locator('input').fill('长安精密仪表厂')
      await page.keyboard.press('Enter')
      await fact.getByRole('alert').filter({ hasText: '没有保存' }).waitFor()
      assert.equal(await fact.locator('input').inputValue(), '长安精密仪表厂')
      await page.keyboard.press('Enter')
      await told(page, '已更正工作单位')
      await settled(page)
      await fact.getByText('长安精密仪表厂').waitFor()
      // A code is chosen, not typed.
      const job = page.locator('.fact').filter({ hasText: '职业' }).first()
      await job.getByRole('button', { name: '更正职业' }).click()
      await choose(page, job.locator('.ant-select'), '办事人员')
      await job.getByRole('button', { name: '保存' }).click()
      await told(page, '已更正职业')
      await settled(page)
      await job.getByText('办事人员').waitFor()
      await sound(page, 'a corrected customer')
      forgive(page, /500 of \/api\/v1\/customers\/\d+$/)
    })
    const lines = await trail({ target: number, action: 'correct' })
    assert.ok(lines.some((line) => line.outcome === 'done'), 'the correction stands in the audit trail')
  })

  test('a document is added, replaced and taken back: refused by field, somebody else\'s, failed, given up, kept', { timeout: 180_000 }, async () => {
    const own = residentId()
    const { number } = await somebody({}, own)
    const taken = residentId()
    const [passport, renewed] = [passportNumber(), passportNumber()]
    const other = await somebody({}, taken)
    await as('steward', async (page) => {
      await goTo(page, `/customers/${number}`)
      const card = page.getByRole('region', { name: '证件', exact: true })
      const field = (label) => dialog(page).locator('.ant-form-item').filter({ has: page.locator('label', { hasText: label }) })
      const fault = (label, words) => field(label).locator('.ant-form-item-explain-error').filter({ hasText: words }).waitFor()
      const save = dialog(page).getByRole('button', { name: '保存', exact: true })
      const patch = await failing(page, 'PATCH', `/api/v1/customers/${number}`, 500)

      // Given up: nothing is asked.
      await card.getByRole('button', { name: '添加' }).click()
      await field('证件号码').locator('input').fill('E1')
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      assert.equal(patch.times, 0)

      await card.getByRole('button', { name: '添加' }).click()
      await save.click()
      for (const needed of ['证件号码', '有效期至']) await fault(needed, '必填')
      await dialog(page).getByLabel('证件长期有效').check()
      await field('证件号码').locator('input').fill(own.slice(0, 17) + (own[17] === '1' ? '2' : '1'))
      // Failed: said, and what was typed stays.
      await save.click()
      await dialog(page).getByRole('alert').filter({ hasText: '没有保存' }).waitFor()
      // Refused: at the field.
      await save.click()
      await fault('证件号码', '校验位不符')
      await sound(page, 'a refused document')
      // Somebody else carries it: whom to look at is said, and nothing is kept by the first click.
      await field('证件号码').locator('input').fill(taken)
      await save.click()
      const others = dialog(page).getByRole('alert').filter({ hasText: '已有客户持有' })
      await others.getByRole('link').waitFor()
      assert.equal(await others.getByRole('link').getAttribute('href'), `/customers/${other.number}`)
      await dialog(page).getByRole('button', { name: '已看过，仍然保存' }).waitFor()
      await sound(page, 'a document of somebody else')
      await choose(page, field('证件类型').locator('.ant-select'), '中国护照')
      await others.waitFor({ state: 'detached' })
      await field('证件号码').locator('input').fill(passport)
      const before = patch.times
      await save.dblclick()
      await told(page, '已保存中国护照')
      await dialog(page).waitFor({ state: 'detached' })
      await settled(page)
      assert.equal(patch.times, before + 1, 'a doubled click is one request')
      const line = card.locator('li').filter({ hasText: '护照' })
      await line.getByText('柜面录入').waitFor()
      assert.equal((await ask(page, 'POST', '/api/v1/customers/identify', { document_type: 'passport_cn', document_number: passport })).body.result, 'one')

      // Renewed: the old number is named as it was seen, and gone afterwards.
      await line.getByRole('button', { name: /^更正/ }).click()
      await field('证件号码').locator('input').fill(renewed)
      await save.click()
      await told(page, '已保存中国护照')
      await settled(page)
      assert.equal(await line.count(), 1)
      const identify = async (document_number) => (await ask(page, 'POST', '/api/v1/customers/identify', { document_type: 'passport_cn', document_number })).body.result
      assert.deepEqual([await identify(passport), await identify(renewed)], ['none', 'one'])
      await sound(page, 'corrected documents')

      // Taken back: asked once more, a change of mind keeps it.
      const back = line.getByRole('button', { name: /^撤回/ })
      await back.click()
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      await back.click()
      await dialog(page).getByRole('button', { name: '撤回' }).click()
      await told(page, '已撤回')
      await settled(page)
      assert.equal(await line.count(), 0)
      assert.equal(await identify(renewed), 'none')
      await page.setViewportSize(PHONE)
      await card.getByRole('button', { name: '添加' }).click()
      await sound(page, 'adding a document on a phone')
      forgive(page, /500 of \/api\/v1\/customers\/\d+$/)
    })
    const lines = await trail({ target: number, action: 'correct' })
    assert.ok(lines.filter((line) => line.outcome === 'done').length >= 3, 'each stands in the audit trail')
    assert.ok(!JSON.stringify(lines).includes(passport), 'the trail does not repeat the number')
  })

  test('a document of another branch\'s customer: only the branch is told', { timeout: 90_000 }, async () => {
    const { number } = await somebody()
    const away = residentId()
    const theirs = await somebody({}, away, '0201')
    await as('branch_head', async (page) => {
      await goTo(page, `/customers/${number}?tab=facts`)
      await page.getByRole('region', { name: '证件', exact: true }).getByRole('button', { name: '添加' }).click()
      await dialog(page).locator('#number').fill(away)
      await dialog(page).getByLabel('证件长期有效').check()
      await dialog(page).getByRole('button', { name: '保存', exact: true }).click()
      const said = dialog(page).locator('.ant-form-item-explain-error').filter({ hasText: '0201' })
      await said.waitFor()
      const text = await dialog(page).textContent()
      assert.ok(!text.includes(theirs.name) && !text.includes(theirs.number), 'and nothing more')
      assert.equal(await dialog(page).getByRole('button', { name: '已看过，仍然保存' }).count(), 0)
      await sound(page, 'a document that exists elsewhere')
    })
    // Who may not correct has nothing to correct with; neither has the past.
    await as('analyst', async (page) => {
      await goTo(page, `/customers/${number}`)
      assert.equal(await page.getByRole('button', { name: '添加', exact: true }).count(), 0)
    })
    await as('steward', async (page) => {
      await goTo(page, `/customers/${number}?as_of=${new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })}`)
      await page.getByRole('region', { name: '证件', exact: true }).locator('li').first().waitFor()
      assert.equal(await page.getByRole('button', { name: '添加', exact: true }).count(), 0)
    })
  })

  test('two people correct the same value: mine, theirs and what I saw stand side by side', { timeout: 60_000 }, async () => {
    const { number } = await somebody()
    const theirs = async (value) => {
      const { body } = await askAs('steward', 'GET', `/api/v1/customers/${number}`)
      const before = Object.values(body.subjects).flat().find((one) => one.attribute === 'employer').value
      const { status } = await askAs('steward', 'PATCH', `/api/v1/customers/${number}`, { base_version: body.version, changes: [{ attribute: 'employer', before, value }] })
      assert.equal(status, 200)
    }
    await as('steward', async (page) => {
      await goTo(page, `/customers/${number}`)
      const fact = page.locator('.fact').filter({ hasText: '工作单位' }).first()
      const write = async (value) => {
        await fact.getByRole('button', { name: '更正工作单位' }).click()
        await fact.locator('input').fill(value)
      }
      await write('我写的单位')
      await theirs('对方写的单位')
      await page.keyboard.press('Enter')
      await dialog(page).waitFor()
      for (const words of ['长安仪表厂', '对方写的单位', '我写的单位']) await dialog(page).getByText(words).first().waitFor()
      await sound(page, 'a conflict')
      // A change of mind: nothing is written, the field is still open.
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      assert.equal(await fact.locator('input').inputValue(), '我写的单位')
      await page.keyboard.press('Enter')
      await dialog(page).getByRole('button', { name: '保留对方的' }).click()
      await settled(page)
      await fact.getByText('对方写的单位').waitFor()

      await write('我再写的单位')
      await theirs('对方再写的单位')
      await page.keyboard.press('Enter')
      await dialog(page).getByText('我再写的单位').click()
      await dialog(page).getByRole('button', { name: '保留我的' }).click()
      await told(page, '已更正工作单位')
      await settled(page)
      await fact.getByText('我再写的单位').waitFor()
    })
  })

  test('a masked value is shown for a purpose, for a minute, and written down', { timeout: 60_000 }, async () => {
    const { number } = await somebody()
    await withPage({}, async (page) => {
      await page.clock.install()
      await ask(page, 'POST', '/api/v1/session', { login: 'steward', password: 'one-bank-one-customer' })
      await goTo(page, `/customers/${number}`)
      const mobile = page.locator('.identity .masked').first()
      await mobile.getByText(/139\*+/).waitFor()
      const asked = await failing(page, 'POST', `/api/v1/customers/${number}/reveal`, 500)
      const eye = mobile.getByRole('button')
      const ask_ = page.getByRole('dialog', { name: /查看.*明文/ })
      // Looked at the purposes, and left it.
      await eye.click()
      await ask_.getByRole('radio').nth(1).waitFor()
      await page.keyboard.press('Escape')
      await page.mouse.click(5, 5)
      await ask_.waitFor({ state: 'hidden' })
      assert.equal(asked.times, 0)
      await eye.click()
      const purposes = ask_.getByRole('radio')
      await purposes.nth(1).check()
      const purpose = await purposes.nth(1).inputValue()
      const show = ask_.getByRole('button', { name: /查看 60 秒/ })
      await show.click()
      await told(page, '没有保存')
      assert.equal(await page.locator('.in-clear').count(), 0, 'a failure shows nothing')
      await show.click()
      await page.locator('.in-clear').getByText('13900139000').waitFor()
      assert.match(await page.locator('.masked-left').textContent(), /(60|59|58)s/)
      await page.clock.fastForward(61_000)
      await page.locator('.in-clear').waitFor({ state: 'detached' })
      await mobile.getByText(/139\*+/).waitFor()
      forgive(page, /500 of .*reveal/)
      assert.deepEqual(page.faults, [])
      const lines = await trail({ target: number, action: 'reveal' })
      const line = lines.find((one) => one.outcome === 'done')
      assert.ok(line, 'the look stands in the audit trail')
      assert.equal(line.purpose, purpose)
      assert.equal(line.actor_name, '数据管理员')
      assert.ok(!JSON.stringify(line).includes('13900139000'), 'the trail does not repeat the value')
    })
    await as('audit_admin', async (page) => {
      await goTo(page, `/audit?target=${number}`)
      await page.locator('tbody tr').filter({ hasText: number }).first().waitFor()
      await sound(page, 'the trail of a customer')
    })
  })

  test('extension data stand apart: written, failed, overtaken, and the golden values unmoved', { timeout: 60_000 }, async () => {
    const { number } = await somebody()
    await as('product_risk', async (page) => {
      await goTo(page, `/customers/${number}`)
      const before = (await ask(page, 'GET', `/api/v1/customers/${number}`)).body
      const card = page.getByRole('region', { name: '拓展信息' })
      await card.getByText('还没有拓展信息').waitFor()
      await card.getByRole('button', { name: '写入' }).click()
      const put = await failing(page, 'PUT', `/api/v1/customers/${number}/extensions/rating`, 500)
      await dialog(page).locator('#namespace').fill('risk')
      await dialog(page).locator('#name').fill('rating')
      await dialog(page).locator('#value').fill('A3')
      const save = dialog(page).getByRole('button', { name: '保存' })
      await save.click()
      await dialog(page).locator('.ant-form-item-explain-error').filter({ hasText: '没有保存' }).waitFor()
      await save.dblclick()
      await dialog(page).waitFor({ state: 'detached' })
      await card.locator('.extension-value').getByText('A3').waitFor()
      assert.equal(put.times, 2)
      // Somebody was faster.
      await card.getByRole('button', { name: '更正risk rating' }).click()
      const other = await askAs('steward', 'PUT', `/api/v1/customers/${number}/extensions/rating`, { namespace: 'risk', value: { grade: 'B1', points: 612 } })
      assert.equal(other.status, 200)
      await dialog(page).locator('#value').fill('A1')
      await save.click()
      await dialog(page).locator('.ant-form-item-explain-error').filter({ hasText: '有人先写入了新版本' }).waitFor()
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await goTo(page, `/customers/${number}`)
      await card.getByText('{"grade":"B1","points":612}').waitFor()
      await card.getByText('更早的 1 个版本').click()
      await card.getByText('A3').waitFor()
      await sound(page, 'extension data')
      const after = (await ask(page, 'GET', `/api/v1/customers/${number}`)).body
      assert.deepEqual(after.subjects, before.subjects, 'base data stay what the sources say')
      await goTo(page, `/customers/${number}/lineage`)
      await page.getByRole('region', { name: '拓展信息' }).getByText('612').waitFor()
      assert.equal(await page.locator('.lineage').getByText('612').count(), 0, 'and not among the golden values')
      forgive(page, /500 of .*extensions/)
    })
  })

  test('a new version of the access policy says what changes before it holds', { timeout: 90_000 }, async () => {
    await as('security_admin', async (page) => {
      await goTo(page, '/policy')
      const now = (await ask(page, 'GET', '/api/v1/access-policy')).body
      const edit = () => page.getByRole('button', { name: '修改为新版本' }).click()
      const text = page.getByRole('textbox', { name: '访问策略' })
      const save = page.getByRole('button', { name: '保存新版本' })
      await edit()
      await text.fill(now.text.replace('[standard.check]', '[standard.check]\nnobody_known = "all"'))
      await save.click()
      await strip(page).waitFor()
      assert.match(await strip(page).textContent(), /nobody_known/)
      const next = now.text.replace('[standard.check]', '[standard.check]\nmarketing_planner = "all"')
      await text.fill(next)
      await save.click()
      await dialog(page).locator('.change-list li').first().waitFor()
      assert.match(await dialog(page).locator('.change-list').textContent(), /营销/)
      await dialog(page).locator('.code-line.new').filter({ hasText: 'marketing_planner' }).waitFor()
      await sound(page, 'the changes of a policy')
      // A change of mind: the draft stays, nothing holds.
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      assert.equal((await ask(page, 'GET', '/api/v1/access-policy')).body.version, now.version)
      assert.equal(await text.inputValue(), next)
      const post = await failing(page, 'POST', '/api/v1/access-policy', 500)
      const enforce = async (twice) => {
        await save.click()
        await dialog(page).getByRole('textbox', { name: '说明' }).fill('营销也要校验证件')
        const button = dialog(page).getByRole('button', { name: '启用' })
        await (twice ? button.dblclick() : button.click())
        await dialog(page).waitFor({ state: 'detached' })
      }
      await enforce(false)
      await strip(page).filter({ hasText: '没有保存' }).waitFor()
      assert.equal(await text.inputValue(), next, 'what was written is not lost')
      await enforce(true)
      await told(page, '已保存')
      await settled(page)
      assert.equal(post.times, 2)
      assert.equal((await ask(page, 'GET', '/api/v1/access-policy')).body.version, now.version + 1)
      await page.getByText('营销也要校验证件').first().waitFor()
      await page.getByRole('radio', { name: '变更' }).click()
      await page.locator('.code-line.new').filter({ hasText: 'marketing_planner' }).waitFor()
      forgive(page, /500 of \/api\/v1\/access-policy$/)
    })
    // It holds at once, for whoever is asked next.
    const { status } = await askAs('marketing_planner', 'POST', '/api/v1/standards/check', { rule: 'ID-01', input: '110101199001011237' })
    assert.equal(status, 200)
  })

  test('a service key is shown once, works, and is refused from the moment it is revoked', { timeout: 60_000 }, async () => {
    await as('security_admin', async (page) => {
      await goTo(page, '/keys')
      const name = fresh('counter')
      const open = () => page.getByRole('button', { name: '新增密钥' }).first().click()
      await open()
      await dialog(page).getByRole('button', { name: '生成' }).click()
      await dialog(page).locator('.ant-form-item-explain-error').first().waitFor()
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      const post = await failing(page, 'POST', '/api/v1/service-keys', 500)
      await open()
      await dialog(page).locator('#name').fill(name)
      await choose(page, dialog(page).locator('.ant-form-item').filter({ hasText: '角色' }).locator('.ant-select'), '分析')
      const make = dialog(page).getByRole('button', { name: '生成' })
      await make.click()
      await dialog(page).locator('.ant-form-item-explain-error').filter({ hasText: '没有保存' }).waitFor()
      await make.dblclick()
      const key = (await page.locator('.once code').textContent()).trim()
      assert.match(key, /^gyk_/)
      assert.equal(post.times, 2, 'a doubled click makes one key')
      const calls = async () => (await page.request.get('/api/v1/statistics/customers?by=kind', { headers: { authorization: `Bearer ${key}`, purpose: 'service', cookie: '' } })).status()
      assert.equal(await calls(), 200)
      await page.locator('.ant-modal').filter({ has: page.locator('.once') }).locator('.ant-btn-primary').click()
      await page.locator('.once').waitFor({ state: 'detached' })
      assert.ok(!(await page.content()).includes(key), 'it is not to be had again')
      const row = page.locator('tbody tr').filter({ hasText: name })
      const end = row.getByRole('button', { name: '吊销' })
      await end.click()
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      assert.equal(await calls(), 200, 'a change of mind revokes nothing')
      await end.click()
      await dialog(page).getByRole('button', { name: '吊销' }).click()
      await row.getByText('已吊销').waitFor()
      assert.equal(await calls(), 401)
      await sound(page, 'service keys')
      forgive(page, /500 of \/api\/v1\/service-keys$/)
    })
  })

  test('a code that somebody adds is in the drop-down of whoever opens it next, and a retired one is not', { timeout: 60_000 }, async () => {
    const code = fresh('Y').slice(0, 6).toUpperCase().replace('-', '')
    const put = async (more) => {
      const { status, body } = await askAs('steward', 'POST', '/api/v1/code-tables/occupation/values', { code, zh: '旅程职业', en: 'journey occupation', ...more })
      assert.equal(status, 200, JSON.stringify(body))
    }
    await as('branch_head', async (page) => {
      await goTo(page, '/customers/new')
      const options = async () => {
        await page.locator('.ant-form-item').filter({ has: page.locator('label', { hasText: '职业' }) }).locator('.ant-select').click()
        await page.keyboard.type(code)
        await settled(page)
        return page.locator('.ant-select-dropdown').filter({ visible: true }).locator('.ant-select-item-option').count()
      }
      const again = async () => {
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: '取消' }).click()
        await page.waitForURL((url) => url.pathname === '/customers')
        await settled(page)
        await page.keyboard.press('c')
        await page.waitForURL(/customers\/new/)
        await settled(page)
      }
      assert.equal(await options(), 0)
      await put({})
      await again()
      assert.equal(await options(), 1, 'at once, without a reload')
      await put({ base_version: 1, retired: true })
      await again()
      assert.equal(await options(), 0)
    })
  })

  test('a code is added to a code table as a new version', { timeout: 60_000 }, async () => {
    await as('steward', async (page) => {
      await goTo(page, '/code-tables/education')
      const before = (await ask(page, 'GET', '/api/v1/code-tables/education')).body
      const add = page.getByRole('button', { name: '新增代码' })
      await add.click()
      await dialog(page).getByRole('button', { name: '保存' }).click()
      assert.equal(await dialog(page).locator('.ant-form-item-explain-error').filter({ hasText: '必填' }).count(), 3)
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      const post = await failing(page, 'POST', '/api/v1/code-tables/education/values', 'network')
      await add.click()
      const code = fresh('Z').slice(0, 6).toUpperCase().replace('-', '')
      await dialog(page).locator('#code').fill(code)
      await dialog(page).locator('#zh').fill('旅程学历')
      await dialog(page).locator('#en').fill('journey degree')
      const save = dialog(page).getByRole('button', { name: '保存' })
      await save.click()
      await dialog(page).locator('.ant-form-item-explain-error').filter({ hasText: '连不上服务器' }).waitFor()
      const kept = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/values'))
      await save.dblclick()
      const { version } = await (await kept).json()
      await dialog(page).waitFor({ state: 'detached' })
      await page.locator('tbody tr').filter({ hasText: code }).waitFor()
      assert.equal(post.times, 2)
      const after = (await ask(page, 'GET', '/api/v1/code-tables/education')).body
      assert.equal(after.values.length, before.values.length + 1)
      assert.equal(version, 1)
      // What it means is changed: the same code, its second version.
      await page.getByRole('button', { name: `修改 ${code}` }).click()
      assert.ok(await dialog(page).locator('#code').isDisabled())
      await dialog(page).locator('#zh').fill('旅程学位')
      const changed = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/values'))
      await dialog(page).getByRole('button', { name: '保存' }).click()
      assert.equal((await (await changed).json()).version, 2)
      await page.locator('tbody tr').filter({ hasText: code }).getByText('旅程学位').waitFor()
      await sound(page, 'a code table')
    })
  })

  test('a mapping is tried on rows, then kept as a new version', { timeout: 90_000 }, async () => {
    await as('steward', async (page) => {
      await goTo(page, '/sources/online')
      const { version, text } = await latestMapping(page, 'online')
      const trial = page.getByRole('region', { name: '用样例试' })
      const sample = trial.getByRole('textbox', { name: /粘贴文件开头/ })
      const run = trial.getByRole('button', { name: '试一试' })
      assert.ok(await run.isDisabled(), 'without rows there is nothing to try')
      await sample.fill(samples.online)
      const attempt = await failing(page, 'POST', '/api/v1/sources/online/mappings/try', 500)
      await run.click()
      await strip(page).filter({ hasText: '没有保存' }).waitFor()
      await run.click()
      await trial.locator('.figure').filter({ hasText: '会被拒绝' }).waitFor()
      assert.equal(attempt.times, 2)
      assert.match(await trial.locator('.told').textContent(), /可以载入/)
      // Row by row: what becomes of it, what it says in the bank's words, and why in the reader's.
      const row = (line) => trial.locator('.trial-rows tbody tr').nth(line)
      assert.equal(await trial.locator('.trial-rows tbody tr').count(), 3)
      await row(0).locator('.tag').getByText('可载入').waitFor()
      await row(0).locator('dl > div').filter({ hasText: '居民身份证' }).getByText('110101197506181013').waitFor()
      await row(0).locator('dl > div').filter({ hasText: '手机' }).getByText('13800010001').waitFor()
      await row(1).locator('.tag').getByText('拒绝').waitFor()
      await row(1).locator('.trial-why').getByText('没有填写实际内容').waitFor()
      await row(2).locator('.trial-why').getByText('字段数或长度与文件格式不符').waitFor()
      await trial.getByRole('radio', { name: '被拒绝 2' }).click()
      assert.equal(await trial.locator('.trial-rows tbody tr').count(), 2)
      await trial.getByRole('radio', { name: '有发现 0' }).click()
      await trial.getByText('没有这样的行').waitFor()
      await trial.getByRole('radio', { name: '全部 3' }).click()
      await page.setViewportSize(PHONE)
      await sound(page, 'a tried mapping on a phone')
      const box = await row(0).boundingBox()
      assert.ok(box.width <= PHONE.width, 'a row fits a phone')
      await page.setViewportSize(DESK)
      assert.match(await trial.locator('.figure').filter({ hasText: '可载入' }).textContent(), /1/)
      await sound(page, 'a tried mapping')

      await page.getByRole('button', { name: '修改为新版本' }).click()
      const draft = page.getByRole('textbox', { name: '映射文本' })
      const save = page.getByRole('button', { name: '保存新版本' })
      assert.ok(await save.isDisabled(), 'nothing is changed yet')
      const keep = async (note) => {
        await save.click()
        await dialog(page).getByRole('textbox', { name: '说明' }).fill(note)
        await dialog(page).getByRole('button', { name: '保存' }).dblclick()
        await dialog(page).waitFor({ state: 'detached' })
      }
      await draft.fill(`${text}\n[feed.broken\n`)
      await keep('写坏了')
      await strip(page).waitFor()
      await page.getByRole('button', { name: '取消' }).click()
      assert.equal((await latestMapping(page, 'online')).version, version, 'a change of mind keeps nothing')
      await page.getByRole('button', { name: '修改为新版本' }).click()
      const line = `# ${fresh('reviewed')}`
      await draft.fill(`${text.trimEnd()}\n${line}\n`)
      const post = await failing(page, 'POST', '/api/v1/sources/online/mappings', 'network')
      await keep('第一次断网')
      await strip(page).filter({ hasText: '连不上服务器' }).waitFor()
      await keep('加一行说明')
      await told(page, '已保存')
      await settled(page)
      assert.equal(post.times, 2)
      assert.equal((await latestMapping(page, 'online')).version, version + 1)
      await page.getByRole('button', { name: '与上一版比较' }).click()
      await page.locator('.code-line.new').filter({ hasText: line }).waitFor()
      forgive(page, /500 of .*try$/)
    })
  })

  test('somebody is hired, given a role by another, locked out, let in again, and leaves', { timeout: 120_000 }, async () => {
    const login = fresh('hire')
    let first
    await as('system_admin', async (page) => {
      await goTo(page, '/users')
      const post = await failing(page, 'POST', '/api/v1/users', 500)
      await page.getByRole('button', { name: '新增人员' }).click()
      await dialog(page).locator('#login').fill(login)
      await dialog(page).locator('#name').fill('旅程甲')
      await choose(page, dialog(page).locator('.ant-form-item').filter({ hasText: '机构' }).locator('.ant-select'), '总行')
      assert.ok(await dialog(page).locator('.ant-form-item').filter({ hasText: '角色' }).locator('.ant-select-disabled').count(), 'roles are not this administrator’s to give')
      const save = dialog(page).getByRole('button', { name: '保存' })
      await save.click()
      await told(page, '没有保存')
      assert.equal(await dialog(page).locator('#login').inputValue(), login)
      await save.dblclick()
      first = (await page.locator('.once code').textContent()).trim()
      assert.equal(post.times, 2)
      await page.locator('.ant-modal').filter({ has: page.locator('.once') }).locator('.ant-btn-primary').click()
      forgive(page, /500 of \/api\/v1\/users$/)
    })
    await as('security_admin', async (page) => {
      await goTo(page, `/users?q=${login}`)
      await page.locator('tbody tr').filter({ hasText: login }).click()
      await settled(page)
      await page.getByRole('button', { name: '修改' }).click()
      await choose(page, dialog(page).locator('.ant-form-item').filter({ hasText: '角色' }).locator('.ant-select'), '分析')
      await page.keyboard.press('Escape')
      await dialog(page).getByRole('button', { name: '保存' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      await page.locator('tbody tr').filter({ hasText: login }).getByText('分析').waitFor()
    })
    const own = 'a-password-of-ones-own'
    // The first password is good for one thing: setting another.
    await withPage({}, async (page) => {
      await page.goto('/sign-in')
      await page.locator('input[autocomplete="username"]').fill(login)
      await page.locator('input[autocomplete="current-password"]').fill(first)
      await page.keyboard.press('Enter')
      const fields = page.locator('input[autocomplete="new-password"]')
      await fields.first().fill(own)
      await fields.nth(1).fill('something-else-again')
      await page.keyboard.press('Enter')
      await page.getByText('两次不一致').waitFor()
      await fields.nth(1).fill(own)
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
      await settled(page)
      assert.deepEqual(page.faults, [])
      for (let time = 0; time < 6; time += 1) await ask(page, 'POST', '/api/v1/session', { login, password: 'not-the-password' })
      assert.equal((await ask(page, 'POST', '/api/v1/session', { login, password: own })).status, 423)
    })
    await as('system_admin', async (page) => {
      await goTo(page, `/users?q=${login}`)
      const row = page.locator('tbody tr').filter({ hasText: login })
      await row.getByText('已锁定').waitFor()
      await row.click()
      await settled(page)
      await page.getByRole('button', { name: '解锁' }).click()
      await row.getByText('正常').waitFor()
      assert.equal((await askAs(login, 'GET', '/api/v1/me', undefined, own)).status, 200)
      await page.getByRole('button', { name: '停用' }).click()
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      await row.getByText('正常').waitFor()
      await page.getByRole('button', { name: '停用' }).click()
      await dialog(page).getByRole('button', { name: '停用' }).click()
      await row.getByText('已停用').waitFor()
      await sound(page, 'somebody who left')
    })
    await withPage({}, async (page) => {
      assert.equal((await ask(page, 'POST', '/api/v1/session', { login, password: own })).status, 401)
    })
  })

  test('a session is ended from another place, and its page is asked to sign in', { timeout: 60_000 }, async () => {
    const somebody = await newcomer('two-desks', { roles: ['operator'], unit: '0000' })
    await as(somebody.login, somebody, async (there) => {
      await goTo(there, '/loads')
      await as(somebody.login, somebody, async (here) => {
        await goTo(here, '/profile')
        const card = here.getByRole('region', { name: '登录会话' })
        const ends = card.getByRole('button', { name: '结束' })
        const before = await ends.count()
        assert.ok(before >= 1, 'the other place is listed')
        const asked = await failing(here, 'DELETE', /^\/api\/v1\/me\/sessions\//, 500)
        await ends.first().click()
        await told(here, '没有保存')
        assert.equal(await ends.count(), before, 'what failed is still there')
        for (let left = before; left > 0; left -= 1) {
          await ends.first().click()
          await card.getByRole('button', { name: '结束' }).nth(left - 1).waitFor({ state: 'detached' })
        }
        assert.equal(asked.times, before + 1)
        forgive(here, /500 of .*sessions/)
      })
      await there.locator('.rail nav a').nth(1).click()
      await there.waitForURL(/sign-in/)
    })
  })

  test('a value is corrected beside the list, by keys alone, and what is refused is said in Chinese', { timeout: 90_000 }, async () => {
    const one = await somebody()
    await somebody()
    await as('steward', async (page) => {
      await goTo(page, '/customers?sort=-number')
      const row = page.locator('tbody tr').filter({ hasText: one.number.replace(/(\d{4})(?=\d)/g, '$1 ') })
      await row.click()
      await page.waitForURL(/row=/)
      await settled(page)
      // Beside the list, without leaving it: the one value that is wrong is refused in words, then kept.
      const panel = page.locator('.side-panel')
      const fact = panel.locator('.fact').filter({ hasText: '工作单位' })
      await fact.getByRole('button', { name: '更正工作单位' }).click()
      await fact.locator('input').fill('长安光学厂')
      await page.keyboard.press('Enter')
      await told(page, '已更正工作单位')
      await fact.getByText('长安光学厂').waitFor()
      assert.match(page.url(), /row=/, 'the list stays')
      const { status, body } = await ask(page, 'PATCH', `/api/v1/customers/${one.number}`, { base_version: 99, changes: [{ attribute: 'occupation', before: '2', value: 'ZZ' }] })
      assert.deepEqual([status, body.errors[0].rule], [422, 'DQ-15'])
      await sound(page, 'a value corrected beside the list')

      await goTo(page, `/customers/${one.number}`)
      await page.keyboard.press('Control+Space')
      const field = page.locator('main .edit-field')
      await field.waitFor()
      await page.keyboard.press('Escape')
      await field.waitFor({ state: 'detached' })
      const employer = page.locator('main .fact').filter({ hasText: '工作单位' })
      await employer.getByRole('button', { name: '更正工作单位' }).click()
      await employer.locator('input').fill('长安精密厂')
      await page.keyboard.press('Control+Enter')
      await told(page, '已更正工作单位')
      await employer.getByText('长安精密厂').waitFor()
      // The next and the previous one of the list it was opened from.
      const order = (await ask(page, 'GET', '/api/v1/customers?sort=-number&limit=100')).body.items.map((item) => item.number)
      await goTo(page, '/customers?sort=-number')
      await goTo(page, `/customers/${one.number}`)
      const kept = await page.evaluate(() => JSON.parse(sessionStorage.getItem('guiyi.list')))
      const at = kept.indexOf(one.number)
      assert.ok(at >= 0 && order.includes(one.number))
      await page.keyboard.press('ArrowRight')
      await page.waitForURL((url) => url.pathname.endsWith(kept[at + 1]))
      await settled(page)
      await page.keyboard.press('ArrowLeft')
      await page.waitForURL((url) => url.pathname.endsWith(one.number))
      await settled(page)
      await page.keyboard.press('?')
      for (const group of ['所有页面', '列表', '客户', '修改中', '血缘']) await dialog(page).getByRole('heading', { name: group, exact: true }).waitFor()
      await sound(page, 'the map of keys')
    })
  })

  test('a namespace of extension data is one role’s, and the other is told so in Chinese', { timeout: 60_000 }, async () => {
    const { number } = await somebody()
    const path = `/api/v1/customers/${number}/extensions/rating`
    const namespace = fresh('ns')
    const planner = await newcomer('plans', { roles: ['marketing_planner'], unit: '0101' })
    assert.equal((await askAs(planner.login, 'PUT', path, { namespace, value: 'A' }, planner.password)).status, 200)
    await as('product_risk', async (page) => {
      await goTo(page, `/customers/${number}`)
      await page.getByRole('region', { name: '拓展信息' }).getByRole('button', { name: `更正${namespace} rating` }).click()
      await dialog(page).locator('#value').fill('C')
      await dialog(page).getByRole('button', { name: '保存' }).click()
      await dialog(page).locator('.ant-form-item-explain-error').filter({ hasText: '该命名空间归其他角色' }).waitFor()
    })
    assert.equal((await askAs('steward', 'PUT', path, { namespace, value: 'B' })).status, 200)
  })

  test('a list is in its address, and a view of it is kept by name', { timeout: 90_000 }, async () => {
    const somebody = await newcomer('views', { roles: ['steward'], unit: '0000' })
    await as(somebody.login, somebody, async (page) => {
      await goTo(page, '/customers')
      await choose(page, page.locator('.filter-bar .filter-word').first(), '对公')
      await page.waitForURL(/kind=organisation/)
      await page.getByRole('button', { name: '余额' }).click()
      await page.getByRole('button', { name: '余额' }).click()
      await page.waitForURL(/sort=-balance/)
      await settled(page)
      await page.locator('tbody tr').nth(1).click()
      await page.waitForURL(/row=/)
      await settled(page)
      const address = page.url()
      const shown = await page.locator('tbody tr th').allTextContents()
      await page.reload()
      await settled(page)
      assert.equal(page.url(), address)
      assert.deepEqual(await page.locator('tbody tr th').allTextContents(), shown, 'the address shows the same after a reload')
      await page.locator('.side-panel').waitFor()

      const save = page.getByRole('button', { name: '保存视图' })
      const views = page.getByRole('group', { name: '视图' })
      await save.click()
      await dialog(page).getByRole('button', { name: '取消' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      assert.equal(await views.getByRole('button').count(), 1, 'a change of mind keeps no view')
      const patch = await failing(page, 'PATCH', '/api/v1/me', 500)
      const keep = async () => {
        await save.click()
        await dialog(page).getByLabel('视图名称').fill('大户')
        await dialog(page).getByRole('button', { name: '保存' }).dblclick()
        await dialog(page).waitFor({ state: 'detached' })
      }
      await keep()
      await told(page, '没有保存')
      await keep()
      await views.getByRole('button', { name: '大户' }).waitFor()
      await settled(page)
      assert.equal(patch.times, 2)
      await goTo(page, '/customers')
      await views.getByRole('button', { name: '大户' }).click()
      await page.waitForURL(/kind=organisation/)
      assert.match(page.url(), /sort=-balance/)
      await sound(page, 'a kept view')
      // The view has columns of its own; pinned, it stands in the rail, whenever and wherever one signs in next.
      await page.getByRole('button', { name: '选择列' }).click()
      await page.locator('.column-choice').getByText('源记录数').click()
      await page.getByRole('columnheader', { name: '源记录' }).waitFor()
      await page.keyboard.press('Escape')
      const act = async (name) => {
        await page.getByRole('button', { name: '当前视图' }).click()
        await page.locator('.ant-dropdown-menu-item').filter({ hasText: name }).click()
        await settled(page)
      }
      await act('置顶')
      await act('设为默认')
      await views.getByRole('button', { name: '全部' }).click()
      await page.waitForURL((url) => !url.searchParams.has('view'))
      assert.equal(await page.getByRole('columnheader', { name: '源记录' }).count(), 0, 'columns of one view are not those of another')
      forgive(page, /500 of \/api\/v1\/me$/)
    })
    await as(somebody.login, somebody, async (page) => {
      await goTo(page, '/standards')
      await page.locator('.rail').getByRole('link', { name: '大户' }).click()
      await page.waitForURL(/sort=-balance/)
      await settled(page)
      await page.getByRole('columnheader', { name: '源记录' }).waitFor()
      await sound(page, 'a pinned view')
      await goTo(page, '/customers')
      await page.waitForURL(/kind=organisation/)
    })
  })
  expiring()
}

/** A manager's own customers whose documents expire: kept as a view, pinned, and still counted from the day of looking. */
function expiring() {
  const later = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv')
  const name = fresh('证件到期')
  const asked = (page, day) => page.waitForRequest((request) => /\/customers\?/.test(request.url()) && request.url().includes(`expiring_before=${day}`))

  test('own customers whose ID expires are a view that stays relative', { timeout: 90_000 }, async () => {
    const { items: due } = (await askAs('steward', 'GET', `/api/v1/customers?expiring_before=${later(91)}&limit=200`)).body
    const staff_number = due.flatMap((row) => row.managers).find((number) => number !== 'R01011')
    assert.ok(staff_number, 'the bank has customers whose documents expire')
    const somebody = await newcomer('expiring', { roles: ['steward'], unit: '0000', staff_number })
    await as(somebody.login, somebody, async (page) => {
      await goTo(page, '/customers')
      await page.getByRole('button', { name: '我的客户' }).click()
      await page.waitForURL((url) => url.searchParams.get('manager') === staff_number)
      const first = asked(page, later(91))
      await choose(page, page.locator('.filter-bar .filter-word').nth(1), '90 天内到期或已过期')
      await page.waitForURL(/expiring=90d/)
      await first
      await settled(page)
      await page.getByRole('columnheader', { name: '证件到期日' }).waitFor()
      await page.locator('.chip').filter({ hasText: '证件到期：90 天内到期或已过期' }).waitFor()
      const items = due.filter((row) => row.managers.includes(staff_number))
      assert.ok(items.every((row) => row.expires_on < later(91)))
      assert.equal(await page.locator('tbody tr:not(.spacer)').count(), Math.min(items.length, 100))
      await page.getByRole('button', { name: '保存视图' }).click()
      await dialog(page).getByLabel('视图名称').fill(name)
      await dialog(page).getByRole('button', { name: '保存' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: '当前视图' }).click()
      await page.locator('.ant-dropdown-menu-item').filter({ hasText: '置顶' }).click()
      await page.locator('.rail').getByRole('link', { name }).waitFor()
      await sound(page, 'customers whose documents expire')
    })
    await as(somebody.login, somebody, async (page) => {
      // Ten days on the view asks for ten days more.
      await page.clock.setFixedTime(new Date(Date.now() + 10 * 86_400_000))
      await page.goto('/')
      const again = asked(page, later(101))
      await page.locator('.rail').getByRole('link', { name }).click()
      await again
      await page.waitForURL(/expiring=90d/)
      await page.locator('.chip').filter({ hasText: '证件到期' }).waitFor()
    })
  })

  test('who does not see when documents expire is offered no such filter, and told why', { timeout: 60_000 }, async () => {
    await as('marketing_planner', async (page) => {
      await goTo(page, '/customers')
      assert.equal(await page.locator('.filter-bar .filter-word').count(), 1)
      await goTo(page, '/customers?expiring=30d')
      await page.locator('.empty-bad').waitFor()
    })
  })
}

async function latestMapping(page, source) {
  const { body } = await ask(page, 'GET', `/api/v1/sources/${source}/mappings`)
  const version = Math.max(...body.items.map((one) => one.version))
  return (await ask(page, 'GET', `/api/v1/sources/${source}/mappings/${version}`)).body
}

const samples = {
  online: [
    'user_id\tname\tid_type\tid_no\tsex\tmobile\tmobile_check\temail\temail_check\tcity_address\tregistered\tchanged_at\tseq',
    'x900000001\t旅程乙\t身份证\t110101197506181013\t1\t13800010001\t0\t\t\t北京市东城区幸福街18号翠苑小区3号楼2单元501室\t2013-02-04\t2025-02-04T10:00:00\t3',
    'x900000003\t不详\t身份证\t110101197506181013\t1\t13800010001\t0\t\t\t北京市东城区幸福街18号翠苑小区3号楼2单元501室\t2013-02-04\t2025-02-04T10:00:00\t3',
    'x900000002\t只有两列',
  ].join('\n'),
}
