import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { openPlanPage, wordsOf } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'

const { server, chair, contextFor } = await inBrowser()

const open = async (text: string, look = {}): Promise<Page> =>
  openPlanPage(await contextFor(chair, look), chair, await chair.createPlan(text))

const panel = (page: Page): Locator => page.locator('.plan-panel')
const popup = (page: Page): Locator => page.locator('.fix-popup')
const row = (page: Page, words: string): Locator => panel(page).getByRole('row', { name: new RegExp(words) })

test('the panels look the same, however their page was reached', async () => {
  const context = await contextFor(chair)
  const page = await context.newPage()
  const looks = async (): Promise<unknown> => {
    await panel(page).locator('.months-festival').first().waitFor()
    return page.evaluate(() =>
      ['.months-festival', '.months-add', '.months-move', '.panel-chip', '.panel-summary'].map((selector) => {
        const element = document.querySelector(`.plan-panel ${selector}`)
        if (element === null) return selector
        const { color, backgroundColor, borderStyle, margin, padding, fontSize, minHeight } =
          getComputedStyle(element)
        return { selector, color, backgroundColor, borderStyle, margin, padding, fontSize, minHeight }
      }),
    )
  }
  await page.goto(server.url)
  await page.getByRole('button', { name: '导入' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(SCHOOL_YEAR)
  await page
    .getByRole('dialog')
    .getByText(/识别到 \d+ 节/)
    .waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '导入' }).click()
  await page.getByText('已保存').first().waitFor()
  const after = await looks()
  await page.reload()
  expect(await looks()).toEqual(after)
})

test('a goal found in prose becomes a goal first, then it is corrected, on a phone in a sheet', async () => {
  const page = await open('2026年工作计划\n一、措施\n今年要举办技能培训班4期，让大家都能参加，越办越好。', {
    width: 390,
    height: 844,
  })
  await page.locator('.plan-bottom').getByRole('button', { name: '更多' }).click()
  await page.getByRole('button', { name: '目标' }).click()
  await row(page, '培训班').getByRole('button', { name: '更正负责人：—' }).click()
  await popup(page).getByRole('button', { name: '变成目标' }).click()
  await popup(page).getByLabel('负责人').fill('李某')
  const box = await popup(page).boundingBox()
  expect([box?.x, box?.width, (box?.y ?? 0) + (box?.height ?? 0)]).toEqual([0, 390, 844])
  expect(await violations(page)).toEqual([])
  await popup(page).getByRole('button', { name: '保存' }).click()
  await row(page, '培训班').getByText('李某').waitFor()
})

test('[R4] a missing deadline and owner are set where they are missing, and taken back by one key', async () => {
  const page = await open(SCHOOL_YEAR)
  await page.getByRole('tab', { name: /检查/ }).click()
  const before = await panel(page)
    .getByText(/个目标没有写负责人/)
    .innerText()
  await page.getByRole('tab', { name: '目标' }).click()
  const count = Number(/\d+/.exec(before)?.[0])
  await panel(page).getByText(`${count} 个缺负责人`).waitFor()
  const owner = row(page, '教代会提案').getByRole('button', { name: '更正负责人：未写' })
  await owner.focus()
  await page.keyboard.press('Enter')
  await expect
    .poll(() =>
      popup(page)
        .getByLabel('负责人')
        .evaluate((box) => box === document.activeElement),
    )
    .toBe(true)
  await page.keyboard.type('王某、李某')
  await popup(page).getByLabel('期限').selectOption('6')
  await popup(page).getByLabel('旬').selectOption('late')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await popup(page).waitFor({ state: 'hidden' })
  await row(page, '教代会提案').getByText('王某、李某').waitFor()
  await row(page, '教代会提案').getByText('6月下旬').waitFor()
  const value = row(page, '教代会提案').getByRole('button', { name: '更正负责人：王某、李某' })
  expect(await value.getAttribute('title')).toBe('自动识别：未写')
  await expect.poll(() => value.evaluate((button) => button === document.activeElement)).toBe(true)
  await panel(page)
    .getByText(`${count - 1} 个缺负责人`)
    .waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Control+z')
  await panel(page).getByText(`${count} 个缺负责人`).waitFor()
  expect(await row(page, '教代会提案').getByText('已更正').count()).toBe(0)
})

