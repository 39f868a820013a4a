import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What stands beside the text. */
export const panel = (page: Page): Locator => page.locator('.plan-panel')
/** A version in the list of 历史, by words of its name. */
export const version = (page: Page, words: string): Locator =>
  panel(page).locator('.history-list').getByRole('button', { name: words })
export const openHistory = (page: Page): Promise<void> => page.getByRole('tab', { name: '历史' }).click()

/** Opens the history, again if need be, until it shows a version with these words. */
export async function untilListed(page: Page, words: string): Promise<void> {
  const look = { timeout: 20_000 }
  await expect
    .poll(async () => {
      await page.getByRole('tab', { name: '检查' }).click()
      await openHistory(page)
      await panel(page).getByRole('button', { name: '命名现在的版本' }).waitFor()
      await panel(page).locator('.history-list, .panel-empty').first().waitFor()
      return version(page, words).count()
    }, look)
    .toBe(1)
}
