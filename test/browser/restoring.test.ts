import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { BODY } from '../../shared/text/schema.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, wordsOf } from '../harness/browser.ts'
import { openHistory, panel, untilListed, version } from '../harness/historyPanel.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { openRaw, paragraphOf } from '../harness/rawClient.ts'

const { chair, member, open } = await inBrowser()

/** Deletes everything below the line with these words, as somebody does by mistake. */
async function deleteBelow(page: Page, words: string): Promise<void> {
  await clickEnd(page, words)
  await page.keyboard.press('Control+Shift+End')
  await page.keyboard.press('Delete')
}

test('[W15][J7] one deletes most of the plan by mistake; another gives it back from the history, and comments stay', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [theirs, mine] = [await open(member, plan), await open(chair, plan)]
  const before = await wordsOf(mine)
  await mine.getByRole('tab', { name: '评论' }).click()
  for (const [section, words] of [
    [1, '请列出负责人'],
    [6, '六月太满'],
  ] as const) {
    await panel(mine).getByLabel('选择一节').selectOption({ index: section })
    await panel(mine).getByRole('button', { name: '评论本节' }).click()
    await panel(mine).getByLabel('您的意见').fill(words)
    await panel(mine).getByLabel('您的意见').press('Control+Enter')
    await panel(mine).locator('.thread', { hasText: words }).waitFor()
  }
  await clickEnd(theirs, '实现安全生产零事故')
  await theirs.keyboard.type('——年底考核')
  await deleteBelow(theirs, '全年新建教工兴趣小组')
  await expect.poll(async () => (await wordsOf(mine)).length).toBeLessThan(10)
  const damaged = await wordsOf(mine)
  await panel(mine).getByRole('heading', { name: '原文已删除' }).waitFor()

  await untilListed(mine, '李老师大段删除之前')
  await version(mine, '李老师大段删除之前').click()
  const changes = panel(mine).getByRole('list', { name: '与现在的正文相比：' })
  await changes.locator('li', { hasText: '教工书画展' }).getByText('删去').waitFor()
  expect(await changes.locator('del', { hasText: '——年底考核' }).count()).toBe(1)
  expect(await violations(mine)).toEqual([])
  await panel(mine).getByRole('button', { name: '还原' }).click()
  const dialog = mine.getByRole('alertdialog')
  await dialog.getByText('现在的正文先存入历史').waitFor()
  expect(await violations(mine)).toEqual([])
  await dialog.getByRole('button', { name: '还原' }).click()
  await panel(mine).getByText('已还原').waitFor()
  const restored = before.map((words) => words.replace('零事故。', '零事故。——年底考核'))
  await expect.poll(() => wordsOf(mine)).toEqual(restored)
  await expect.poll(() => wordsOf(theirs)).toEqual(restored)
  await expect.poll(() => mine.evaluate(() => document.activeElement?.className)).toBe('history-said')
  await version(mine, '周主席还原之前').waitFor()
  await mine.getByRole('tab', { name: '评论' }).click()
  for (const words of ['请列出负责人', '六月太满'])
    await panel(mine).locator('.thread', { hasText: words }).getByText('本节：').waitFor()
  expect(await panel(mine).getByRole('heading', { name: '原文已删除' }).count()).toBe(0)

  await mine.locator('.tiptap').focus()
  await mine.keyboard.press('Control+z')
  await expect.poll(() => wordsOf(mine)).toEqual(damaged)
  await mine.keyboard.press('Control+Shift+z')
  await expect.poll(() => wordsOf(theirs)).toEqual(restored)
})

function make(
  name: string,
  attributes: Record<string, string | number>,
  children: Y.XmlElement[],
): Y.XmlElement {
  const element = new Y.XmlElement(name)
  // Yjs types attributes as strings; the editor's binding stores numbers as they are.
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string)
  element.insert(0, children)
  return element
}

