import type { Page } from 'playwright-core'
import { afterAll, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { clickEnd, contextOf, launch, openPlanPage, wordsOf } from '../harness/browser.ts'
import { type House, openHouse } from '../harness/house.ts'
import { pasteRaw } from '../harness/pasting.ts'
import { Proxy } from '../harness/proxy.ts'

const browser = await launch()
afterAll(() => browser.close())

/** A committee on a server behind a proxy that does this with sockets. */
async function behind(sockets: Proxy['sockets']): Promise<House & { proxy: Proxy }> {
  const proxy = await new Proxy().start()
  proxy.sockets = sockets
  const house = await openHouse({ GONGNI_URL: proxy.url }, proxy.target)
  afterAll(async () => {
    await house.server.remove()
    proxy.close()
  })
  return { ...house, proxy }
}

// These tests wait most of their time, for what a page does after seconds: they wait together, each behind its own proxy.
const [refused, allowed, swallowed, slow] = [
  await behind('refuse'),
  await behind('refuse'),
  await behind('swallow'),
  await behind('refuse'),
]

const saved = (page: Page): Promise<void> => page.locator('.save-chip[data-kind="saved"]').waitFor()

const line = async (page: Page): Promise<string> =>
  (await wordsOf(page)).find((words) => words.includes('教工书画展')) ?? ''

test.concurrent(
  '[W16][L1] two members behind a proxy that refuses WebSockets write in one paragraph, in three tabs, and both see all',
  async ({ expect }) => {
    const { chair, member, proxy } = refused
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const [hers, his] = [await contextOf(browser, chair), await contextOf(browser, member)]
    const [left, right, second] = await Promise.all([
      openPlanPage(hers, chair, plan),
      openPlanPage(his, member, plan),
      openPlanPage(his, member, plan),
    ])
    const asked = proxy.asked
    await clickEnd(left, '教工书画展')
    await clickEnd(right, '教工书画展')
    await left.keyboard.type('（主席写的）')
    expect(await left.locator('.save-chip').getAttribute('data-kind')).not.toBe('saved')
    await right.keyboard.type('（李老师写的）')
    for (const page of [left, right, second])
      await expect
        .poll(() => line(page), { timeout: 20_000 })
        .toMatch(/主席写的）.*李老师写的）|李老师写的）.*主席写的）/)
    expect(await line(right)).toBe(await line(left))
    expect(await line(second)).toBe(await line(left))
    for (const page of [left, right, second]) await saved(page)
    // Sockets are tried again now and then.
    await expect.poll(() => proxy.asked, { timeout: 40_000 }).toBeGreaterThan(asked)
    await Promise.all([hers.close(), his.close()])
  },
)

test.concurrent(
  '[W16] when the proxy lets WebSockets through, the page uses one again and asks no more over HTTP',
  async ({ expect }) => {
    const { chair, member, proxy } = allowed
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const context = await contextOf(browser, member)
    const page = await openPlanPage(context, member, plan)
    proxy.sockets = 'pass'
    const other = await openPlanPage(await contextOf(browser, chair), chair, plan)
    // A caret comes by a socket alone.
    await clickEnd(page, '教工书画展')
    await other
      .locator('.collaboration-carets__caret, [class*="collaboration-carets"]')
      .first()
      .waitFor({ timeout: 40_000 })
    const before = proxy.count('/exchange')
    await page.keyboard.type('现场')
    await expect.poll(async () => (await wordsOf(other)).join('\n')).toContain('教工书画展现场')
    await saved(page)
    expect(proxy.count('/exchange')).toBe(before)
    await Promise.all([context.close(), other.context().close()])
  },
)

test.concurrent('[W16] a proxy that takes sockets and swallows them is found out', async ({ expect }) => {
  const { chair, member } = swallowed
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextOf(browser, member)
  const page = await openPlanPage(context, member, plan)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('照写')
  await saved(page)
  const answer = await chair.request('GET', `/plans/${plan}/plan`)
  expect(JSON.stringify(await answer.json())).toContain('教工书画展照写')
  await context.close()
})

test.concurrent(
  '[W16][P3] on a line so slow that a long text takes half a minute it gets there, and is saved then',
  async ({ expect }) => {
    const { chair, member, proxy } = slow
    const plan = await chair.createPlan('')
    const context = await contextOf(browser, chair)
    const page = await openPlanPage(context, chair, plan)
    proxy.upRate = 12_000
    await page.locator('.tiptap').click()
    await pasteRaw(page, '', `一、措施\n${`${'组织职工座谈听取意见'.repeat(60)}。\n`.repeat(170)}末了一句。`)
    await expect.poll(async () => (await wordsOf(page)).at(-1)).toBe('末了一句。')
    expect(await page.locator('.save-chip').getAttribute('data-kind')).not.toBe('saved')
    await page.locator('.save-chip[data-kind="saved"]').waitFor({ timeout: 80_000 })
    proxy.upRate = Infinity
    const fresh = await openPlanPage(await contextOf(browser, member), member, plan)
    expect((await wordsOf(fresh)).at(-1)).toBe('末了一句。')
    await fresh.context().close()
    await context.close()
  },
)
