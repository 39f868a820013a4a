import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DOUBTFUL, SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, focused, openPlanPage } from '../harness/browser.ts'
import { correctable } from '../harness/correcting.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { openRaw } from '../harness/rawClient.ts'

const { chair, member, contextFor } = await inBrowser()

const open = async (text: string, look = {}): Promise<Page> =>
  openPlanPage(await contextFor(chair, look), chair, await chair.createPlan(text))

const panel = (page: Page): Locator => page.locator('.plan-panel')
const popup = (page: Page): Locator => page.locator('.fix-popup')
const show = async (page: Page, ...chips: string[]): Promise<void> => {
  for (const chip of chips) await page.locator('.chip', { hasText: chip }).first().waitFor()
}

test('[R9] a correction whose words were rewritten is named in the check, and used again or removed there', async () => {
  const page = await open('2026年工作计划\n一、工作目标\n1、6月底前由王芳负责慰问职工12人次。')
  await page.locator('.chip', { hasText: '12人次' }).click()
  await popup(page).getByLabel('数值').fill('15')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '15人次' }).waitFor()
  await clickEnd(page, '6月底前由王芳负责慰问职工12人次。')
  for (let i = 0; i < '12人次。'.length; i++) await page.keyboard.press('Backspace')
  await page.keyboard.type('18人次。')
  await page.locator('.chip', { hasText: '18人次' }).waitFor()
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByText('原来的更正已不适用：目标值 15人次').waitFor()
  expect(await violations(page)).toEqual([])
  await panel(page)
    .getByRole('button', { name: /^再次采用/ })
    .click()
  await page.locator('.chip', { hasText: '15人次' }).waitFor()
  await panel(page).getByText('已改好').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('panel-empty')
  await page.keyboard.press('Control+z')
  await page.locator('.chip', { hasText: '18人次' }).waitFor()
  await clickEnd(page, '6月底前由王芳负责慰问职工18人次。')
  for (let i = 0; i < '18人次。'.length; i++) await page.keyboard.press('Backspace')
  await page.keyboard.type('。')
  await panel(page).getByText('原来的更正已不适用：目标值 15人次').waitFor()
  await panel(page)
    .getByRole('button', { name: /^再次采用/ })
    .click()
  // The figure is gone with its unit: the correction brings both.
  await page.locator('.chip', { hasText: '15人次' }).waitFor()
  await page.keyboard.press('Control+z')
  await panel(page).getByRole('button', { name: /^去掉/ }).click()
  await expect.poll(() => panel(page).getByText('原来的更正已不适用').count()).toBe(0)
})

test('[R9][T5] two members correct different things of one block, one of them offline, beside a correction of an older page: all hold, and undo takes back one’s own', async () => {
  const plan = await chair.createPlan(
    '2026年工作计划\n一、工作目标\n1、6月底前由王芳负责举办讲座4场，参加人数达到120人次。',
  )
  const older = await openRaw(chair, plan)
  correctable(older.doc)[0]?.setAttribute('fix', '{"owners":["李红"],"was":{"owners":["王芳"]}}')
  await older.until(() => older.acked === older.sent)
  older.close()
  const away = await contextFor(member)
  const [a, b] = [
    await openPlanPage(await contextFor(chair), chair, plan),
    await openPlanPage(away, member, plan),
  ]
  const correctFigure = async (page: Page, chip: string, value: string, shown: string): Promise<void> => {
    await page.locator('.chip', { hasText: chip }).click()
    await popup(page).getByLabel('数值').fill(value)
    await popup(page).getByRole('button', { name: '保存' }).click()
    await show(page, shown)
  }
  // The form is loaded when it is opened first.
  await b.locator('.chip', { hasText: '4场' }).click()
  await popup(b).getByRole('button', { name: '取消' }).click()
  await away.setOffline(true)
  await b.locator('.save-chip[data-kind="offline"]').waitFor()
  await correctFigure(a, '4场', '5', '5场')
  await correctFigure(b, '120人次', '150', '150人次')
  await b.locator('.chip', { hasText: '6月' }).first().click()
  await popup(b).getByLabel('期限').selectOption('9')
  await popup(b).getByRole('button', { name: '保存' }).click()
  await show(b, '9月')
  await away.setOffline(false)
  for (const page of [a, b]) await show(page, '5场', '150人次', '9月', '李红')
  await b.locator('.tiptap').focus()
  await b.keyboard.press('Control+z')
  for (const page of [a, b]) await show(page, '6月', '5场', '李红')
})