test('[R4] an item’s months, owner and 待定 are corrected in the months panel, and the text moves along', async () => {
  const page = await open(SCHOOL_YEAR)
  const item = panel(page).getByRole('listitem').filter({ hasText: '召开教职工代表大会' })
  await item.getByRole('button', { name: '更正待定：待定' }).click()
  await popup(page).getByRole('checkbox', { name: '待定' }).uncheck()
  await popup(page).getByRole('checkbox', { name: '3月', exact: true }).uncheck({ force: true })
  await popup(page).getByRole('checkbox', { name: '5月', exact: true }).check({ force: true })
  await popup(page).getByLabel('负责人').fill('张某')
  expect(await violations(page)).toEqual([])
  await popup(page).getByRole('button', { name: '保存' }).click()
  const may = panel(page).getByRole('region', { name: '2026年5月' })
  await may.getByText('召开教职工代表大会').waitFor()
  await may.getByText('张某（已更正）').waitFor()
  const words = await wordsOf(page)
  expect(words.indexOf('召开教职工代表大会（待定）')).toBe(words.indexOf('会员例会') + 1)
})

test('[R4] how often and how much are corrected in the same form, and counted so', async () => {
  const page = await open(
    '云河小学工会2026年工作计划\n一、月程安排\n三月份：\n1、每周五检查食堂\n2、慰问职工，经费3万元左右',
  )
  const often = page.locator('.chip', { hasText: '每周五' })
  await often.click()
  await expect
    .poll(() =>
      popup(page)
        .getByLabel('频率')
        .evaluate((field) => field.matches(':focus')),
    )
    .toBe(true)
  await popup(page).getByLabel('写法').fill('双周五下午')
  expect(await popup(page).getByLabel('频率').inputValue()).toBe('2weeks')
  await popup(page).getByText('自动识别：每周五').waitFor()
  expect(await violations(page)).toEqual([])
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '双周五下午' }).waitFor()
  await panel(page).getByRole('button', { name: '更正多久一次：双周五下午 · 共2次（已更正）' }).click()
  await popup(page).getByLabel('频率').selectOption('quarter')
  expect(await popup(page).getByLabel('写法').inputValue()).toBe('每季度')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '每季度' }).waitFor()
  await panel(page).getByRole('button', { name: '更正金额：约3万元' }).click()
  await popup(page).getByLabel('数值').fill('很多')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await popup(page).getByRole('alert').waitFor()
  await popup(page).getByLabel('数值').fill('2.5万')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await panel(page).getByText('约2.5万元（已更正）').click()
  await popup(page).getByLabel('到（范围才填）').fill('3.5万')
  await popup(page).getByRole('button', { name: '保存' }).click()
  await panel(page).getByText('2.5万–3.5万元（已更正）').waitFor()
  expect(await violations(page)).toEqual([])
  await page.locator('.chip', { hasText: '每季度' }).click()
  await popup(page).getByRole('button', { name: '多久一次恢复自动识别' }).click()
  await popup(page).getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '每周五' }).waitFor()
})

test('what is made a goal or an item of its own in a panel keeps the focus in its row', async () => {
  const page = await open(
    '2026年工作计划\n一、主要措施\n今年参保率达到95%以上。\n11月底前完成校务公开栏更新。',
  )
  const focusedIn = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.closest('tr, .months-item')?.textContent)
  await page.getByRole('tab', { name: '目标' }).click()
  await page.getByRole('button', { name: /^设为目标块/ }).click()
  await page.locator('[data-block=goal]').waitFor()
  await expect.poll(focusedIn).toContain('参保率')
  await page.getByRole('tab', { name: '月历' }).click()
  await page.getByRole('button', { name: /^设为月程/ }).click()
  await page.locator('[data-block=monthlyItem]').waitFor()
  await expect.poll(focusedIn).toContain('完成校务公开栏更新')
})

