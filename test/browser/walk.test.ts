import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DOUBTFUL } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, focused, openPlanPage, wordsOf } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { pasteRaw } from '../harness/pasting.ts'

const { server, chair, contextFor } = await inBrowser()

const open = async (text: string, look = {}): Promise<Page> =>
  openPlanPage(await contextFor(chair, look), chair, await chair.createPlan(text))

const panel = (page: Page): Locator => page.locator('.plan-panel')
const popup = (page: Page): Locator => page.locator('.fix-popup')

const lit = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const [range] = CSS.highlights.get('gongni-asked') ?? []
    return range instanceof Range ? range.toString() : ''
  })

test('[R5] unsure places are settled one by one by the keyboard, taken back by one key, and what is left is not asked again', async () => {
  const page = await open(DOUBTFUL)
  await panel(page).getByRole('button', { name: '改到… 春游' }).click()
  await page.getByRole('radio', { name: '未定' }).check({ force: true })
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '逐条确认 4 处' }).waitFor()
  await page.keyboard.press('Alt+q')
  // A glued figure: the repaired reading is proposed.
  await panel(page).getByText('第 1 处，共 4 处').waitFor()
  await panel(page).getByText('数字可能少了一个连接号：6000-10000？').first().waitFor()
  await expect.poll(() => lit(page)).toBe('筹集慰问金600010000元')
  await expect.poll(() => focused(page)).toBe('6000-10000')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.locator('.chip', { hasText: '6000–1万元' }).waitFor()
  // What only may have lost a dash: the other reading is chosen by an arrow.
  await panel(page).getByText('第 2 处，共 4 处').waitFor()
  await expect.poll(() => focused(page)).toBe('35')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('.chip', { hasText: '3–5项' }).waitFor()
  await panel(page).getByText('第 3 处，共 4 处').waitFor()
  await page.keyboard.press('Control+z')
  await panel(page).getByText('第 2 处，共 4 处').waitFor()
  await expect.poll(() => focused(page)).toBe('35')
  await page.keyboard.press('Enter')
  // Prose stays prose.
  await panel(page).getByText('这是在正文里找到的').waitFor()
  await expect.poll(() => lit(page)).toContain('今年要举办技能培训班4期')
  await page.keyboard.press('Escape')
  // An item without a month gets one.
  await panel(page).getByText('这项工作在哪个月？').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: '4月', exact: true }).check({ force: true })
  await page.keyboard.press('Enter')
  await panel(page).getByText('全部确认完了。').waitFor()
  await panel(page).getByText('1 处先没动').waitFor()
  expect(await violations(page)).toEqual([])
  await expect.poll(() => focused(page)).toBe('完成')
  await page.keyboard.press('Enter')
  await page.getByText('已保存').first().waitFor()
  await page.reload()
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '再看看先没动的 1 处' }).click()
  await panel(page).getByText('第 1 处，共 1 处').waitFor()
  await page.keyboard.press('Enter')
  await panel(page).getByText('全部确认完了。').waitFor()
  await page.locator('.block-goal', { hasText: '技能培训班' }).waitFor()
})

test('[R4] E corrects the place that is asked about, and the next one has the focus afterwards', async () => {
  const page = await open(DOUBTFUL)
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '逐条确认 3 处' }).click()
  await panel(page).getByText('第 1 处，共 3 处').waitFor()
  await page.keyboard.press('e')
  await popup(page).getByLabel('数值').fill('6000')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await panel(page).getByText('第 2 处，共 3 处').waitFor()
  await expect.poll(() => focused(page)).toBe('35')
})

