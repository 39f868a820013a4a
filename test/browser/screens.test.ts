import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations, violationsInBoth } from '../harness/axe.ts'
import { contextOf, launch, newContext, openPlanPage } from '../harness/browser.ts'
import { foundCommittee, type Person, Server } from '../harness/relayProcess.ts'

const server = new Server()
let browser: Browser
let chair: Person
let plan: string

beforeAll(async () => {
  browser = await launch()
  await server.start()
  chair = await foundCommittee(server)
  plan = await chair.createPlan(SCHOOL_YEAR)
})
afterAll(async () => {
  await browser.close()
  await server.remove()
})

let bringing: Promise<Person> | null = null
/** Somebody whom the chair could remove. */
const leaver = (): Promise<Person> => (bringing ??= chair.bring('delegate', '钱老师'))

const isPhone = (page: Page): boolean => (page.viewportSize()?.width ?? 0) < 768

const SCREENS: Record<string, (context: BrowserContext) => Promise<Page>> = {
  home: async (context) => {
    const page = await context.newPage()
    await page.goto(server.url)
    await page.getByRole('link', { name: /青杨路小学/ }).waitFor()
    return page
  },
  import: async (context) => {
    const page = await context.newPage()
    await page.goto(server.url)
    await page.getByRole('button', { name: '导入' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill(SCHOOL_YEAR)
    await page
      .getByRole('dialog')
      .getByText(/识别到/)
      .waitFor()
    return page
  },
  plan: (context) => openPlanPage(context, chair, plan),
  comments: async (context) => {
    const page = await openPlanPage(context, chair, plan)
    if (isPhone(page)) await page.locator('.plan-bottom').getByRole('button', { name: '评论' }).click()
    else await page.getByRole('tab', { name: /评论/ }).click()
    await page.getByRole('button', { name: '评论本节' }).click()
    await page.getByRole('tabpanel').getByRole('textbox').waitFor()
    return page
  },
  more: async (context) => {
    const page = await openPlanPage(context, chair, plan)
    if (isPhone(page)) {
      await page.locator('.plan-bottom').getByRole('button', { name: '更多' }).click()
      await page.getByRole('button', { name: '检查' }).waitFor()
    } else {
      await page.setViewportSize({ width: 1000, height: 800 })
      await page.getByRole('button', { name: '目标、月历、评论、历史和检查' }).click()
      await page.getByRole('tab', { name: /检查/ }).click()
    }
    return page
  },
  share: async (context) => {
    const page = await openPlanPage(context, chair, plan)
    await page.getByRole('button', { name: '分享' }).click()
    await page.getByRole('button', { name: '生成链接和二维码' }).click()
    await page.getByAltText('邀请二维码').waitFor()
    return page
  },
  remove: async (context) => {
    await leaver()
    const page = await openPlanPage(context, chair, plan)
    await page.getByRole('button', { name: '分享' }).click()
    await page.getByRole('button', { name: '移除钱老师' }).click()
    await page.getByRole('alertdialog').waitFor()
    return page
  },
  offline: async (context) => {
    const page = await openPlanPage(context, chair, plan)
    await context.setOffline(true)
    await page.getByText('离线').first().waitFor()
    return page
  },
}

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

const cases = Object.keys(SCREENS).flatMap((screen) => SIZES.map((size) => ({ screen, ...size })))

test.each(cases)(
  '$screen at $width wide: axe finds no WCAG 2.2 AA violation, in the light and in the dark',
  async ({ screen, ...size }) => {
    const context = await contextOf(browser, chair, size)
    const page = await SCREENS[screen]?.(context)
    expect(page === undefined ? ['no such screen'] : await violationsInBoth(page)).toEqual([])
    await context.close()
  },
)

test('the start page in three languages has no violation and no word of another', async () => {
  for (const [locale, title] of [
    ['zh-CN', '请用邀请链接进入'],
    ['zh-TW', '請使用邀請連結進入'],
    ['en-US', 'Come in by an invitation link'],
  ] as const) {
    const context = await newContext(browser, { locale })
    const page = await context.newPage()
    await page.goto(server.url)
    await page.getByRole('heading', { name: title }).waitFor()
    expect(await violations(page)).toEqual([])
    await context.close()
  }
})

test('between phone and desk, outline and panels are drawers that Escape closes', async () => {
  const context = await contextOf(browser, chair, { width: 1000 })
  const page = await openPlanPage(context, chair, plan)
  const outline = page.locator('.plan-outline')
  const panel = page.locator('.plan-panel')
  expect([await outline.isVisible(), await panel.isVisible()]).toEqual([false, false])
  await page.getByRole('button', { name: '大纲' }).click()
  await outline.getByRole('button', { name: '二、工作目标' }).waitFor()
  await page.keyboard.press('Escape')
  await outline.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '目标、月历、评论、历史和检查' }).click()
  await page.getByRole('tab', { name: '月历' }).focus()
  await page.keyboard.press('ArrowLeft')
  await panel.getByRole('table').first().waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'hidden' })
  await context.close()
})

