import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { BODY, SCHEMA_VERSION } from '../../shared/text/schema.ts'
import { MESSAGE, SUBPROTOCOL_PREFIX, SYNC } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { contextOf, launch, openPlanPage, wordsOf } from '../harness/browser.ts'
import { type House, logRows, openHouse, textFor } from '../harness/house.ts'
import { openRaw } from '../harness/rawClient.ts'

const HOOK = join(import.meta.dirname, '../fixtures/nextSchema.mjs')

let house: House
let browser: Browser
beforeAll(async () => {
  house = await openHouse()
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await house.server.remove()
})

/** Whether a frame is an update with something in it. */
const isUpdate = (frame: Buffer): boolean =>
  frame[0] === MESSAGE.sync &&
  frame[1] !== SYNC.step1 &&
  !(frame[2] === 2 && frame[3] === 0 && frame[4] === 0)

test('[W13] when the server is of a newer schema, a page that was open and one that is opened then are read-only and say so, and send no update for what they do not know', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextOf(browser, member)
  const sent: Buffer[] = []
  context.on('page', (page) =>
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (typeof payload !== 'string') sent.push(payload)
      }),
    ),
  )
  const before = await openPlanPage(context, member, plan)
  await server.stop()
  await before.locator('.save-chip[data-kind="offline"]').waitFor()
  server.tracer = ['env', `NODE_OPTIONS=--import ${HOOK}`]
  await server.start()
  const newer = await openRaw(chair, plan, { subprotocol: `${SUBPROTOCOL_PREFIX}${SCHEMA_VERSION + 1}` })
  expect(newer.standing).toMatchObject({ mayWrite: true, schema: SCHEMA_VERSION + 1 })
  const unknown = new Y.XmlElement('seal')
  unknown.insert(0, [new Y.XmlText('新版才有的一块')])
  newer.doc.getXmlFragment(BODY).insert(1, [unknown])
  const [first] = newer.doc.getXmlFragment(BODY).toArray()
  if (first instanceof Y.XmlElement) first.setAttribute('colour', 'red')
  await newer.until(() => newer.acked === newer.sent)
  const rows = logRows(server, plan)

  for (const page of [before, await openPlanPage(context, member, plan)]) {
    await page.bringToFront()
    await page.getByText('页面版本太旧').waitFor()
    await page.locator('.save-chip[data-kind="saved"]').waitFor()
    expect(await page.locator('.tiptap').getAttribute('contenteditable')).toBe('false')
    await page.locator('.tiptap').click()
    await page.keyboard.type('旧版写的')
  }
  // What others write goes on arriving, beside what is not known too.
  newer.type('新版写的一段')
  for (const page of context.pages()) {
    await page.getByText('新版写的一段').waitFor()
    expect((await wordsOf(page)).join()).not.toContain('旧版写的')
  }
  expect(sent.filter(isUpdate)).toEqual([])
  expect(sent.length).toBeGreaterThan(0)
  expect(logRows(server, plan)).toBe(rows + 1)
  const text = await textFor(chair, plan)
  expect(text).toBe(newer.text())
  expect(text).toContain('<seal>新版才有的一块</seal>')
  newer.close()
})