test('[R6] a key goes back to the places before, left or settled, to answer them otherwise, and the focus is never lost', async () => {
  const page = await open(DOUBTFUL)
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '逐条确认 3 处' }).click()
  await expect.poll(() => focused(page)).toBe('6000-10000')
  const keys = panel(page).locator('.walk-keys')
  expect(await keys.innerText()).toBe('Enter 确认，↑↓ 选择，E 更正，Esc 先不动，Ctrl+Z 撤销')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => focused(page)).toBe('6000-10000')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('35')
  expect(await keys.innerText()).toContain('← 上一处')
  await page.keyboard.press('Escape')
  await panel(page).getByText('第 3 处，共 3 处').waitFor()
  // The place that was left is asked for as it was.
  await page.keyboard.press('ArrowLeft')
  await panel(page).getByText('第 2 处，共 3 处').waitFor()
  await expect.poll(() => focused(page)).toBe('35')
  await expect.poll(() => lit(page)).toBe('完成调研35项')
  // The one that was settled can be chosen anew, but not by a key too many.
  await page.keyboard.press('ArrowLeft')
  await panel(page).getByText('这一处已经处理过，不对可以再改。').waitFor()
  await panel(page).getByText('第 1 处，共 3 处').waitFor()
  await expect.poll(() => focused(page)).toBe('下一处')
  expect(await panel(page).getByRole('button', { name: '上一处' }).count()).toBe(0)
  expect(await keys.innerText()).toBe('Enter 确认，↑↓ 选择，→ 下一处，E 更正，Ctrl+Z 撤销')
  expect(await violations(page)).toEqual([])
  await panel(page).getByRole('button', { name: '600010000', exact: true }).click()
  await page.locator('.chip', { hasText: '60001万元' }).waitFor()
  await expect.poll(() => focused(page)).toBe('35')
  await page.keyboard.press('ArrowRight')
  await panel(page).getByText('第 3 处，共 3 处').waitFor()
  await expect.poll(() => focused(page)).toBe('列为目标')
  await page.keyboard.press('Enter')
  await panel(page).getByText('1 处先没动').waitFor()
  await expect.poll(() => focused(page)).toBe('完成')
  await page.keyboard.press('ArrowLeft')
  await panel(page).getByText('第 3 处，共 3 处').waitFor()
  await expect.poll(() => focused(page)).toBe('下一处')
  await panel(page).getByRole('button', { name: '上一处' }).click()
  await expect.poll(() => focused(page)).toBe('35')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('下一处')
  await page.keyboard.press('ArrowRight')
  await panel(page).getByText('全部确认完了。').waitFor()
  await expect.poll(() => focused(page)).toBe('完成')
  expect(await panel(page).getByText('先没动').count()).toBe(0)
})

test('[R6] Alt+Q asks from anywhere in the plan, and goes back to the place that is asked about', async () => {
  const page = await open(DOUBTFUL)
  await clickEnd(page, '春游')
  await page.keyboard.press('Alt+q')
  await panel(page).getByText('第 1 处，共 3 处').waitFor()
  await expect.poll(() => focused(page)).toBe('6000-10000')
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('35')
  await clickEnd(page, '春游')
  await page.keyboard.press('Alt+q')
  await expect.poll(() => focused(page)).toBe('35')
  await panel(page).getByText('第 2 处，共 3 处').waitFor()
  // Another panel in between ends it, and does not begin it again by itself.
  await page.getByRole('tab', { name: '目标' }).click()
  await panel(page).getByRole('table').first().waitFor()
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '逐条确认 2 处' }).waitFor()
})

test.each([
  ['a wide screen', {}, '.plan-panel'],
  ['a phone', { width: 390, height: 844, touch: true }, '.walk-sheet'],
])('[R6] on %s the note on what was pasted leads to its unsure places', async (_name, look, place) => {
  const page = await open('', look)
  await page.locator('.tiptap').click()
  await pasteRaw(page, '', DOUBTFUL)
  const note = page.locator('.plan-imported')
  await note.getByText('3 处待确认').waitFor()
  expect(await violations(page)).toEqual([])
  await note.getByRole('button', { name: '逐条确认' }).click()
  await page.locator(place).getByText('第 1 处，共 3 处').waitFor()
  await expect.poll(() => focused(page)).toBe('6000-10000')
  await expect.poll(() => lit(page)).toBe('筹集慰问金600010000元')
  await page.keyboard.press('Enter')
  await page.locator('.chip', { hasText: '6000–1万元' }).waitFor()
  await expect.poll(() => focused(page)).toBe('35')
})

test('on a phone the places are asked about in a sheet under the lit text, with big buttons', async () => {
  const page = await open(DOUBTFUL, { width: 390, height: 844, touch: true })
  await page.locator('.plan-bottom').getByRole('button', { name: '更多' }).click()
  await page.getByRole('button', { name: '检查' }).click()
  await panel(page).getByRole('button', { name: '逐条确认 3 处' }).click()
  const sheet = page.locator('.walk-sheet')
  await sheet.getByText('第 1 处，共 3 处').waitFor()
  await expect.poll(() => lit(page)).toBe('筹集慰问金600010000元')
  for (const chip of await page.locator('.chip').all()) {
    const drawn = await chip.boundingBox()
    expect((drawn?.x ?? 0) + (drawn?.width ?? 0)).toBeLessThanOrEqual(390)
  }
  const place = await page.locator('.block-goal').first().boundingBox()
  const box = await sheet.boundingBox()
  expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0)
  for (const button of await sheet.getByRole('button').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  expect(await violations(page)).toEqual([])
  const inSheet = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.closest('.walk-sheet button')?.textContent ?? '')
  await sheet.getByRole('button', { name: '更正…' }).tap()
  await popup(page).getByRole('button', { name: '取消' }).tap()
  await expect.poll(inSheet).not.toBe('')
  await sheet.getByRole('button', { name: '更正…' }).tap()
  await popup(page).getByLabel('数值').fill('6000')
  await popup(page).getByRole('button', { name: '保存' }).tap()
  await sheet.getByText('第 2 处，共 3 处').waitFor()
  await expect.poll(inSheet).toBe('35')
  await sheet.getByRole('button', { name: '上一处' }).click()
  await sheet.getByText('第 1 处，共 3 处').waitFor()
  for (const button of await sheet.getByRole('button').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await sheet.getByRole('button', { name: '下一处' }).click()
  await sheet.getByRole('button', { name: '先不动' }).click()
  await sheet.getByRole('button', { name: '列为目标' }).click()
  await sheet.getByText('全部确认完了。').waitFor()
  await sheet.getByRole('button', { name: '完成' }).click()
  await sheet.waitFor({ state: 'hidden' })
})

