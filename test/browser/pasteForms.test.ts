import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clickEnd, contextOf, launch, openPlanPage, wordsOf } from '../harness/browser.ts'
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

/** Pastes a text of so many characters, made in the page, where the focus is. */
const pasteLong = (selector: string, characters: number): Promise<void> =>
  page.locator(selector).evaluate((field, count) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '字'.repeat(count))
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, characters)

test('[P7][T10] a paste of 200 million characters is refused at once, in the text and in 导入, and the page goes on', async () => {
  await pasteLong('.tiptap', 200_000_000)
  await page.getByText('一次贴不进来').waitFor()
  await page.locator('.plan-imported').getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: '导入' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '计划的文字' }).waitFor()
  await pasteLong('.import-paste textarea', 200_000_000)
  await dialog.getByText('超过 10 MB，读不进来').waitFor()
  expect(await dialog.getByRole('textbox', { name: '计划的文字' }).inputValue()).toBe('')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await clickEnd(page, '新建小组5个。')
  await page.keyboard.type('还能写')
  await expect.poll(async () => (await wordsOf(page)).join('')).toContain('还能写')
})
