import { afterAll, beforeAll, expect, test } from 'vitest'
import { DIGEST_FORM } from '../../shared/text/digest.ts'
import { BODY } from '../../shared/text/schema.ts'
import { digestQuestion, MESSAGE } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { type House, openHouse } from '../harness/house.ts'
import { openRaw, type RawClient } from '../harness/rawClient.ts'
import { RawExchange } from '../harness/rawExchange.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

async function askDigest(client: RawClient): Promise<void> {
  const { digests } = client
  client.raw(digestQuestion())
  await client.until(() => client.digests > digests)
}

test('[W17] the relay’s digest is that of every replica, as it is written, after a restart and over HTTP', async () => {
  const { server, chair, member, delegate } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [writer, reader] = await Promise.all([openRaw(member, plan), openRaw(delegate, plan)])
  await Promise.all([askDigest(writer), askDigest(reader)])
  writer.type('加一段')
  writer.doc.getXmlFragment(BODY).delete(0, 2)
  await writer.until(() => writer.acked === writer.sent)
  await reader.until(() => reader.text() === writer.text())
  await Promise.all([askDigest(writer), askDigest(reader)])
  await server.stop('SIGKILL')
  await server.start()
  const again = await openRaw(chair, plan, { doc: writer.doc })
  await askDigest(again)
  expect([writer, reader, again].map(({ wrongDigests }) => wrongDigests)).toEqual([0, 0, 0])
  const http = new RawExchange(member, plan)
  await http.ask()
  const told = await http.post([http.question(), digestQuestion()])
  expect([told.alike, told.difference]).toEqual([true, true])
  again.close()
})

test('[W17] a digest is of just what was sent before it, however others write meanwhile', async () => {
  const { chair, member, delegate } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [one, other, reader] = await Promise.all([
    openRaw(chair, plan),
    openRaw(member, plan),
    openRaw(delegate, plan),
  ])
  for (let n = 0; n < 60; n++) {
    one.type(`甲${n}`)
    other.type(`乙${n}`)
    if (n % 6 === 0) await askDigest(reader)
  }
  expect(reader.digests).toBe(10)
  expect(reader.wrongDigests).toBe(0)
  for (const client of [one, other, reader]) client.close()
})

test('[W17] a copy with the same state vector and other words is found', async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [honest, strange] = await Promise.all([openRaw(chair, plan), openRaw(member, plan)])
  honest.type('一样长')
  await honest.until(() => honest.acked === honest.sent)
  await strange.until(() => strange.text() === honest.text())
  // Deletions are in no state vector.
  strange.doc.transact(() => strange.doc.getXmlFragment(BODY).delete(0), strange)
  await askDigest(strange)
  expect(strange.wrongDigests).toBe(1)
  honest.close()
  strange.close()
})

test('[W17] a page that makes another form of digest is given none, and stays connected', async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const newer = await openRaw(member, plan)
  newer.raw(Uint8Array.of(MESSAGE.digest, DIGEST_FORM + 1))
  newer.type('照写')
  await newer.until(() => newer.acked === newer.sent)
  expect([newer.digests, newer.closed]).toEqual([0, null])
  newer.close()
})

test('[W17][W13] a stock y-websocket client gets no digest: the message is none of its protocol', async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const stock = await openRaw(member, plan, { subprotocol: null })
  stock.raw(digestQuestion())
  await stock.until(() => stock.closed !== null)
  expect([stock.closed, stock.ownMessages]).toEqual([1007, 0])
})