test('[R9] a corrected figure goes with its goal, and the panel says what that goal’s words say', async () => {
  const page = await open('2026年工作计划\n一、工作目标\n1、慰问职工12人次。')
  await page.locator('.chip', { hasText: '12人次' }).click()
  await popup(page).getByLabel('数值').fill('15')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '15人次' }).waitFor()
  await clickEnd(page, '慰问职工12人次。')
  await page.keyboard.press('Home')
  await page.keyboard.type('新建职工小家3个，')
  await page.getByRole('tab', { name: '目标' }).click()
  const row = panel(page).getByRole('row', { name: /慰问职工/ })
  await row.getByText('15人次').waitFor()
  expect(await row.getByText('已更正').getAttribute('title')).toBe('自动识别：12人次')
})

test('[R9] a chip opens the form at its own field, and each figure of a block has a correction of its own that outlives edits around it', async () => {
  const page = await open('2026年工作计划\n一、工作目标\n1、6月底前举办技能培训4期，参训人数达到120人次。')
  await page.locator('.chip', { hasText: '6月' }).click()
  await expect
    .poll(() =>
      popup(page)
        .getByLabel('期限')
        .evaluate((field) => field.matches(':focus')),
    )
    .toBe(true)
  await page.keyboard.press('Escape')
  await page.locator('.chip', { hasText: '120人次' }).click()
  expect(await popup(page).getByLabel('数值').inputValue()).toBe('120')
  await popup(page).getByLabel('数值').fill('150')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '150人次' }).waitFor()
  await page.locator('.chip', { hasText: '4期' }).click()
  await popup(page).getByLabel('数值').fill('5')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '5期' }).waitFor()
  await clickEnd(page, '6月底前举办技能培训')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('，编印简报4期。')
  await page.locator('.chip', { hasText: '4期' }).waitFor()
  await page.locator('.chip', { hasText: '150人次' }).waitFor()
  expect(await page.locator('.chip', { hasText: /^\d+[期人]/ }).allInnerTexts()).toEqual([
    '5期',
    '150人次',
    '4期',
  ])
  for (let i = 0; i < '20人次，编印简报4期。'.length; i++) await page.keyboard.press('Backspace')
  await page.keyboard.type('30人次。')
  await page.locator('.chip', { hasText: '130人次' }).waitFor()
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByText('原来的更正已不适用：目标值 150人次').waitFor()
  expect(await violations(page)).toEqual([])
  await panel(page)
    .getByRole('button', { name: /^再次采用/ })
    .click()
  await page.locator('.chip', { hasText: '150人次' }).waitFor()
  expect(await page.locator('.chip', { hasText: /^\d+期/ }).allInnerTexts()).toEqual(['5期'])
})

test('[R4] what was read in a block is corrected from the keyboard, by its menu, and the cursor is back in the text', async () => {
  const page = await open('2026年工作计划\n一、工作目标\n1、慰问职工12人次。')
  await clickEnd(page, '慰问职工12人次。')
  await page.keyboard.press('Alt+Enter')
  const menu = page.getByRole('menu')
  await menu.getByRole('menuitem', { name: '更正识别的内容…' }).waitFor()
  do await page.keyboard.press('ArrowDown')
  while ((await menu.locator('[data-highlighted]').innerText()) !== '更正识别的内容…')
  await page.keyboard.press('Enter')
  await popup(page).getByLabel('数值').waitFor()
  await expect.poll(() => popup(page).evaluate((form) => form.contains(document.activeElement))).toBe(true)
  await popup(page).getByLabel('数值').fill('15')
  await page.keyboard.press('Enter')
  await page.locator('.chip', { hasText: '15人次' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('tiptap')
  await clickEnd(page, '慰问职工12人次。')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('，编印简报4期。')
  await page.locator('.chip', { hasText: '4期' }).waitFor()
  await page.keyboard.press('Alt+Enter')
  await menu.getByRole('menuitem', { name: '更正：慰问职工 15人次…' }).waitFor()
  do await page.keyboard.press('ArrowDown')
  while (!(await menu.locator('[data-highlighted]').innerText()).startsWith('更正：编印简报 4期'))
  await page.keyboard.press('Enter')
  await popup(page).getByLabel('数值').fill('6')
  await page.keyboard.press('Enter')
  await page.locator('.chip', { hasText: '6期' }).waitFor()
  await page.locator('.chip', { hasText: '15人次' }).waitFor()
  await clickEnd(page, '工作目标')
  await page.keyboard.press('Alt+Enter')
  await page.getByRole('menuitem', { name: '上移', exact: false }).first().waitFor()
  expect(await page.getByRole('menuitem', { name: '更正识别的内容…' }).count()).toBe(0)
})

test('[R4] Enter saves what was chosen in a list of the form', async () => {
  const page = await open(
    '2026年工作计划\n一、工作目标\n1、6月底前慰问职工12人次。\n二、月程安排\n三月份：\n1、每周检查食堂',
  )
  await page.locator('.chip', { hasText: '每周' }).click()
  await popup(page).getByLabel('频率').focus()
  await popup(page).getByLabel('频率').selectOption('month')
  await page.keyboard.press('Enter')
  await show(page, '每月')
  await popup(page).waitFor({ state: 'hidden' })
  await page.locator('.chip', { hasText: '6月' }).click()
  await popup(page).getByLabel('期限').focus()
  await popup(page).getByLabel('期限').selectOption('9')
  await page.keyboard.press('Enter')
  await show(page, '9月')
  await popup(page).waitFor({ state: 'hidden' })
})

test('[R4] a wrong figure is corrected at its chip, and what the text says comes back', async () => {
  const page = await open(SCHOOL_YEAR)
  await page.locator('.chip', { hasText: '≥12人次' }).click()
  await popup(page).getByLabel('数值').fill('很多')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await popup(page).getByRole('alert').waitFor()
  await popup(page).getByLabel('数值').fill('15')
  await popup(page).getByText('自动识别：≥12人次').waitFor()
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '≥15人次' }).click()
  await popup(page).getByRole('button', { name: '目标值恢复自动识别' }).click()
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '≥12人次' }).waitFor()
})

