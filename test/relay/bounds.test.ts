/** What one person's connections may cost everyone else together. */
import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { BODY } from '../../shared/text/schema.ts'
import { FRAME_BYTES, READER_FRAME_BYTES, SOCKETS_PER_SESSION } from '../../shared/wire/limits.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { type House, logRows, openHouse } from '../harness/house.ts'
import { openClosed, openRaw, RawClient } from '../harness/rawClient.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

/** One deleted clock by each of this many Yjs clients. */
function manyClients(count: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, count)
  for (let client = count; client > 0; client--) {
    for (const number of [1, client, 0, 1, 1]) encoding.writeVarUint(encoder, number)
    encoding.writeVarString(encoder, BODY)
    encoding.writeVarUint(encoder, 1)
  }
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

test('[P7] somebody who writes with very many client ids is refused; a plan that has very many shuts nobody out', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const bad = await openRaw(member, plan)
  bad.update(manyClients(5000))
  await bad.until(() => bad.refused.length > 0)
  expect(bad.refused[0]?.code).toBe('too-many')
  expect(logRows(server, plan)).toBe(1)
  bad.close()
  const db = server.database()
  db.prepare("INSERT INTO log (plan, seq, body, author, at) VALUES (?, 2, ?, 'years', 0)").run(
    plan,
    manyClients(20_000),
  )
  db.close()
  const before = await openRaw(chair, plan)
  before.type('写')
  await before.until(() => before.acked === before.sent)
  before.close()
  const back = await openRaw(chair, plan, { doc: before.doc })
  expect(Y.decodeStateVector(Y.encodeStateVector(back.doc)).size).toBeGreaterThan(20_000)
  back.type('照常')
  await back.until(() => back.acked === back.sent)
  back.close()
})

test('[P7] who may not write sends no frame as large as a writer’s', async () => {
  const { chair, member, delegate } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [reader, writer] = await Promise.all([openRaw(delegate, plan), openRaw(member, plan)])
  for (const client of [reader, writer]) client.rawPart(new Uint8Array(READER_FRAME_BYTES + 1024 * 1024))
  await reader.until(() => reader.closed !== null)
  expect(reader.closed).toBe(1009)
  expect(writer.closed).toBeNull()
  writer.close()
})

test('[P7] the unfinished frames of one session hold no more than one frame’s worth together', async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [other, ...tabs] = await Promise.all([chair, member, member, member].map((who) => openRaw(who, plan)))
  for (const tab of tabs) tab.rawPart(new Uint8Array(FRAME_BYTES * 0.7))
  const closed = (): number[] => tabs.flatMap((tab) => tab.closed ?? [])
  await Promise.race(tabs.map((tab) => tab.until(() => closed().length >= 2)))
  expect(closed()).toEqual([1009, 1009])
  other?.type('照常')
  await other?.until(() => other.acked === other.sent)
  for (const client of tabs) client.close()
  other?.close()
})

test('[P7] a session has so many sockets and no more; one that closes makes room', async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const tabs = await Promise.all(Array.from({ length: SOCKETS_PER_SESSION }, () => openRaw(member, plan)))
  expect((await openClosed(member, plan)).closed).toBe(1013)
  const other = await openRaw(chair, plan)
  tabs[0]?.close()
  await expect
    .poll(async () => {
      const again = new RawClient(member, plan)
      await again.until(() => again.synced || again.closed !== null)
      again.close()
      return again.synced
    })
    .toBe(true)
  for (const client of [...tabs, other]) client.close()
})
