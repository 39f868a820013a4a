import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { BODY } from '../../shared/text/schema.ts'
import { firstUpdate, newPlanId } from '../harness/relayProcess.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, wordsOf } from '../harness/browser.ts'
import { orderOf } from '../harness/order.ts'

const { chair, member, open } = await inBrowser()

const block = (page: Page, words: string): Locator =>
  page.locator('.tiptap > *:not(.month-heading)', { hasText: words }).first()

/** The handle beside a block, shown by the pointer. */
async function gripOf(page: Page, words: string): Promise<Locator> {
  await block(page, words).hover()
  const grip = page.locator('.handle[data-shown=true] .handle-grip')
  await expect
    .poll(async () => {
      const [own, its] = [await block(page, words).boundingBox(), await grip.boundingBox()]
      return own !== null && its !== null && Math.abs(own.y - its.y) < 4
    })
    .toBe(true)
  return grip
}

test('[T4] dragging the handle moves an item for everyone; put under another month, it takes that month', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await block(a, '年终总结评优').scrollIntoViewIfNeeded()
  const grip = await gripOf(a, '教工书画展')
  const from = await grip.boundingBox()
  const onto = await block(a, '提案办理情况通报').boundingBox()
  if (from === null || onto === null) throw new Error('not on the screen')
  await a.mouse.move(from.x + 10, from.y + 10)
  await a.mouse.down()
  await a.mouse.move(from.x + 10, from.y + 40)
  await a.mouse.move(from.x + 10, onto.y + onto.height - 4)
  await a.locator('.handle-drop').waitFor()
  await a.mouse.up()
  const wanted = ['提案办理情况通报', '教工书画展', '教工羽毛球比赛']
  await expect.poll(() => orderOf(b, ...wanted)).toEqual(wanted)
  expect(await block(b, '教工书画展').getAttribute('data-number')).toBe('2、')
  expect(await b.locator('.month-heading', { hasText: '十月份' }).count()).toBe(0)
  await b.locator('.plan-panel .months-card', { hasText: '2026年11月' }).getByText('教工书画展').waitFor()
  await a.keyboard.press('Control+z')
  await b.locator('.month-heading', { hasText: '十月份' }).waitFor()
})

test('a dragged heading takes its section along, and Esc gives a drag up', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  const drag = async (): Promise<void> => {
    const from = await (await gripOf(page, '丰富文体活动')).boundingBox()
    const onto = await block(page, '健全民主管理').boundingBox()
    if (from === null || onto === null) throw new Error('not on the screen')
    await page.mouse.move(from.x + 10, from.y + 10)
    await page.mouse.down()
    await page.mouse.move(from.x + 10, from.y - 20)
    await page.mouse.move(from.x + 10, onto.y + 4)
    await page.locator('.handle-drop').waitFor()
  }
  const before = await wordsOf(page)
  await drag()
  await page.keyboard.press('Escape')
  await page.locator('.handle-drop').waitFor({ state: 'detached' })
  await page.mouse.up()
  expect(await wordsOf(page)).toEqual(before)
  await drag()
  await page.mouse.up()
  const wanted = ['丰富文体活动', '双周五下午', '健全民主管理', '关心教职工生活']
  await expect.poll(() => orderOf(page, ...wanted)).toEqual(wanted)
  expect(await block(page, '丰富文体活动').getAttribute('data-number')).toBe('（一）')
})

test('[T9] the block menu opens and works by keyboard alone, and axe finds nothing in it', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await clickEnd(page, '由生活委员王某负责')
  await page.keyboard.type('。')
  await page.keyboard.press('Alt+Enter')
  const menu = page.getByRole('menu')
  await menu.waitFor()
  expect(await violations(page)).toEqual([])
  await menu.getByRole('menuitem', { name: '上移' }).first().waitFor()
  do await page.keyboard.press('ArrowDown')
  while ((await menu.locator('[data-highlighted]').innerText()) !== '目标')
  await page.keyboard.press('Enter')
  await page.locator('[data-block=goal]', { hasText: '由生活委员王某负责' }).waitFor()
  await page.keyboard.type('好')
  await expect.poll(() => wordsOf(page).then((all) => all.join('').includes('好'))).toBe(true)
})

test('what is chosen for a block meets that block, though a colleague writes above it meanwhile', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await (await gripOf(a, '丰富文体活动')).click()
  await a.getByRole('menu').waitFor()
  await clickEnd(b, '指导思想')
  await b.keyboard.type('新')
  for (const words of ['一段', '两段']) {
    await b.keyboard.press('Enter')
    await b.keyboard.type(words)
  }
  await a.locator('.tiptap', { hasText: '两段' }).waitFor()
  await a.getByRole('menuitem', { name: '删除这一段' }).click()
  await expect.poll(async () => (await wordsOf(b)).join('\n').includes('丰富文体活动')).toBe(false)
  const words = (await wordsOf(b)).join('\n')
  for (const kept of ['一段', '两段', '由生活委员王某负责', '双周五下午']) expect(words).toContain(kept)
})

