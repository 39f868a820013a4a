import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlanId } from '../../shared/plan/ids.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { scenario } from '../harness/cases.ts'
import { count, type House, openHouse, textFor } from '../harness/house.ts'
import { openClosed, openRaw } from '../harness/rawClient.ts'
import { acknowledged, write, type Writing } from '../harness/writing.ts'

let house: House
// Each writer's connection makes a new client id.
beforeAll(async () => {
  house = await openHouse({ GONGNI_NEW_CLIENT_IDS: '10000000' })
})
afterAll(() => house.server.remove())

const WRITERS = 20
/** The kill comes so long after the first words, milliseconds. */
const KILL_MS = { min: 5, max: 200 }

type Promised = { plan: PlanId; words: ReadonlySet<string> }
/** What was promised in the round before; it must outlive the next kill too. */
let before: Promised | null = null

/** Words in a text that somebody else than this writer wrote. */
const seenBy = (text: string, name: string): string[] =>
  (text.match(/〔[^〕]+〕/g) ?? []).filter((words) => !words.startsWith(`〔${name}写`))

async function expectKept({ plan, words }: Promised): Promise<void> {
  const text = await textFor(house.chair, plan)
  expect([...words].filter((one) => !text.includes(one))).toEqual([])
}

async function again(): Promise<void> {
  before = null
  await house.server.stop('SIGKILL')
  await house.server.start()
}

scenario({
  title: `[P1][P2][W2] SIGKILL ${KILL_MS.min} to ${KILL_MS.max} ms into ${WRITERS} writers: nothing acknowledged and nothing seen by another is lost`,
  test: 25,
  soak: 1_000,
  mend: again,
  run: async (seed) => {
    const { server, chair, member, delegate } = house
    const [delay = 0] = fc.sample(fc.integer(KILL_MS), { seed, numRuns: 1 })
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const reader = await openRaw(delegate, plan)
    const writers: Writing[] = await Promise.all(
      Array.from({ length: WRITERS }, async (_, i) => ({
        client: await openRaw(i % 2 === 0 ? chair : member, plan),
        words: [],
      })),
    )
    const writing = writers.map((one, i) => write(one, `${seed}次${i}号`))
    const [first] = writers
    await first?.client.until(() => first.client.acked > 1)
    // The fault is one of time: wherever in the load it falls.
    await new Promise((resolve) => setTimeout(resolve, delay))
    await server.stop('SIGKILL')
    await Promise.all(writing)
    await reader.until(() => reader.closed !== null)
    const words = new Set([
      ...acknowledged(writers),
      ...seenBy(reader.text(), ''),
      ...writers.flatMap(({ client }, i) => seenBy(client.text(), `${seed}次${i}号`)),
    ])

    expect(words.size).toBeGreaterThan(0)
    const db = server.database()
    expect(db.prepare('PRAGMA integrity_check').get()?.['integrity_check']).toBe('ok')
    db.close()
    await server.start()
    expect(count(server, 'SELECT count(*) - max(seq) FROM log WHERE plan = ?', plan)).toBe(0)
    await expectKept({ plan, words })
    if (before !== null) await expectKept(before)
    before = { plan, words }
  },
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
