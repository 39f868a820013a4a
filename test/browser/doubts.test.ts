import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { violations } from '../harness/axe.ts'
import { clickEnd, contextOf, launch, openPlanPage, wordsOf } from '../harness/browser.ts'
import { foundCommittee, type Person, Server } from '../harness/relayProcess.ts'

const server = new Server()
let browser: Browser
let chair: Person
let contexts: BrowserContext[] = []

beforeAll(async () => {
  browser = await launch()
  await server.start()
  chair = await foundCommittee(server)
})
afterEach(async () => {
  for (const context of contexts) await context.close()
  contexts = []
})
afterAll(async () => {
  await browser.close()
  await server.remove()
})

async function open(text: string, look: Parameters<typeof contextOf>[2] = {}): Promise<Page> {
  const context = await contextOf(browser, chair, look)
  contexts.push(context)
  return openPlanPage(context, chair, await chair.createPlan(text))
}

const panel = (page: Page): Locator => page.locator('.plan-panel')

test('a recurring item says how often it is due, in the year or in its month', async () => {
  const page = await open(
    '云河小学工会2026年工作计划\n一、月程安排\n三月份：\n1、每周开展一次健身活动\n二、制度\n每月召开一次委员例会。',
  )
  await panel(page).getByText('每月 · 全年12次').waitFor()
  await panel(page).getByText('每周 · 共4次').waitFor()
})

const popup = (page: Page): Locator => page.locator('.fix-popup')

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
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('panel-empty')
  await page.keyboard.press('Control+z')
  await page.locator('.chip', { hasText: '18人次' }).waitFor()
  await panel(page).getByRole('button', { name: /^去掉/ }).click()
  await panel(page).getByText('原来的更正已不适用').waitFor({ state: 'hidden' })
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
