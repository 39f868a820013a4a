import { Buffer } from 'node:buffer'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, focused, openPlanPage, wordsOf } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'

const { server, chair, contextFor } = await inBrowser()

test('a plan is deleted only when its name was typed, and the focus stays on the page', async () => {
  await chair.createPlan('山茶小学工会2026年工作计划')
  const page = await (await contextFor(chair)).newPage()
  await page.goto(server.url)
  const bin = page.getByRole('button', { name: '删除“山茶小学工会2026年工作计划”' })
  await bin.click()
  const dialog = page.getByRole('alertdialog')
  const button = dialog.getByRole('button', { name: '删除' })
  expect(await button.isDisabled()).toBe(true)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(() => bin.evaluate((element) => element === document.activeElement)).toBe(true)
  await bin.click()
  await dialog.getByRole('textbox').fill('山茶小学工会 2026年工作计划')
  await button.click()
  await page.getByRole('link', { name: /山茶小学/ }).waitFor({ state: 'hidden' })
  // The row goes first, then the dialog, and then the focus comes back.
  await expect.poll(() => focused(page)).toBe('工作计划')
})

/** Opens 导入 in the page's plan, with this text read. */
async function importing(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: '导入' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(text)
  await page.getByRole('dialog').getByText(/识别/).last().waitFor()
}

const MORE = '补充安排\n十月份：\n重阳节登山'

test('an import into a plan goes where one says, and its first words are shown', async () => {
  const page = await openPlanPage(await contextFor(chair), chair, await chair.createPlan(SCHOOL_YEAR))
  await clickEnd(page, '每学期召开一次')
  await page.keyboard.type('。')
  await importing(page, MORE)
  expect(await violations(page)).toEqual([])
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByLabel('加在本计划最后').isChecked()).toBe(true)
  await dialog.getByLabel('加在光标处').check()
  await dialog.getByRole('button', { name: '导入', exact: true }).click()
  await page.locator('.plan-imported').waitFor()
  const words = await wordsOf(page)
  expect(words.indexOf('补充安排')).toBe(words.findIndex((line) => line.startsWith('每学期召开一次')) + 1)

  await importing(page, '最后的话\n一月份：\n团拜会')
  await dialog.getByRole('button', { name: '导入', exact: true }).click()
  const last = page.locator('.tiptap > *', { hasText: '最后的话' })
  await last.waitFor()
  await expect
    .poll(() => last.evaluate((block) => block.getBoundingClientRect().top < innerHeight))
    .toBe(true)
  expect((await wordsOf(page)).indexOf('最后的话')).toBeGreaterThan(words.length - 1)
})

test('an import inside a plan can become a plan of its own', async () => {
  const page = await openPlanPage(await contextFor(chair), chair, await chair.createPlan(SCHOOL_YEAR))
  const before = page.url()
  await importing(page, '河湾街道工会2027年工作计划\n一、目标\n1、新建活动室2间。')
  await page.getByRole('dialog').getByLabel('新建一份计划').check()
  await page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).click()
  await page.waitForURL((url) => url.href !== before)
  await page.locator('.tiptap h1', { hasText: '河湾街道' }).waitFor()
})

const WORD_FILE = join(import.meta.dirname, '../fixtures/inputs/libreoffice.docx')

test('[P7] a Word file becomes a plan with its numbers and its table; what is none says why and leaves all as it was', async () => {
  const page = await (await contextFor(chair)).newPage()
  await page.goto(server.url)
  await page.getByRole('button', { name: '导入' }).click()
  const dialog = page.getByRole('dialog')
  const file = dialog.locator('input[type=file]')
  await file.setInputFiles({ name: '计划.docx', mimeType: '', buffer: Buffer.from('%PDF-1.7\n') })
  await dialog.getByText('目前还不能直接打开 PDF').waitFor()
  // The field that the sentence asks to paste into.
  await dialog.getByRole('textbox', { name: '计划的文字' }).waitFor()
  await file.setInputFiles({
    name: '计划.doc',
    mimeType: '',
    buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]),
  })
  await dialog.getByText('另存为 .docx').waitFor()
  expect(await dialog.getByRole('button', { name: '导入', exact: true }).isDisabled()).toBe(true)
  await file.setInputFiles(WORD_FILE)
  await dialog.getByText('识别到 6 节、2 个目标、6 项月程').waitFor()
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: '导入', exact: true }).click()
  await page.locator('.tiptap h1', { hasText: '梧桐小学工会' }).waitFor()
  await page.locator('.tiptap [data-number^="二、"]', { hasText: '工作目标' }).waitFor()
  await page.locator('.tiptap td', { hasText: '教师节座谈会' }).waitFor()
})

test('of a file with several plans the chosen ones become plans, without the web page’s lines when one says so', async () => {
  const page = await (await contextFor(chair)).newPage()
  await page.goto(server.url)
  await page.getByRole('button', { name: '导入' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('textbox')
    .fill(
      ['海棠', '玉兰', '丁香']
        .map(
          (name, index) =>
            `${name}小学工会工作计划篇${'一二三'[index]}\n一、月程安排\n三月份：\n1、春游\n上一篇：无`,
        )
        .join('\n'),
    )
  await dialog.getByText('这里面有 3 份').waitFor()
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('checkbox', { name: /网页带来的 3 处/ }).check()
  await dialog.getByRole('checkbox', { name: /玉兰/ }).uncheck()
  await dialog.getByRole('button', { name: '导入 2 份' }).click()
  await page.getByRole('link', { name: /海棠小学工会工作计划/ }).waitFor()
  await page.getByRole('link', { name: /丁香小学工会工作计划/ }).click()
  await page.locator('.tiptap', { hasText: '春游' }).waitFor()
  expect(await wordsOf(page)).not.toContain('上一篇：无')
})
