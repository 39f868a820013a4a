import { expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, openPlanPage, wordsOf } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { orderOf } from '../harness/order.ts'

const { chair, member, contextFor, open } = await inBrowser()

test('[T7] a link is asked for in place; an address that could run is refused', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await clickEnd(page, '由体育组牵头')
  await page.keyboard.type('有网页')
  for (let count = 0; count < 3; count++) await page.keyboard.press('Shift+ArrowLeft')
  await page.getByRole('button', { name: '链接', exact: true }).click()
  const address = page.getByRole('textbox', { name: '链接地址' })
  await address.fill('javascript:alert(1)')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: '请改一下' }).waitFor()
  expect(await page.locator('.tiptap a').count()).toBe(0)
  expect(await violations(page)).toEqual([])
  await address.fill('不是网址')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: '不像网址' }).waitFor()
  await address.fill('union.example.org/plan')
  await page.keyboard.press('Enter')
  const link = page.locator('.tiptap a[href="https://union.example.org/plan"]')
  await link.click()
  const opener = page.getByRole('link', { name: '打开' })
  expect(await opener.getAttribute('href')).toBe('https://union.example.org/plan')
  expect(await opener.getAttribute('target')).toBe('_blank')
  expect(await opener.getAttribute('rel')).toContain('noopener')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: '编辑链接' }).click()
  await address.fill('www.example.org')
  await page.keyboard.press('Enter')
  await page.locator('.tiptap a[href="https://www.example.org"]', { hasText: '有网页' }).waitFor()
  await link.waitFor({ state: 'detached' })
  await page.keyboard.press('End')
  for (let count = 0; count < 3; count++) await page.keyboard.press('Shift+ArrowLeft')
  await page.getByRole('button', { name: '链接', exact: true }).click()
  await page.getByRole('button', { name: '取消链接' }).click()
  await expect.poll(() => page.locator('.tiptap a').count()).toBe(0)
})

test('a table grows and shrinks by its tools, for everyone', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await clickEnd(a, '坚持以教职工为本')
  await a.keyboard.press('Enter')
  await a.keyboard.type('/biaoge')
  await a.getByRole('option', { name: '表格' }).waitFor()
  await a.keyboard.press('Enter')
  await a.keyboard.type('月份')
  await a.keyboard.press('Tab')
  await a.keyboard.type('工作要点')
  // The tools stand clear of the table and of the lines around it.
  const [tools, table] = [a.getByRole('toolbar', { name: '表格工具' }), a.locator('.tiptap table')]
  expect((await tools.boundingBox())?.y).toBeGreaterThan(
    await table.evaluate((element) => element.getBoundingClientRect().bottom + 30),
  )
  await a.getByRole('button', { name: '下方插入行' }).click()
  await a.getByRole('button', { name: '右侧插入列' }).click()
  await expect.poll(() => b.locator('.tiptap tr').count()).toBe(4)
  await expect.poll(() => b.locator('.tiptap tr').first().locator('th').count()).toBe(4)
  expect(await violations(a)).toEqual([])
  await a.getByRole('button', { name: '删除列' }).click()
  await expect.poll(() => b.locator('.tiptap tr').first().locator('th').count()).toBe(3)
  await a.getByRole('button', { name: '删除表格' }).click()
  await expect.poll(() => b.locator('.tiptap table').count()).toBe(0)
})

test('[T9] on a phone the tools stand above the keyboard while one writes', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan, 390)
  const tools = page.locator('.phone-tools')
  expect(await tools.count()).toBe(0)
  await clickEnd(page, '表彰先进教育工作者')
  await page.keyboard.type('等')
  await tools.getByRole('button', { name: '下移' }).click()
  const wanted = ['会员例会', '表彰先进教育工作者等']
  await expect.poll(() => orderOf(page, ...wanted)).toEqual(wanted)
  await page.keyboard.type('级')
  await expect.poll(async () => (await wordsOf(page)).join('').includes('表彰先进教育工作者等级')).toBe(true)
  expect(await violations(page)).toEqual([])
  await tools.getByRole('button', { name: '撤销' }).click()
  await expect.poll(async () => (await wordsOf(page)).join('').includes('等级')).toBe(false)
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+ArrowLeft')
  expect((await page.getByRole('button', { name: '月程' }).boundingBox())?.height).toBeLessThan(50)
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/bg')
  await page.getByRole('option', { name: '表格' }).click()
  const row = page.getByRole('button', { name: '下方插入行' })
  const [own, bar] = [await row.boundingBox(), await tools.boundingBox()]
  expect(own?.height).toBeLessThan(50)
  expect((own?.y ?? 0) + (own?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0)
  expect(await violations(page)).toEqual([])
  await tools.getByRole('button', { name: '完成' }).click()
  await tools.waitFor({ state: 'detached' })
  await page.locator('.plan-bottom').getByRole('button', { name: '大纲' }).click()
  await page.getByRole('navigation', { name: '大纲' }).waitFor()
})

test('[T5] undo and redo stand at the top for all to see, and a press leaves the cursor in the text', async () => {
  const plan = await chair.createPlan('一段')
  const page = await open(chair, plan)
  const undo = page.getByRole('button', { name: '撤销' })
  const redo = page.getByRole('button', { name: '重做' })
  expect(await undo.getAttribute('aria-disabled')).toBe('true')
  await clickEnd(page, '一段')
  await page.keyboard.type('写错')
  await undo.click()
  await expect.poll(() => wordsOf(page)).toEqual(['一段'])
  expect(await violations(page)).toEqual([])
  await redo.click()
  await expect.poll(() => wordsOf(page)).toEqual(['一段写错'])
  await undo.click()
  await page.keyboard.type('对了')
  await expect.poll(() => wordsOf(page)).toEqual(['一段对了'])
})

test('the buttons of a long correction are in view as soon as it opens, on a phone and in a low window', async () => {
  const plan = await chair.createPlan('2026年工作计划\n一、月程安排\n三月份：\n1、双周五下午打太极拳')
  for (const [width, height] of [
    [390, 700],
    [1024, 500],
  ] as const) {
    const page = await openPlanPage(await contextFor(chair, { width, height, touch: true }), chair, plan)
    await page.locator('.chip', { hasText: '双周五下午' }).tap()
    const save = page.locator('.fix-popup').getByRole('button', { name: '保存' })
    await save.waitFor()
    const inView = (): Promise<boolean> =>
      save.evaluate((button) => {
        const { left, top, width: wide, height: high } = button.getBoundingClientRect()
        return button.contains(document.elementFromPoint(left + wide / 2, top + high / 2))
      })
    await expect.poll(inView).toBe(true)
    // Nothing of the form shows below them.
    expect(
      await page.locator('.fix-actions').evaluate((actions) => {
        const popup = actions.closest('.fix-popup')?.getBoundingClientRect()
        return Math.abs(actions.getBoundingClientRect().bottom - (popup?.bottom ?? 0))
      }),
    ).toBeLessThan(2)
    // What is reached by a key is not under them.
    await page.locator('.fix-popup').getByLabel('单位').focus()
    await expect.poll(inView).toBe(true)
    const field = await page.locator('.fix-popup').getByLabel('单位').boundingBox()
    expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual((await save.boundingBox())?.y ?? 0)
  }
})
