import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { MESSAGE } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { wordsOf } from '../harness/browser.ts'
import { textFor } from '../harness/house.ts'
import { type InBrowser, inBrowser } from '../harness/inBrowser.ts'
import type { Person } from '../harness/relayProcess.ts'

let house: InBrowser
beforeAll(async () => {
  house = await inBrowser()
})

/** Changes words in this device's copy of a plan to others of equal length: its state vector stays what it was. */
const forge = (page: Page, plan: string, from: string, to: string): Promise<number> =>
  page.evaluate(
    async ([id, old, fresh]) => {
      const name = (await indexedDB.databases()).find((one) => one.name?.endsWith(`${id}.text`))?.name
      if (name === undefined) throw new Error('the plan is not on this device')
      const opening = indexedDB.open(name)
      await new Promise((resolve) => opening.addEventListener('success', resolve))
      const change = opening.result.transaction('rows', 'readwrite')
      const rows = change.objectStore('rows')
      const all: IDBRequest<{ update: Uint8Array }[]> = rows.getAll()
      await new Promise((resolve) => all.addEventListener('success', resolve))
      let changed = 0
      for (const row of all.result) {
        const at = row.update.findIndex((_, start) =>
          old.every((byte, index) => row.update[start + index] === byte),
        )
        if (at < 0) continue
        row.update.set(fresh, at)
        rows.put(row)
        changed += 1
      }
      await new Promise((resolve) => change.addEventListener('complete', resolve))
      opening.result.close()
      return changed
    },
    [plan, [...Buffer.from(from)], [...Buffer.from(to)]] as const,
  )

const SENTENCES = {
  'zh-CN': '这台设备上的文字与服务器的不一致，已换成服务器上的文字。',
  'zh-TW': '這台裝置上的文字與伺服器的不一致，已換成伺服器上的文字。',
  en: 'The text on this device differed from the server’s, which has taken its place.',
}

test.each([
  ['zh-CN', 1440, false],
  ['zh-TW', 390, true],
  ['en', 390, false],
] as const)(
  '[W17] a copy that differs with an equal state vector is found, said and mended in %s at %i px, and both texts are there',
  async (locale, width, dark) => {
    const { chair, member, server } = house
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const truth = await textFor(chair, plan)
    const context = await house.contextFor(member, { locale, width, dark })
    const first = await context.newPage()
    await first.goto(`${server.url}/plan/${plan}`)
    await first.locator('.save-chip[data-kind="saved"]').waitFor()
    await first.goto(server.url)
    expect(await forge(first, plan, '教工书画展', '教工书法展')).toBe(1)
    await first.goto(`${server.url}/plan/${plan}`)
    const note = first.getByRole('alert').filter({ hasText: SENTENCES[locale] })
    await first.locator('.tiptap', { hasText: '教工书法展' }).waitFor()
    await note.waitFor()
    await first.locator('.tiptap', { hasText: '教工书画展' }).waitFor()
    expect((await wordsOf(first)).join('\n')).not.toContain('教工书法展')
    expect(await textFor(chair, plan)).toBe(truth)
    await first.locator('.save-chip[data-kind="saved"]').waitFor()
    expect(await violations(first)).toEqual([])
    await first.locator('.save-chip-aside').click()
    const dialog = first.getByRole('dialog')
    await dialog.getByText('教工书法展').first().waitFor()
    expect(await violations(first)).toEqual([])
    await first.keyboard.press('Escape')
    await note.locator('..').getByRole('button').click()
    await note.waitFor({ state: 'detached' })
    expect(await first.evaluate(() => document.activeElement?.className)).toContain('tiptap')
    // It stays mended.
    await first.reload()
    await first.locator('.tiptap', { hasText: '教工书画展' }).waitFor()
  },
)

/** Keys as a person might press them one after another, anywhere in the text. */
const HANDS: ((page: Page, at: number) => Promise<void>)[] = [
  (page) => page.keyboard.type('字😀'),
  (page) => page.keyboard.press('Enter'),
  (page) => page.keyboard.press('Backspace'),
  (page) => page.keyboard.press('Delete'),
  (page) => page.keyboard.press('Control+z'),
  (page) => page.keyboard.press('Control+Shift+z'),
  (page) => page.keyboard.press('Alt+ArrowUp'),
  (page) => page.keyboard.press('Alt+ArrowDown'),
  (page) => page.keyboard.press('Tab'),
  (page) => page.keyboard.press('Shift+Enter'),
  (page) => page.keyboard.type('- 点'),
  async (page, at) => {
    for (let left = (at % 5) + 1; left > 0; left--) await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press(at % 2 === 0 ? 'Control+b' : 'Control+i')
  },
  async (page) => {
    await page.keyboard.press('Control+u')
    await page.keyboard.type('线')
  },
  async (page) => {
    await page.keyboard.press('Shift+ArrowUp')
    await page.keyboard.press('Backspace')
  },
  async (page, at) => {
    const blocks = page.locator('.tiptap > *')
    await blocks
      .nth(at % (await blocks.count()))
      .click({ timeout: 1_000 })
      .catch(() => undefined)
    await page.keyboard.press('End')
  },
]

/** A page of its own that tells its sockets and the digests that came on them. */
async function listening(person: Person, plan: string) {
  const context = await house.contextFor(person)
  const page = await context.newPage()
  const told = { sockets: 0, digests: 0 }
  page.on('websocket', (socket) => {
    told.sockets += 1
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string' && payload[0] === MESSAGE.digest) told.digests += 1
    })
  })
  await page.goto(`${house.server.url}/plan/${plan}`)
  await page.locator('.save-chip[data-kind="saved"]').waitFor()
  return { page, told }
}

const SEED = 20261121
const TURNS = 40

test(`[W17][P4] whatever two people do to a text at once, their pages and the log have one digest, seed ${SEED}`, async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const both = await Promise.all([listening(chair, plan), listening(member, plan)])
  const pages = both.map(({ page }) => page)
  let random = SEED
  const next = (): number => (random = (random * 1_103_515_245 + 12_345) % 2_147_483_648)
  for (const page of pages) await page.locator('.tiptap').click()
  for (let turn = 0; turn < TURNS; turn++)
    await Promise.all(pages.map(async (page) => HANDS[next() % HANDS.length]?.(page, next())))
  const texts = async (): Promise<number> =>
    new Set(await Promise.all(pages.map(async (page) => (await wordsOf(page)).join('\n')))).size
  await expect.poll(texts).toBe(1)
  const before = both.map(({ told }) => told.digests)
  await expect
    .poll(() => both.every(({ told }, index) => told.digests > (before[index] ?? 0)), { timeout: 15_000 })
    .toBe(true)
  // A digest that differs has a page connect anew, before it answers this.
  for (const page of pages) await page.evaluate(() => undefined)
  expect(both.map(({ told }) => told.sockets)).toEqual([1, 1])
})
