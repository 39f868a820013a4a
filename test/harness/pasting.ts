/** Pasting as programs give it: the browser's own clipboard would clean the HTML first. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

export const PASTE_FIXTURES = join(import.meta.dirname, '../fixtures/paste')

export type PasteFixture = { name: string; html: string; plain: string }

/** What programs put on the clipboard, of our own writing: NAME.html, and NAME.txt where the text beside it matters. */
export function pasteFixtures(): PasteFixture[] {
  const files = readdirSync(PASTE_FIXTURES)
  const read = (file: string): string => readFileSync(join(PASTE_FIXTURES, file), 'utf8')
  return files
    .filter((file) => file.endsWith('.html'))
    .map((file) => {
      const name = file.slice(0, -'.html'.length)
      return { name, html: read(file), plain: files.includes(`${name}.txt`) ? read(`${name}.txt`) : '' }
    })
}

/** Gives the editor a paste of this HTML and text, where its cursor is. */
export const pasteRaw = (page: Page, html: string, plain = ''): Promise<void> =>
  page.locator('.tiptap').evaluate(
    (root, [markup = '', text = '']) => {
      const clipboardData = new DataTransfer()
      if (markup !== '') clipboardData.setData('text/html', markup)
      if (text !== '') clipboardData.setData('text/plain', text)
      root.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [html, plain],
  )

/** What stands in the editor, a line for each block: its kind, its number and its words; a table's rows with its merged cells. */
export const listingOf = (page: Page): Promise<string> =>
  page.locator('.tiptap').evaluate((root) => {
    const copy = root.cloneNode(true) as HTMLElement
    for (const drawn of copy.querySelectorAll('.chips, [class^="collaboration-carets"]')) drawn.remove()
    const joiner = '\u2060'
    const words = (element: Element): string => (element.textContent ?? '').replaceAll(joiner, '').trim()
    const cell = (one: Element): string => {
      const spans = [one.getAttribute('rowspan') ?? '1', one.getAttribute('colspan') ?? '1'].join('x')
      return `${spans === '1x1' ? '' : `{${spans}} `}${[...one.children].map(words).join(' / ')}`
    }
    const lines = (element: Element, indent: string): string[] => {
      if (element.matches('.month-heading')) return [`month ${words(element)}`]
      const table = element.matches('table') ? element : element.querySelector('table')
      if (table !== null)
        return [...table.querySelectorAll('tr')].map(
          (row) => `row ${[...row.children].map(cell).join(' | ')}`,
        )
      if (element.matches('ul, ol'))
        return [...element.children].flatMap((item) =>
          [...item.children].flatMap((child) =>
            lines(child, `${indent}${element.matches('ul') ? '•' : '#'}`),
          ),
        )
      const kind = element.getAttribute('data-block') ?? element.tagName.toLowerCase()
      return [[kind, indent, element.getAttribute('data-number'), words(element)].filter(Boolean).join(' ')]
    }
    return [...copy.children].flatMap((child) => lines(child, '')).join('\n')
  })
