import { expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, wordsOf } from '../harness/browser.ts'
import { openHistory, panel, untilListed, version } from '../harness/historyPanel.ts'
import { inBrowser } from '../harness/inBrowser.ts'

const { chair, delegate, open, contextFor } = await inBrowser()

test('[W15] a version is named, found by the keyboard, looked at, renamed and left; a delegate has no history', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await page.getByRole('tab', { name: '月历' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await panel(page).getByText('还没有历史版本').waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('草')
  await page.keyboard.press('Escape')
  const focused = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.textContent)
  await expect.poll(focused).toBe('命名现在的版本')
  await page.keyboard.press('Enter')
  await page.keyboard.type('初稿')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await panel(page).getByText('已命名为“初稿”').waitFor()
  await version(page, '初稿').waitFor()
  expect(await violations(page)).toEqual([])
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（十月）')
  await version(page, '初稿').focus()
  await page.keyboard.press('Enter')
  await panel(page).locator('ins', { hasText: '（十月）' }).waitFor()
  await expect.poll(focused).toBe('初稿')
  expect(await panel(page).locator('.history-changes li').count()).toBeLessThan(8)
  await panel(page).getByRole('button', { name: '显示全文' }).click()
  expect(await panel(page).locator('.history-changes li').count()).toBeGreaterThan(30)
  expect(await violations(page)).toEqual([])
  await panel(page).getByRole('button', { name: '改名' }).click()
  await panel(page).getByLabel('版本名').fill('送审稿')
  await page.keyboard.press('Enter')
  await panel(page).getByRole('heading', { name: '送审稿' }).waitFor()
  await panel(page).getByRole('button', { name: '返回历史' }).click()
  await version(page, '送审稿').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('送审稿')
  const theirs = await open(delegate, plan)
  await theirs.getByRole('tab', { name: '评论' }).waitFor()
  expect(await theirs.getByRole('tab', { name: '历史' }).count()).toBe(0)
})

test('without a network the history says so and comes when the network is back', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await openHistory(page)
  await panel(page).getByText('还没有历史版本').waitFor()
  await page.getByRole('tab', { name: '检查' }).click()
  await panel(page).locator('.check-group').first().waitFor()
  await page.context().setOffline(true)
  await openHistory(page)
  await panel(page).locator('.error-note', { hasText: '连不上服务器' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.context().setOffline(false)
  await panel(page).getByText('还没有历史版本').waitFor()
  expect(await panel(page).getByRole('alert').count()).toBe(0)
})

test('[W15] an import into a plan keeps the text before it', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  const before = await wordsOf(page)
  await page.getByRole('button', { name: '导入' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('一、补充目标\n1、新建职工书屋2个。')
  await dialog.getByRole('button', { name: '导入', exact: true }).click()
  await page.locator('.tiptap', { hasText: '新建职工书屋' }).waitFor()
  await untilListed(page, '周主席导入之前')
  await version(page, '周主席导入之前').click()
  await panel(page).locator('ins', { hasText: '新建职工书屋2个' }).waitFor()
  expect(await panel(page).locator('del').count()).toBe(1)
  expect((await wordsOf(page)).slice(0, before.length)).toEqual(before)
})

test.each([
  { locale: 'zh-TW', history: '歷史', more: '更多' },
  { locale: 'en-US', history: 'History', more: 'More' },
])('on a phone, in the dark, in $locale: history from 更多, for fingers', async (look) => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  await chair.request('POST', `/plans/${plan}/versions`, { kind: 'named', name: '初稿' })
  const context = await contextFor(chair, {
    width: 390,
    height: 844,
    dark: true,
    touch: true,
    locale: look.locale,
  })
  const page = await context.newPage()
  await page.goto(`${chair.server.url}/plan/${plan}`)
  await page.locator('.tiptap', { hasText: '教工书画展' }).waitFor()
  await page.locator('.plan-bottom').getByRole('button', { name: look.more }).click()
  await page.locator('.plan-more').getByRole('button', { name: look.history }).click()
  const row = page.locator('.history-list button')
  await row.waitFor()
  expect(await violations(page)).toEqual([])
  await row.click()
  await page.locator('.history-version .panel-empty').waitFor()
  expect(await violations(page)).toEqual([])
  const heights = await page
    .locator('.history-version button')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})
