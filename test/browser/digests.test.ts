import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { MESSAGE } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { wordsOf } from '../harness/browser.ts'
import { textFor } from '../harness/house.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import type { Person } from '../harness/relayProcess.ts'

const { server, chair, member, contextFor } = await inBrowser()

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

const LOOKS = [
  {
    language: '简体中文',
    width: 1440,
    dark: false,
    said: '这台设备上的文字与服务器的不一致，已换成服务器上的文字。',
  },
  {
    language: '繁體中文',
    width: 390,
    dark: true,
    said: '這台裝置上的文字與伺服器的不一致，已換成伺服器上的文字。',
  },
  {
    language: 'English',
    width: 390,
    dark: false,
    said: 'The text on this device differed from the server’s, which has taken its place.',
  },
] as const

/** Gives the page a language, a width and a scheme. */
async function look(page: Page, { language, width, dark }: (typeof LOOKS)[number]): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.locator('.plan-header .person').click()
  await page.getByRole('menuitemradio', { name: language }).click()
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await page.setViewportSize({ width, height: 844 })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
}

test('[W17] a copy that differs with an equal state vector is found, said in each language and mended, and both texts are there', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const truth = await textFor(chair, plan)
  const page = await (await contextFor(member)).newPage()
  await page.goto(`${server.url}/plan/${plan}`)
  await page.locator('.save-chip[data-kind="saved"]').waitFor()
  await page.goto(server.url)
  expect(await forge(page, plan, '教工书画展', '教工书法展')).toBe(1)
  await page.goto(`${server.url}/plan/${plan}`)
  const note = page.getByRole('alert')
  await page.locator('.tiptap', { hasText: '教工书法展' }).waitFor()
  await note.waitFor()
  await page.locator('.tiptap', { hasText: '教工书画展' }).waitFor()
  expect((await wordsOf(page)).join('\n')).not.toContain('教工书法展')
  expect(await textFor(chair, plan)).toBe(truth)
  await page.locator('.save-chip[data-kind="saved"]').waitFor()
  for (const one of LOOKS) {
    await look(page, one)
    await note.filter({ hasText: one.said }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('.save-chip-aside').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('教工书法展').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await note.locator('..').getByRole('button').click()
  await note.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('tiptap')
  // It stays mended.
  await page.reload()
  await page.locator('.tiptap', { hasText: '教工书画展' }).waitFor()
})

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
  const context = await contextFor(person)
  const page = await context.newPage()
  const told = { sockets: 0, digests: 0 }
  page.on('websocket', (socket) => {
    told.sockets += 1
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string' && payload[0] === MESSAGE.digest) told.digests += 1
    })
  })
  await page.goto(`${server.url}/plan/${plan}`)
  await page.locator('.save-chip[data-kind="saved"]').waitFor()
  return { page, told }
}

const SEED = 20261121
const TURNS = 40

test(`[W17][P4] whatever two people do to a text at once, their pages and the log have one digest, seed ${SEED}`, async () => {
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