/** A list in a list, a table with a merged cell, and words with marks, as the editor writes them. */
function addForms(doc: Y.Doc): void {
  const marked = new Y.XmlElement('paragraph')
  const words = new Y.XmlText()
  words.applyDelta([
    { insert: '经费' },
    { insert: '三千元', attributes: { bold: {}, underline: {} } },
    { insert: '见' },
    { insert: '办法', attributes: { link: { href: 'https://example.org/' } } },
  ])
  marked.setAttribute('id', 'marked')
  marked.insert(0, [words])
  const inner = make('orderedList', {}, [make('listItem', { id: 'i2' }, [paragraphOf('摄影')])])
  const list = make('bulletList', {}, [
    make('listItem', { id: 'i1' }, [paragraphOf('兴趣小组'), inner]),
    make('listItem', { id: 'i3' }, [paragraphOf('读书会')]),
  ])
  const cell = (id: string, text: string, colspan = 1) =>
    make('tableCell', { id, ...(colspan === 1 ? {} : { colspan }) }, [paragraphOf(text)])
  const table = make('table', {}, [
    make('tableRow', {}, [cell('c1', '月份'), cell('c2', '工作')]),
    make('tableRow', {}, [cell('c3', '全年', 2)]),
  ])
  const body = doc.getXmlFragment(BODY)
  body.insert(body.length, [marked, list, table])
}

/** What stands in the text with its forms and marks; ids of paragraphs in cells and items may be given meanwhile. */
const formsOf = (page: Page): Promise<string> =>
  page.locator('.tiptap').evaluate((root) => {
    const copy = root.cloneNode(true) as HTMLElement
    for (const drawn of copy.querySelectorAll('.chips, .month-heading, [class^="collaboration-carets"]'))
      drawn.remove()
    return [...copy.querySelectorAll('ul, ol, li, table, tr, td, strong, u, a, p')]
      .map((one) => `${one.tagName} ${one.getAttribute('colspan') ?? ''} ${one.textContent}`)
      .join('\n')
  })

test('[W15] a restoring that has begun is not left behind by Esc: the dialog stays until it is done', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  await chair.request('POST', `/plans/${plan}/versions`, { kind: 'named', name: '全稿' })
  const page = await open(chair, plan)
  const before = await wordsOf(page)
  await clickEnd(page, '实现安全生产零事故')
  await page.keyboard.type('——年底考核')
  await openHistory(page)
  await version(page, '全稿').click()
  await panel(page).getByRole('button', { name: '还原' }).click()
  const dialog = page.getByRole('alertdialog')
  const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route('**/versions', async (route) => {
    if (route.request().method() === 'POST') {
      asked.resolve()
      await answered.promise
    }
    await route.continue()
  })
  await dialog.getByRole('button', { name: '还原' }).click()
  await asked.promise
  await page.keyboard.press('Escape')
  expect(await dialog.getByRole('button', { name: '取消' }).isDisabled()).toBe(true)
  answered.resolve()
  await panel(page).getByText('已还原').waitFor()
  await expect.poll(() => wordsOf(page)).toEqual(before)
  expect(await dialog.count()).toBe(0)
  await page.close()
})

test('[W15] lists, tables and marks come back as they were, in one step of undo', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const writer = await openRaw(member, plan)
  addForms(writer.doc)
  await writer.until(() => writer.acked === writer.sent)
  await chair.request('POST', `/plans/${plan}/versions`, { kind: 'named', name: '全稿' })
  const page = await open(chair, plan)
  const before = await formsOf(page)
  expect(before).toMatch(/STRONG {2}三千元[^]*A {2}办法[^]*OL {2}摄影[^]*TD 2 全年/u)
  await page.locator('.tiptap').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await wordsOf(page)).join('')).toBe('')
  await openHistory(page)
  await version(page, '全稿').click()
  await panel(page).locator('.history-changes').waitFor()
  await panel(page).getByRole('button', { name: '还原' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '还原' }).click()
  await expect.poll(() => formsOf(page)).toBe(before)
  await expect.poll(() => writer.text()).toContain('教工书画展')
  await page.locator('.tiptap').focus()
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await wordsOf(page)).join('')).toBe('')
  writer.close()
})
