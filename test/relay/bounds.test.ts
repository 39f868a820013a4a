/** What one person's connections may cost everyone else together. */
import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { BODY } from '../../shared/text/schema.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { type House, logRows, openHouse } from '../harness/house.ts'
import { openRaw } from '../harness/rawClient.ts'

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