test('the text can be read while the editor is still on its way, and stands in the same place after', async () => {
  const context = await contextOf(browser, chair)
  const page = await context.newPage()
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/assets/OpenPlan-*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${server.url}/plan/${plan}`)
  const first = page.locator('.first-text')
  await first.getByText('履行维护、建设').waitFor()
  expect(await violations(page)).toEqual([])
  const lines = await first.locator('> *').allInnerTexts()
  const before = await first.getByText('履行维护、建设').boundingBox()
  release()
  await page.getByText('已保存').first().waitFor()
  const text = page.locator('.tiptap')
  expect(await text.locator('> *').count()).toBe(lines.length)
  expect(await text.getByText('履行维护、建设').boundingBox()).toEqual(before)
  await context.close()
})

test('small screens: rows of the outline are for fingers, the name stays in one line, 回复 stands in its middle', async () => {
  const context = await contextOf(browser, chair, { width: 320, height: 640, touch: true })
  const page = await openPlanPage(context, chair, plan)
  await page.locator('.plan-bottom').getByRole('button', { name: '大纲' }).click()
  const heights = await page
    .locator('.plan-outline button')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
  await page.locator('.plan-bottom').getByRole('button', { name: '评论' }).click()
  await page.getByRole('button', { name: '评论本节' }).click()
  expect(await page.getByText(/Ctrl/).isVisible()).toBe(false)
  await page.getByRole('tabpanel').getByRole('textbox').fill('意见')
  await page.getByRole('button', { name: '发表', exact: true }).click()
  const off = await page
    .locator('.thread summary')
    .first()
    .evaluate((summary) => {
      const range = document.createRange()
      range.selectNodeContents(summary)
      const [words, box] = [range.getBoundingClientRect(), summary.getBoundingClientRect()]
      return Math.abs(words.top + words.bottom - box.top - box.bottom) / 2
    })
  expect(off).toBeLessThan(2)
  expect(await violations(page)).toEqual([])
  await page.goto(server.url)
  const name = page.locator('.app-header strong')
  await name.waitFor()
  expect(await name.evaluate((words) => words.getClientRects()[0]?.height ?? 0)).toBeLessThan(32)
  expect(await violations(page)).toEqual([])
  await context.close()
})

test('a Simplified text keeps its own language under Traditional words', async () => {
  const context = await contextOf(browser, chair, { locale: 'zh-TW' })
  const page = await context.newPage()
  await page.goto(`${server.url}/plan/${plan}`)
  await page.locator('.tiptap').waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant')
  await page.locator('[lang="zh-Hans"] > .tiptap').waitFor()
  await page.getByRole('tab', { name: '留言' }).click()
  await page.getByRole('button', { name: '對本節留言' }).click()
  await page.locator('.thread-quote [lang="zh-Hans"]', { hasText: '指导思想' }).first().waitFor()
  for (const words of ['.plan-title', '.outline ol'])
    expect(await page.locator(words).getAttribute('lang')).toBe('zh-Hans')
  await page.goto(server.url)
  await page.locator('.home-title[lang="zh-Hans"]', { hasText: '青杨路小学工会' }).waitFor()
  await context.close()
})