test('a new item of a month has no part of it, though the month’s last heading names one', async () => {
  const page = await open(SCHOOL_YEAR)
  await panel(page).getByRole('button', { name: '在4月添加工作' }).click()
  await page.keyboard.type('读书会')
  const april = panel(page).getByRole('region', { name: '2026年4月' })
  await april.getByRole('listitem').filter({ hasText: '读书会' }).waitFor()
  await expect
    .poll(() => april.locator('.months-lane', { hasText: '读书会' }).getByRole('heading').innerText())
    .toBe('未分旬')
  expect(await page.locator('.month-heading').allInnerTexts()).toEqual(
    expect.arrayContaining(['四月份：', '四月下旬：']),
  )
})

test('an item of an English plan that moves to a month without a heading gets an English one', async () => {
  const page = await open(
    'Union work plan 2026\n\nSchedule\nFebruary:\n1. Prepare the annual budget\n2. Spring outing',
  )
  await panel(page).getByRole('button', { name: '改到… Spring outing' }).click()
  await page.getByRole('radio', { name: '4月', exact: true }).check({ force: true })
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.month-heading').allInnerTexts()).toEqual(['February:', 'April:'])
})

test('the check puts many findings of one kind under one line, and leads to the top for a missing title', async () => {
  const page = await open('一、工作目标\n1、新发展会员20名。\n2、新建小组6个。\n3、编印简报4期。')
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByText('计划没有标题').waitFor()
  const group = panel(page).getByRole('group').filter({ hasText: '3 个目标没有写期限' })
  const place = group.getByRole('button', { name: /新发展会员/ })
  expect(await place.isVisible()).toBe(false)
  await group.getByText('3 个目标没有写期限').click()
  await place.waitFor()
  expect(await violations(page)).toEqual([])
  await panel(page).getByRole('button', { name: '工作目标' }).first().click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('tiptap')
  await page.keyboard.type('甲')
  expect((await wordsOf(page))[0]).toBe('甲工作目标')
})

test('a recurring item says how often it is due, in the year or in its month', async () => {
  const page = await open(
    '云河小学工会2026年工作计划\n一、月程安排\n三月份：\n1、每周开展一次健身活动\n二、制度\n每月召开一次委员例会。',
  )
  await panel(page).getByText('每月 · 全年12次').waitFor()
  await panel(page).getByText('每周 · 共4次').waitFor()
})

test('an item worded for another month moves there by one click, and a first line becomes the title', async () => {
  const page = await open(
    '青杨路小学\n一、月程安排\n四月份：\n1、春游\n2、五月中旬召开座谈会\n五月份：\n1、运动会',
  )
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '移到5月：五月中旬召开座谈会' }).click()
  await expect.poll(async () => (await wordsOf(page)).slice(-2)).toEqual(['运动会', '五月中旬召开座谈会'])
  await panel(page)
    .getByRole('button', { name: /^把第一行设为标题/ })
    .click()
  await panel(page).getByText('计划没有标题').waitFor({ state: 'hidden' })
})

test('figures that disagree lead to both places, and an item about a festival moves to its month', async () => {
  const page = await open(
    '2026年工作计划\n一、工作目标\n1、新建基层工会组织20家。\n二、主要措施\n全年新建基层工会组织15家。\n三、月程安排\n三月份：\n1、春游\n八月份：\n1、庆祝“三八”妇女节',
  )
  await page.getByRole('tab', { name: /检查/ }).click()
  await panel(page).getByRole('button', { name: '前一处：新建基层工会组织20家' }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('tiptap')
  await page.keyboard.type('甲')
  await expect.poll(() => wordsOf(page)).toContain('甲新建基层工会组织20家。')
  await panel(page)
    .getByRole('button', { name: /^移到3月/ })
    .click()
  await expect.poll(async () => (await wordsOf(page)).slice(-2)).toEqual(['春游', '庆祝“三八”妇女节'])
})
