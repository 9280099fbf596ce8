// Views of the list of customers that people share: found by others with who made them, used, pinned, copied, not changed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PHONE, settled } from '../bank.mjs'
import { as, ask, askAs, fresh, goTo, newcomer, sound } from './walk.mjs'

const dialog = (page) => page.locator('.ant-modal').filter({ visible: true })
const views = (page) => page.getByRole('group', { name: '视图' })

async function choose(page, field, words) {
  await field.click()
  await page.locator('.ant-select-dropdown').filter({ visible: true }).locator('.ant-select-item-option').filter({ hasText: words }).last().click()
}

/** Does something with the view that is shown. */
async function act(page, name) {
  await page.getByRole('button', { name: '当前视图' }).click()
  await page.locator('.ant-dropdown-menu-item').filter({ hasText: name }).click()
  await settled(page)
}

export function sharing() {
  test('a view is shared with those below, who use, pin and copy it and change nothing', { timeout: 120_000 }, async () => {
    const name = fresh('对公大户')
    const { body } = await askAs('system_admin', 'GET', '/api/v1/units')
    const under = (unit) => body.items.find((one) => one.code === unit.parent)
    const below = body.items.find((unit) => unit.parent && under(unit)?.parent)
    const head = await newcomer('shares', { roles: ['branch_head'], unit: below.parent })
    const reader = await newcomer('reads', { roles: ['product_risk'], unit: below.code })
    const stranger = await newcomer('stranger', { roles: ['product_risk'], unit: body.items.find((unit) => unit.parent && unit.code !== below.parent && unit.parent !== below.parent).code })
    let link
    await as(head.login, head, async (page) => {
      await goTo(page, '/customers?kind=organisation&sort=-balance')
      await page.getByRole('button', { name: '保存视图' }).click()
      await dialog(page).getByLabel('视图名称').fill(name)
      await dialog(page).getByRole('combobox', { name: '谁可以使用' }).click()
      // The whole bank is another right.
      assert.deepEqual(await page.locator('.ant-select-dropdown').filter({ visible: true }).locator('.ant-select-item-option').allTextContents(), ['仅自己', '本机构', '本机构及下级'])
      await page.locator('.ant-select-item-option').filter({ hasText: '本机构及下级' }).click()
      await dialog(page).getByRole('button', { name: '保存' }).click()
      await page.waitForURL(/view=[0-9a-f-]{36}/)
      await settled(page)
      link = new URL(page.url())
      await page.getByRole('button', { name: '选择列' }).click()
      await page.locator('.column-choice').getByText('源记录数').click()
      await page.getByRole('columnheader', { name: '源记录' }).waitFor()
      await sound(page, 'a view of one’s own that is shared')
    })
    await as(reader.login, reader, async (page) => {
      await goTo(page, '/customers')
      await page.getByRole('button', { name: '共享视图' }).click()
      const item = page.locator('.ant-dropdown-menu-item').filter({ hasText: name })
      await item.filter({ hasText: 'shares 共享' }).click()
      await page.waitForURL(/kind=organisation/)
      await settled(page)
      await page.getByRole('columnheader', { name: '源记录' }).waitFor()
      await sound(page, 'a view that somebody else shares')
      // What one chooses in it is for oneself and for now.
      await page.getByRole('button', { name: '选择列' }).click()
      await page.locator('.column-choice').getByText('源记录数').click()
      await page.getByRole('columnheader', { name: '源记录' }).waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: '当前视图' }).click()
      assert.equal(await page.locator('.ant-dropdown-menu-item').filter({ hasText: /删除视图|停止共享|共享与名称/ }).count(), 0, 'it is somebody else’s')
      await page.keyboard.press('Escape')
      const id = link.searchParams.get('view')
      assert.equal((await ask(page, 'PATCH', `/api/v1/views/${id}`, { name: 'x' })).status, 404)
      await act(page, '置顶')
      await page.locator('.rail').getByRole('link', { name }).waitFor()
      await act(page, '另存为自己的视图')
      await dialog(page).getByLabel('视图名称').fill(`${name}二`)
      await dialog(page).getByRole('button', { name: '保存' }).click()
      await views(page).getByRole('button', { name: `${name}二` }).waitFor()
      await settled(page)
    })
    await as(reader.login, { ...reader, viewport: PHONE }, async (page) => {
      // The link alone shows what the view is now.
      await goTo(page, `/customers?view=${link.searchParams.get('view')}`)
      await page.waitForURL(/kind=organisation/)
      await sound(page, 'a shared view on a phone')
    })
    await as(stranger.login, stranger, async (page) => {
      assert.ok(!(await ask(page, 'GET', '/api/v1/views')).body.items.some((one) => one.name === name), 'it does not reach another unit')
      // The link goes on working as an address: its conditions, under the reader's own rights.
      await goTo(page, link.pathname + link.search)
      await page.locator('.chip').filter({ hasText: '对公' }).waitFor()
      assert.equal(await views(page).getByRole('button', { name }).count(), 0)
    })
    await as(head.login, head, async (page) => {
      await goTo(page, link.pathname + link.search)
      await act(page, '共享与名称')
      await dialog(page).getByLabel('视图名称').fill(`${name}新`)
      await choose(page, dialog(page).getByRole('combobox', { name: '谁可以使用' }), '本机构')
      await dialog(page).getByRole('button', { name: '保存' }).click()
      await views(page).getByRole('button', { name: `${name}新` }).waitFor()
      await settled(page)
      const shared = (await ask(page, 'GET', '/api/v1/views')).body.items.find((one) => one.name === `${name}新`)
      await act(page, '停止共享')
      await views(page).getByRole('button', { name: `${name}新` }).waitFor()
      assert.ok(!(await ask(page, 'GET', '/api/v1/views')).body.items.some((one) => one.id === shared.id), 'it is one’s own again')
      await sound(page, 'a view that is shared no more')
      await act(page, '删除视图')
      await views(page).getByRole('button', { name: `${name}新` }).waitFor({ state: 'detached' })
    })
    await as(reader.login, reader, async (page) => {
      await goTo(page, '/customers')
      assert.equal(await page.locator('.rail').getByRole('link', { name, exact: true }).count(), 0)
      await views(page).getByRole('button', { name: `${name}二` }).waitFor()
    })
  })

  test('what a leaver shared is taken away by a head of the same branch', { timeout: 120_000 }, async () => {
    const name = fresh('离任者的视图')
    const unit = (await askAs('system_admin', 'GET', '/api/v1/units')).body.items.find((one) => one.parent).code
    const leaver = await newcomer('leaves', { roles: ['branch_head'], unit })
    const head = await newcomer('stays', { roles: ['branch_head'], unit })
    const view = { list: 'customers', name, content: { search: { kind: 'organisation' } }, shared_with: 'unit' }
    await as(leaver.login, leaver, async (page) => assert.equal((await ask(page, 'POST', '/api/v1/views', view)).status, 201))
    const at = async (page) => {
      await goTo(page, '/customers')
      await page.getByRole('button', { name: '共享视图' }).click()
      await page.locator('.ant-dropdown-menu-item').filter({ hasText: name }).click()
      await page.waitForURL(/kind=organisation/)
      await settled(page)
      await page.getByRole('button', { name: '当前视图' }).click()
      return page.locator('.ant-dropdown-menu-item').filter({ hasText: '删除视图' })
    }
    await as(head.login, head, async (page) => assert.equal(await (await at(page)).count(), 0, 'its owner is still here'))
    const { body } = await askAs('system_admin', 'GET', `/api/v1/users?q=${leaver.login}`)
    assert.equal((await askAs('system_admin', 'PATCH', `/api/v1/users/${body.items[0].id}`, { ended: true })).status, 200)
    await as(head.login, head, async (page) => {
      await (await at(page)).click()
      await views(page).getByRole('button', { name }).waitFor({ state: 'detached' })
      assert.ok(!(await ask(page, 'GET', '/api/v1/views')).body.items.some((one) => one.name === name))
      await sound(page, 'a view that was taken away')
    })
  })
}
