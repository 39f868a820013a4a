import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contextOf, launch, openPlanPage, wordsOf } from '../harness/browser.ts'
import { listingOf, PASTE_FIXTURES, pasteFixtures, pasteRaw } from '../harness/pasting.ts'
import { foundCommittee, Server } from '../harness/relayProcess.ts'

const server = new Server()
let browser: Browser
let page: Page
/** Addresses outside of the product that the page asked for. */
const asked: string[] = []

beforeAll(async () => {
  browser = await launch()
  await server.start()
  const chair = await foundCommittee(server)
  page = await openPlanPage(await contextOf(browser, chair), chair, await chair.createPlan(''))
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url)) asked.push(request.url())
  })
  await page.locator('.tiptap').click()
})
afterAll(async () => {
  await browser.close()
  await server.remove()
})

test.each(pasteFixtures())('[T13] $name is pasted as it looked', async ({ name, html, plain }) => {
  await pasteRaw(page, html, plain)
  await page.getByText(/识别到/).waitFor()
  await expect(`${await listingOf(page)}\n`).toMatchFileSnapshot(join(PASTE_FIXTURES, `${name}.gold`))
  expect(asked).toEqual([])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await wordsOf(page)).join('')).toBe('')
})

test('[T10] lists within lists without end, and a sheet of 50,000 cells, are refused; deep markup is read', async () => {
  const deep = `${'<ul><li>甲'.repeat(100)}${'</li></ul>'.repeat(100)}`
  const row = `<tr>${'<td>1</td>'.repeat(50)}</tr>`
  for (const html of [deep, `<table>${row.repeat(1_000)}</table>`]) {
    await pasteRaw(page, html)
    await page.getByText('一次贴不进来').waitFor()
    expect((await wordsOf(page)).join('')).toBe('')
    await page.locator('.plan-imported').getByRole('button', { name: '关闭' }).click()
  }
  await pasteRaw(page, `${'<div>'.repeat(1_000)}一、目标<br>新建小组5个。${'</div>'.repeat(1_000)}`)
  await expect.poll(async () => (await wordsOf(page)).join('')).toContain('新建小组5个。')
})
