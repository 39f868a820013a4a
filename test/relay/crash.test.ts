import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { count, type House, openHouse, textFor } from '../harness/house.ts'
import { openClosed, openRaw } from '../harness/rawClient.ts'
import { acknowledged, write, type Writing } from '../harness/writing.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

const KILLS = 5
const WRITERS = 12

test(`[P1][P2][W2] ${KILLS} kills under load of ${WRITERS} writers: nothing acknowledged and nothing seen by another is lost`, async () => {
  const { server, chair, member, delegate } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const promised = new Set<string>()
  for (let kill = 0; kill < KILLS; kill++) {
    const reader = await openRaw(delegate, plan)
    const writers: Writing[] = await Promise.all(
      Array.from({ length: WRITERS }, async (_, i) => ({
        client: await openRaw(i % 2 === 0 ? chair : member, plan),
        words: [],
      })),
    )
    const writing = writers.map((one, i) => write(one, `${kill}次${i}号`))
    // Each round is cut at another depth into the load, with frames of everyone under way.
    const [first] = writers
    await first?.client.until(() => first.client.acked > 5 + kill * 7)
    await server.stop('SIGKILL')
    await Promise.all(writing)
    await reader.until(() => reader.closed !== null)
    for (const words of acknowledged(writers)) promised.add(words)
    for (const words of reader.text().match(/〔[^〕]+〕/g) ?? []) promised.add(words)

    await server.start()
    const text = await textFor(chair, plan)
    expect([...promised].filter((words) => !text.includes(words))).toEqual([])
    expect(promised.size).toBeGreaterThan(WRITERS * (kill + 1))
    expect(count(server, 'SELECT count(*) - max(seq) FROM log WHERE plan = ?', plan)).toBe(0)
    const db = server.database()
    expect(db.prepare('PRAGMA integrity_check').get()?.['integrity_check']).toBe('ok')
    db.close()
  }
})

test('[W1][P1] a writer who was cut off in mid-write gives the rest when it is back, once', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const before = await openRaw(member, plan)
  before.type('断线前')
  await before.until(() => before.acked === before.sent)
  await server.stop('SIGKILL')
  await before.until(() => before.closed !== null)
  before.type('断线时')
  await server.start()
  const after = await openRaw(member, plan, { doc: before.doc })
  await after.until(() => after.acked === after.sent)
  const text = await textFor(chair, plan)
  for (const words of ['断线前', '断线时']) expect(text.split(words)).toHaveLength(2)
})

test('[W9] a log that lacks a row closes the room and makes no blank plan', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const writer = await openRaw(chair, plan)
  for (const words of ['一', '二', '三']) {
    writer.type(words)
    await writer.until(() => writer.acked === writer.sent)
  }
  writer.close()
  await server.stop('SIGKILL')
  const db = server.database()
  db.prepare('DELETE FROM log WHERE plan = ? AND seq = 2').run(plan)
  db.close()
  await server.start()
  const reader = await openClosed(member, plan)
  expect(reader.closed).toBe(1011)
  expect(reader.synced).toBe(false)
  expect(count(server, 'SELECT count(*) FROM log WHERE plan = ?', plan)).toBe(3)
  const other = await chair.createPlan(SCHOOL_YEAR)
  expect(await textFor(member, other)).toContain('指导思想')
})