test('the visible ＋ opens the menu of what can be inserted on a new line below', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await gripOf(page, '实现安全生产零事故')
  await page.getByRole('button', { name: '在下面插入' }).click()
  await page.getByRole('option', { name: '目标' }).click()
  await page.keyboard.type('新建会员之家3个')
  const made = page.locator('[data-block=goal]', { hasText: '新建会员之家' })
  await made.getByText('3个', { exact: true }).waitFor()
  const wanted = ['实现安全生产零事故', '新建会员之家', '主要措施']
  expect(await orderOf(page, ...wanted)).toEqual(wanted)
})

test('＋ leaves no sign in the text when one presses Esc, clicks elsewhere or simply writes', async () => {
  const plan = await chair.createPlan('一段\n二段')
  const page = await open(chair, plan)
  const plus = page.getByRole('button', { name: '在下面插入' })
  const option = page.getByRole('option', { name: '目标' })
  await gripOf(page, '二段')
  await plus.click()
  await option.waitFor()
  await page.getByText('可用汉字、拼音或英文查找').waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await option.waitFor({ state: 'hidden' })
  expect(await wordsOf(page)).toEqual(['一段', '二段', ''])
  await page.keyboard.type('三段')
  expect(await option.count()).toBe(0)
  await gripOf(page, '三段')
  await plus.click()
  await option.waitFor()
  await page.locator('.tiptap > *', { hasText: '一段' }).click()
  await option.waitFor({ state: 'hidden' })
  expect((await wordsOf(page)).join('|')).toBe('一段|二段|三段|')
  await gripOf(page, '一段')
  await plus.click()
  await option.waitFor()
  await page.keyboard.type('直接写')
  await option.waitFor({ state: 'hidden' })
  expect((await wordsOf(page)).join('|')).toBe('一段|直接写|二段|三段|')
})

test('[T9] Tab and Shift+Tab change a heading’s level with its section; Esc, then Tab, leaves the text', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await clickEnd(page, '丰富文体活动')
  await page.keyboard.type('多')
  await page.keyboard.press('Shift+Tab')
  await page.locator('h2[data-number="四、"]', { hasText: '丰富文体活动多' }).waitFor()
  await page.locator('h2[data-number="五、"]', { hasText: '月程安排' }).waitFor()
  await page.keyboard.press('Tab')
  await page.locator('h3[data-number="（三）"]', { hasText: '丰富文体活动多' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  expect(await page.locator('.tiptap').evaluate((text) => text.contains(document.activeElement))).toBe(false)
})

test('the outline follows the scroll', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  const here = page.locator('.outline-item[aria-current]')
  await page.locator('.plan-main').evaluate((main) => main.scrollTo(0, main.scrollHeight))
  await expect.poll(() => here.innerText()).toContain('月程安排')
  await page.locator('.plan-main').evaluate((main) => main.scrollTo(0, 0))
  await expect.poll(() => here.innerText()).toContain('指导思想')
  // At the very top it is the first, though more are in view.
  const short = await open(chair, await chair.createPlan('一、甲\n二、乙\n三、丙'))
  await expect.poll(() => short.locator('.outline-item[aria-current]').innerText()).toContain('甲')
})

test('the outline follows the scroll past a heading to which another program gave no id', async () => {
  const doc = new Y.Doc()
  const body = '正文一行\n'.repeat(40)
  const first = firstUpdate(`一、甲\n${body}二、乙\n${body}三、丙\n${body}`)
  Y.applyUpdate(doc, Buffer.from(first, 'base64'))
  const unnamed = doc.getXmlFragment(BODY).get(41)
  if (unnamed instanceof Y.XmlElement) unnamed.removeAttribute('id')
  const plan = newPlanId()
  const update = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
  await chair.request('POST', '/plans', { id: plan, first: update })
  const page = await open(chair, plan)
  const main = page.locator('.plan-main')
  const here = page.locator('.outline-item[aria-current]')
  await main.evaluate((element) => element.scrollTo(0, element.scrollHeight - 2 * element.clientHeight))
  await expect.poll(() => here.innerText()).toContain('丙')
  await main.evaluate((element) => element.scrollTo(0, 200))
  await expect.poll(() => here.innerText()).toContain('甲')
})
