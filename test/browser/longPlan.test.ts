import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inBrowser } from '../harness/inBrowser.ts'

const { chair, member, open } = await inBrowser()

const BLOCKS = 1_600
/** Where the second chunk begins. */
const BORDER = 64
const line = (n: number): string => `第${n}行：开展职工活动`
const text = Array.from({ length: BLOCKS }, (_, i) => line(i)).join('\n')

const block = (page: Page, words: string) => page.locator('.tiptap > *', { hasText: words }).first()

/** What of the text is not in the chunks at its place; empty when all is. */
const misplaced = (page: Page): Promise<string[]> =>
  page.locator('.tiptap').evaluate((root) => {
    const slots = [...(root.shadowRoot?.querySelectorAll('slot') ?? [])]
    const laid = slots.flatMap((slot) => slot.assignedNodes())
    return [...root.childNodes].flatMap((node, i) => (laid[i] === node ? [] : [node.textContent ?? '']))
  })

const selected = (page: Page): Promise<string> => page.evaluate(() => getSelection()?.toString() ?? '')
const count = (page: Page): Promise<number> =>
  page.locator('.tiptap').evaluate((root) => root.childElementCount)

/** Puts the cursor at the end of a line. */
async function endOf(page: Page, words: string): Promise<void> {
  await block(page, words).click({ position: { x: 60, y: 14 } })
  await page.keyboard.press('End')
}

test('[T14] in a very long plan the cursor, the selection and the blocks pass from chunk to chunk', async () => {
  const plan = await chair.createPlan(text)
  const [page, colleague] = [await open(member, plan), await open(chair, plan)]
  expect(await page.locator('.tiptap').evaluate((root) => root.shadowRoot?.childElementCount)).toBe(
    BLOCKS / 64,
  )
  expect(await misplaced(page)).toEqual([])

  await endOf(page, line(BORDER - 1))
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(() => selected(page)).toMatch(new RegExp(`${line(BORDER)}\\s+${line(BORDER + 1)}$`, 'u'))
  await page.keyboard.press('ArrowLeft')

  await page.keyboard.press('Enter')
  await page.keyboard.type('两段之间的一行')
  expect(await misplaced(page)).toEqual([])
  await expect.poll(() => block(colleague, '两段之间的一行').count()).toBe(1)
  await page.keyboard.press('Alt+ArrowDown')
  expect(await misplaced(page)).toEqual([])
  await expect.poll(() => misplaced(colleague)).toEqual([])

  const from = await block(page, line(BORDER - 2)).boundingBox()
  const to = await block(page, line(BORDER + 2)).boundingBox()
  if (from === null || to === null) throw new Error('the lines at the border are not on the screen')
  await page.mouse.move(from.x + 5, from.y + 14)
  await page.mouse.down()
  await page.mouse.move(to.x + 5, to.y + 14, { steps: 6 })
  await page.mouse.up()
  expect(await selected(page)).toContain(line(BORDER - 1))
  expect(await selected(page)).not.toContain(line(BORDER + 2))
  await page.keyboard.type('替')
  await expect.poll(() => block(colleague, line(BORDER + 1)).count()).toBe(0)
  expect(await block(colleague, line(BORDER + 2)).count()).toBe(1)
  for (const one of [page, colleague]) await expect.poll(() => misplaced(one)).toEqual([])
})

test('[T14] in a very long plan the keys go to both ends, and all of it can be taken away and brought back', async () => {
  const page = await open(member, await chair.createPlan(text))
  await endOf(page, line(3))
  await page.keyboard.press('Control+End')
  await page.keyboard.type('末')
  await expect.poll(() => block(page, `${line(BLOCKS - 1)}末`).count()).toBe(1)
  const inView = (words: string) =>
    block(page, words).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
  await expect.poll(() => inView(line(BLOCKS - 1))).toBe(true)
  await page.keyboard.press('Control+Shift+Home')
  await expect.poll(async () => (await selected(page)).startsWith(line(0))).toBe(true)
  await page.keyboard.press('Delete')
  await expect.poll(() => count(page)).toBe(1)
  expect(await misplaced(page)).toEqual([])
  await page.keyboard.press('Control+z')
  await expect.poll(() => count(page)).toBe(BLOCKS)
  expect(await misplaced(page)).toEqual([])
})

test('[T14] a very long plan is printed whole', async () => {
  const page = await open(member, await chair.createPlan(text))
  const skipped = () =>
    page
      .locator('.tiptap')
      .evaluate(
        (root) =>
          [...(root.shadowRoot?.children ?? [])].filter(
            (slot) => getComputedStyle(slot).contentVisibility === 'auto',
          ).length,
      )
  expect(await skipped()).toBe(BLOCKS / 64)
  await page.emulateMedia({ media: 'print' })
  expect(await skipped()).toBe(0)
})

