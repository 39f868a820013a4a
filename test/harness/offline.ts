/** What a person does and sees while their page has no network. */
import type { Dialog, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Waits until the chip of what is saved says so. */
export const chipSays = (page: Page, words: RegExp): Promise<void> =>
  expect.poll(() => page.locator('.save-chip').innerText(), { timeout: 15_000 }).toMatch(words)

const accept = (dialog: Dialog): void => void dialog.accept()

/** Leaves the page although it may warn that there is unsynced work. */
export async function leave(page: Page, go: () => Promise<unknown>): Promise<void> {
  page.on('dialog', accept)
  await go()
  page.off('dialog', accept)
}

/** Loads the page anew and waits for its text. */
export async function reload(page: Page): Promise<void> {
  await leave(page, () => page.reload())
  await page.locator('.tiptap').waitFor()
}

/** The file that 导出为文件 gives. */
export async function exported(page: Page): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出为文件' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