test('[R5][R9] two doubtful figures of one block are settled one after the other, by a key and by the form', async () => {
  const page = await open(
    '2026年工作计划\n一、工作目标\n1、筹集慰问金600010000元。\n2、完成调研35项，编印简报46期。',
  )
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '逐条确认 3 处' }).click()
  await expect.poll(() => focused(page)).toBe('6000-10000')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('35')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('.chip', { hasText: '3–5项' }).waitFor()
  await expect.poll(() => focused(page)).toBe('46')
  await page.keyboard.press('e')
  await popup(page).getByText('更正：编印简报').waitFor()
  await popup(page).getByLabel('数值').fill('6')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '6期' }).waitFor()
  await page.locator('.chip', { hasText: '3–5项' }).waitFor()
  await panel(page).getByText('全部确认完了。').waitFor()
})

test('[T9] on a phone a closed correction gives the focus back to its chip, drawn anew, and not to the text with its keyboard', async () => {
  const page = await open(
    '2026年工作计划\n一、工作目标\n1、慰问职工12人次。\n二、月程安排\n三月份：\n1、每周检查食堂',
    {
      width: 390,
      height: 844,
      touch: true,
    },
  )
  const onChip = (words: string): Promise<void> =>
    expect
      .poll(() =>
        page.evaluate(() => [document.activeElement?.className, document.activeElement?.textContent]),
      )
      .toEqual(['chip', words])
  await page.locator('.chip', { hasText: '12人次' }).tap()
  await popup(page).getByLabel('数值').fill('15')
  await popup(page).getByRole('button', { name: '保存' }).tap()
  await onChip('15人次')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await popup(page).getByLabel('数值').waitFor()
  await popup(page).getByRole('button', { name: '取消' }).tap()
  await onChip('15人次')
  await page.locator('.chip', { hasText: '每周' }).tap()
  await popup(page).getByLabel('频率').selectOption('month')
  await popup(page).getByRole('button', { name: '保存' }).tap()
  await onChip('每月')
  // What does not recur any more has no chip: another one of its block takes the focus.
  await page.locator('.chip', { hasText: '每月' }).tap()
  await popup(page).getByLabel('频率').selectOption('')
  await popup(page).getByRole('button', { name: '保存' }).tap()
  await onChip('3月')
})

test('a correction closed where its row or its place in the walk is another by then keeps the focus there', async () => {
  const page = await open(`${DOUBTFUL}\n3、每周检查食堂`)
  const item = panel(page).getByRole('listitem').filter({ hasText: '检查食堂' })
  await item.getByRole('button', { name: /^更正“/ }).click()
  await popup(page).getByRole('checkbox', { name: '3月', exact: true }).uncheck({ force: true })
  await popup(page).getByRole('checkbox', { name: '5月', exact: true }).check({ force: true })
  await popup(page).getByRole('button', { name: '保存' }).click()
  await panel(page).getByRole('region', { name: '2026年5月' }).getByText('检查食堂').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('.months-item')?.textContent))
    .toContain('检查食堂')
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '逐条确认 3 处' }).click()
  await panel(page).getByText('第 1 处，共 3 处').waitFor()
  await page.keyboard.press('Escape')
  await panel(page).getByText('第 2 处，共 3 处').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('列为目标')
  await page.keyboard.press('Enter')
  await panel(page).getByText('全部确认完了。').waitFor()
  await panel(page).getByRole('button', { name: '再问一遍' }).click()
  await expect.poll(() => focused(page)).toBe('6000-10000')
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('35')
  await page.keyboard.press('e')
  await popup(page).getByLabel('数值').fill('30')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await panel(page).getByText('全部确认完了。').waitFor()
  await expect.poll(() => focused(page)).toBe('完成')
})