test.each([
  ['zh-TW', '逐條確認 3 處', '第 1 處，共 3 處', '之後再說'],
  ['en-US', 'Check 3 places one by one', '1 of 3', 'Later'],
])(
  'the walk speaks %s, also in the dark, and is put off with the focus on its beginning',
  async (...said) => {
    const [locale, start, progress, later] = said
    const context = await contextFor(chair, { locale, dark: true })
    const page = await context.newPage()
    await page.goto(`${server.url}/plan/${await chair.createPlan(DOUBTFUL)}`)
    await page.locator('.plan-tabs').getByRole('tab').last().click()
    await panel(page).getByRole('button', { name: start }).click()
    await panel(page).getByText(progress).waitFor()
    expect(await violations(page)).toEqual([])
    await panel(page).getByRole('button', { name: later }).click()
    await expect.poll(() => focused(page)).toBe(start)
    expect(await lit(page)).toBe('')
  },
)

test('[R5] a year without its figures is asked for with those that the plan names, and written where it stood', async () => {
  const page = await open(
    '2025—2026学年第一学期工作计划\n一、主要工作\n继续抓好20xx年的教师培训工作。\n二、月程安排\n九月份：\n1、开学典礼\n~年1月：\n1、总结',
  )
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page)
    .getByRole('button', { name: /^逐条确认/ })
    .click()
  await panel(page).getByText('这里的年份没写清楚。是哪一年？').waitFor()
  await expect.poll(() => lit(page)).toBe('20xx年')
  await expect.poll(() => focused(page)).toBe('2025')
  expect(await panel(page).locator('.walk-keys').innerText()).not.toContain('更正')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await wordsOf(page)).join('')).toContain('继续抓好2026年的教师培训工作。')
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await wordsOf(page)).join('')).toContain('继续抓好20xx年的教师培训工作。')
})

test('a goal found in a list becomes a block of its own by one key, and the list goes on behind it', async () => {
  const page = await open('2026年工作计划')
  await clickEnd(page, '2026年工作计划')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- 甲\n全年举办培训班4期\n乙')
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page)
    .getByRole('button', { name: /^逐条确认/ })
    .click()
  await panel(page).getByText('这是在正文里找到的').waitFor()
  await expect.poll(() => focused(page)).toBe('列为目标')
  await page.keyboard.press('Enter')
  await page.locator('[data-block=goal]', { hasText: '全年举办培训班4期' }).waitFor()
  expect(await page.locator('.tiptap ul li').allInnerTexts()).toEqual(['甲', '乙'])
})

test('[R5] months that may begin with a list’s number are asked for, and one answer settles them', async () => {
  const page = await open(
    '2026年工作计划\n一、指导思想\n围绕中心。\n二、月程安排\n三、四月份：\n1、春游\n五月份：\n1、劳动竞赛',
  )
  await page.locator('.chip', { hasText: '是3、4月，还是4月？' }).waitFor()
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '逐条确认 1 处' }).click()
  await panel(page).getByText('这项工作在哪几个月？').waitFor()
  await expect.poll(() => lit(page)).toBe('春游')
  await expect.poll(() => focused(page)).toBe('3月、4月')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => focused(page)).toBe('4月')
  await page.keyboard.press('Enter')
  await panel(page).getByText('全部确认完了。').waitFor()
  await page.locator('.chip', { hasText: /^4月$/u }).waitFor()
  expect(await page.locator('.chip', { hasText: '待核对' }).count()).toBe(0)
  await page.keyboard.press('ArrowLeft')
  await panel(page).getByRole('button', { name: '3月、4月' }).click()
  await page.locator('.chip', { hasText: /^3月、4月$/u }).waitFor()
})
