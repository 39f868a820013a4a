import type { Page } from 'playwright-core'
import { wordsOf } from './browser.ts'

/** These words in the order in which they stand in the page's text. */
export const orderOf = async (page: Page, ...wanted: string[]): Promise<string[]> => {
  const words = await wordsOf(page)
  return wanted.toSorted(
    (a, b) => words.findIndex((line) => line.includes(a)) - words.findIndex((line) => line.includes(b)),
  )
}