test('[T3] what joins the editor later leaves the text as it stands, and its reading with it', async () => {
  const page = await open(member, await chair.createPlan(text))
  const isKept = await page.locator('.tiptap').evaluate((root) => {
    const { editor } = root as unknown as {
      editor: {
        state: { doc: unknown; plugins: { constructor: new (spec: object) => object }[] }
        registerPlugin: (plugin: object) => void
      }
    }
    const { doc, plugins } = editor.state
    const [first] = plugins
    if (first !== undefined) editor.registerPlugin(new first.constructor({}))
    return editor.state.plugins.length > plugins.length && editor.state.doc === doc
  })
  expect(isKept).toBe(true)
})

/** Lines of three rows, much higher than is thought of those that are not laid out, and headings among them. */
const highLines = (count: number): string =>
  Array.from({ length: count }, (_, n) =>
    n % 300 === 0
      ? `${'一二三四五六'[n / 300] ?? ''}、第${n}部分`
      : `${line(n)}${'，组织读书班和运动会，走访慰问困难职工'.repeat(4)}。`,
  ).join('\n')

const topOf = (page: Page, words: string): Promise<number> =>
  block(page, words).evaluate((element) => Math.round(element.getBoundingClientRect().top))

test('[T14] in a very long plan the outline goes to where a section is', async () => {
  const page = await open(member, await chair.createPlan(highLines(BLOCKS)))
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  for (const section of ['第1500部分', '第600部分']) {
    await page.locator('.outline-item', { hasText: section }).click()
    const heading = block(page, section)
    await expect
      .poll(() =>
        heading.evaluate((element) => {
          const { top, bottom } = element.getBoundingClientRect()
          return top > innerHeight / 4 && bottom < (innerHeight * 3) / 4
        }),
      )
      .toBe(true)
  }
})

test('[T14] a text that becomes very long under a reader’s eyes stays where it is on the screen', async () => {
  const plan = await chair.createPlan(highLines(1_499))
  const [page, colleague] = [await open(member, plan), await open(chair, plan)]
  await block(page, line(700)).evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await expect.poll(() => topOf(page, line(700))).toBeLessThan(600)
  const before = await topOf(page, line(700))
  await endOf(colleague, line(1))
  await colleague.keyboard.press('Enter')
  await colleague.keyboard.type('多一行')
  await block(page, '多一行').waitFor({ state: 'attached' })
  expect(await misplaced(page)).toEqual([])
  expect(await page.locator('.tiptap').evaluate((root) => root.shadowRoot !== null)).toBe(true)
  const frame = (): Promise<void> =>
    page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve())))
  for (let frames = 0; frames < 6; frames++) await frame()
  // The new line is above.
  expect(Math.abs((await topOf(page, line(700))) - before)).toBeLessThan(50)
})

test('[T14] in a very long plan a click between two blocks puts the cursor beside it', async () => {
  const months = Array.from(
    { length: 800 },
    (_, n) => `${(n % 12) + 1}月份：\n1、${line(n)}\n2、慰问职工${n}次`,
  )
  const page = await open(member, await chair.createPlan(`一、工作安排\n${months.join('\n')}`))
  const heading = await page.locator('.month-heading').nth(3).boundingBox()
  if (heading === null) throw new Error('the month is not on the screen')
  await endOf(page, line(1))
  await page.mouse.click(heading.x + 100, heading.y - 5)
  await page.keyboard.type('始')
  await expect.poll(() => block(page, `始${line(3)}`).count()).toBe(1)
})

test('[T14] a colleague’s name is seen above the first line of a chunk', async () => {
  const plan = await chair.createPlan(text)
  const [page, colleague] = [await open(member, plan), await open(chair, plan)]
  await block(page, line(BORDER)).evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await endOf(colleague, line(BORDER))
  const name = page.locator('.collaboration-carets__label').first()
  await name.waitFor()
  const isSeen = () =>
    name.evaluate((element) => {
      if (element.parentElement !== null) element.parentElement.style.pointerEvents = 'auto'
      const { left, top } = element.getBoundingClientRect()
      return document.elementFromPoint(left + 3, top + 3) === element
    })
  await expect.poll(isSeen).toBe(true)
})

test('[T14] where single blocks are left out, the key to the end brings the end into view', async () => {
  const page = await open(member, await chair.createPlan(highLines(900)))
  await endOf(page, line(1))
  await page.keyboard.press('Control+End')
  await page.keyboard.type('末')
  const last = block(page, line(899))
  await expect.poll(() => last.innerText()).toContain('末')
  await expect
    .poll(() => last.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight + 1))
    .toBe(true)
})
