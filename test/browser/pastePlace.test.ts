import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { wordsOf } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { listingOf, pasteRaw } from '../harness/pasting.ts'

const { server, chair, contextFor, open } = await inBrowser()

const TITLED =
  '柳荫小学工会2026年活动方案\n一、目标\n1、新发展会员20名。\n二、安排\n三月份：\n1、春游\n2、读书会\n三、保障\n经费列入预算。'

async function blankPlan(): Promise<Page> {
  const page = await (await contextFor(chair)).newPage()
  await page.goto(server.url)
  await page.getByRole('button', { name: '新建计划' }).click()
  await page.getByRole('menuitem', { name: '空白计划' }).click()
  await page.locator('.tiptap').waitFor()
  return page
}

test('[T12] a blank plan takes the title of the plan that is pasted into it, and gives its own back', async () => {
  const page = await blankPlan()
  await page.locator('.tiptap h1', { hasText: '年工会工作计划' }).waitFor()
  const before = await wordsOf(page)
  await pasteRaw(page, '', TITLED)
  await page.locator('.tiptap h1', { hasText: '柳荫小学' }).waitFor()
  expect((await wordsOf(page)).slice(0, 2)).toEqual(['柳荫小学工会2026年活动方案', '目标'])
  expect(await page.locator('.tiptap h1').count()).toBe(1)
  expect((await wordsOf(page)).join('')).not.toContain('年工会工作计划')
  await page.getByRole('button', { name: '柳荫小学工会2026年活动方案', exact: true }).waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(() => wordsOf(page)).toEqual(before)
})

test('[T12] a title that somebody wrote stays above what is pasted, whose title is a heading', async () => {
  const page = await blankPlan()
  await page.locator('.tiptap h1').click()
  await page.keyboard.press('End')
  await page.keyboard.type('（草稿）')
  const written = (await wordsOf(page))[0]
  await page.locator('.tiptap p').last().click()
  await pasteRaw(page, '', TITLED)
  await page.locator('.tiptap h2', { hasText: '柳荫小学' }).waitFor()
  expect((await wordsOf(page)).slice(0, 3)).toEqual([written, '柳荫小学工会2026年活动方案', '目标'])
})

test('[T2][T10] a plan imported at the end keeps its own numbers, and a table before it all its cells', async () => {
  const page = await open(chair, await chair.createPlan(SCHOOL_YEAR))
  await page.locator('.tiptap').press('Control+End')
  await pasteRaw(
    page,
    '<h2>分工</h2><table><tr><td>谁</td><td>做什么</td></tr><tr><td>王某</td><td></td></tr></table>',
  )
  await page.locator('.tiptap td', { hasText: '王某' }).waitFor()
  const before = await listingOf(page)
  await page.getByRole('button', { name: '导入' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '计划的文字' }).fill(TITLED)
  await dialog.getByText(/识别到 \d+ 节/).waitFor()
  await dialog.getByRole('button', { name: '导入' }).click()
  await page.locator('.tiptap h2', { hasText: '保障' }).waitFor()
  const after = await listingOf(page)
  expect(after.slice(0, before.length)).toBe(before)
  expect(after.slice(before.length).trim().split('\n')).toEqual([
    'h2 柳荫小学工会2026年活动方案',
    'h2 一、 目标',
    'goal 1、 新发展会员20名。',
    'h2 二、 安排',
    'month 三月份：',
    'monthlyItem 1、 春游',
    'monthlyItem 2、 读书会',
    'h2 三、 保障',
    'p 经费列入预算。',
  ])
})
