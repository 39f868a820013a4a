import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { clickEnd, contextOf, launch, openPlanPage, wordsOf } from '../harness/browser.ts'
import { gongni } from '../harness/command.ts'
import { type House, openHouse, textFor } from '../harness/house.ts'

let house: House
let browser: Browser
beforeAll(async () => {
  house = await openHouse()
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await house.server.remove()
})

test('[O3] what a page held beyond a restored backup is set aside there, and nothing of it is mixed in', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await openPlanPage(await contextOf(browser, member), member, plan)
  const backup = join(server.data, 'backup')
  const before = await textFor(chair, plan)
  expect((await gongni('backup', backup, '--data', server.data)).code).toBe(0)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('两场')
  await page.locator('.save-chip[data-kind="saved"]').waitFor()
  await expect.poll(() => textFor(chair, plan)).toContain('教工书画展两场')
  await server.stop()
  await page.locator('.save-chip[data-kind="offline"]').waitFor()
  expect((await gongni('restore', backup, '--data', server.data)).code).toBe(0)
  await server.start()
  const aside = page.getByRole('button', { name: '未能提交的修改 1' })
  await aside.waitFor()
  expect((await wordsOf(page)).join('\n')).not.toContain('教工书画展两场')
  expect(await textFor(chair, plan)).toBe(before)
  await aside.click()
  await page.getByText('教工书画展两场').first().waitFor()
  // What is written from now on is the new history's.
  await page.keyboard.press('Escape')
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('照常')
  await expect.poll(() => textFor(chair, plan)).toContain('教工书画展照常')
})
