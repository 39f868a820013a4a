import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { contextOf, launch, openPlanPage } from '../harness/browser.ts'
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
  expect(await panel(page).getByText('每月召开一次').first().isVisible()).toBe(true)
  await panel(page).getByText('每月 · 全年12次').waitFor()
  await panel(page).getByText('每周 · 共4次').waitFor()
})
