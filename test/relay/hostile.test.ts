import * as fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import { BODY } from '../../shared/text/schema.ts'
import { FRAME_BYTES, UNSENT_BYTES, UPDATE_BYTES } from '../../shared/wire/limits.ts'
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { type House, logRows, openHouse, textFor } from '../harness/house.ts'
import { openRaw, paragraphOf, RawClient } from '../harness/rawClient.ts'

const SEED = 20261120
const CASES = 1000

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

const frameOf = (step: number, update: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

/** What one more paragraph by a new client of this text is as an update. */
function freshUpdate(doc: Y.Doc, words: string): Uint8Array {
  const own = new Y.Doc()
  Y.applyUpdate(own, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(own)
  own.getXmlFragment(BODY).insert(0, [paragraphOf(words)])
  return Y.encodeStateAsUpdate(own, before)
}

/** Claims of millions in a few bytes. */
const BOMBS = [
  [1, 255, 255, 255, 127, 1, 0],
  [255, 255, 255, 127],
  [1, 1, 5, 0, 0, 255, 255, 255, 255, 255, 255, 255, 15, 0],
  [1, 1, 5, 0, 8, 255, 255, 255, 127],
  [0, 1, 7, 255, 255, 255, 127],
  [0, 1, 7, 1, 0, 255, 255, 255, 127],
].map((bytes) => Uint8Array.from(bytes))

/** Frames that are no update of ours: cut, random, or claiming more than they hold. */
const brokenFrames = (valid: Uint8Array): fc.Arbitrary<Uint8Array> => {
  const update = fc.oneof(
    fc.nat(Math.min(valid.length, 4000) - 1).map((end) => valid.slice(0, end)),
    fc.uint8Array({ minLength: 1, maxLength: 64 }).filter((bytes) => !(bytes[0] === 0 && bytes[1] === 0)),
    fc.constantFrom(...BOMBS),
  )
  const step = fc.constantFrom(SYNC.step1, SYNC.step2, SYNC.update)
  return fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc.tuple(step, update).map(([one, bytes]) => frameOf(one, bytes)),
    fc.tuple(update, fc.nat(200)).map(([bytes, end]) => frameOf(SYNC.update, bytes).slice(0, end)),
  )
}

/** Sends frames under one person's name, on a new connection whenever the relay has closed the last. */
async function attack(house: House, plan: PlanId, frames: readonly Uint8Array[]): Promise<void> {
  let attacker = await openRaw(house.member, plan)
  for (const [index, frame] of frames.entries()) {
    if (attacker.closed !== null) attacker = await openRaw(house.member, plan)
    attacker.raw(frame)
    if (index % 50 !== 49) continue
    // The relay has dealt with everything before it answers this.
    attacker.synced = false
    attacker.askAll()
    await attacker.until(() => attacker.synced || attacker.closed !== null)
  }
  attacker.close()
}

test(`[P7][W3] ${CASES} broken frames of a writer, seed ${SEED}: the server lives, the log takes nothing, others see nothing`, async () => {
  const { server, chair } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const witness = await openRaw(chair, plan)
  const before = witness.text()
  const valid = freshUpdate(witness.doc, '攻击'.repeat(2000))
  const frames = fc.sample(brokenFrames(valid), { seed: SEED, numRuns: CASES })
  let seen = 0
  witness.doc.on('update', () => (seen += 1))
  await attack(house, plan, frames)
  expect(seen).toBe(0)
  expect(logRows(server, plan)).toBe(1)
  witness.type('还活着')
  await witness.until(() => witness.acked === witness.sent)
  expect(logRows(server, plan)).toBe(2)
  expect(await textFor(house.delegate, plan)).toBe(`${before}<paragraph>还活着</paragraph>`)
  expect(witness.closed).toBeNull()
  witness.close()
})

test(`[P4][P7] ${CASES} updates with changed bytes, seed ${SEED}: whatever is taken, everyone sees the same, also after a restart`, async () => {
  const { server, chair } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const witness = await openRaw(chair, plan)
  const valid = Array.from({ length: 20 }, (_, i) => freshUpdate(witness.doc, `第${i}段话，供人改动。`))
  const changes = fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { minLength: 1, maxLength: 4 })
  const frames = fc.sample(
    fc.tuple(fc.constantFrom(...valid), changes).map(([update, at]) => {
      const changed = Uint8Array.from(update)
      for (const [where, byte] of at) changed[where % changed.length] = byte
      return frameOf(SYNC.update, changed)
    }),
    { seed: SEED, numRuns: CASES },
  )
  await attack(house, plan, frames)
  witness.type('最后一段')
  await witness.until(() => witness.acked === witness.sent)
  const text = await textFor(house.delegate, plan)
  expect(witness.text()).toBe(text)
  expect(logRows(server, plan)).toBeGreaterThan(2)
  expect(witness.doc.store.pendingStructs).toBeNull()
  witness.close()
  await server.stop('SIGKILL')
  await server.start()
  expect(await textFor(house.delegate, plan)).toBe(text)
})

test('[P7] an update over the limit is refused, a frame over the limit and a text frame end the connection', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const other = await openRaw(chair, plan)
  const large = await openRaw(member, plan)
  large.update(freshUpdate(large.doc, 'a'.repeat(UPDATE_BYTES)))
  await large.until(() => large.refused.length > 0)
  expect(large.refused[0]?.code).toBe('too-large')
  large.raw(new Uint8Array(FRAME_BYTES + 1))
  await large.until(() => large.closed !== null)
  expect(large.closed).toBe(1009)
  const chatty = await openRaw(member, plan)
  chatty.rawText('{"hello":"relay"}')
  await chatty.until(() => chatty.closed !== null)
  expect(chatty.closed).toBe(1007)
  other.type('照常')
  await other.until(() => other.acked === other.sent)
  expect(logRows(server, plan)).toBe(2)
  other.close()
})

test('[W14] a reader that stalls is cut off at the bound, writers do not wait for it, and it can come back to a text larger than that', async () => {
  const { chair, member, delegate } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [stalled, writer] = await Promise.all([openRaw(delegate, plan), openRaw(member, plan)])
  stalled.stall()
  const part = '计'.repeat(300_000)
  const body = writer.doc.getXmlFragment(BODY)
  const first = body.length
  // Enough to fill the system's buffers too; the text itself stays at a few parts.
  for (let sent = 0; sent < UNSENT_BYTES * 8; sent += part.length * 3) {
    if (body.length > first + 6) body.delete(first)
    writer.type(part)
    await writer.until(() => writer.acked === writer.sent)
  }
  expect(body.toJSON().length * 3).toBeGreaterThan(UNSENT_BYTES)
  stalled.unstall()
  await stalled.until(() => stalled.closed !== null)
  expect(stalled.text()).not.toBe(writer.text())
  const back = new RawClient(delegate, plan)
  await back.until(() => back.synced)
  writer.type('它回来了')
  await back.until(() => back.text().includes('它回来了'))
  expect(back.text()).toBe(writer.text())
  back.close()
  writer.close()
})

test('[W3] roots, sub-documents and XML hooks that no editor of ours makes are malformed', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const client = await openRaw(member, plan)
  const makers: ((doc: Y.Doc) => void)[] = [
    (doc) => doc.getMap('secrets').set('a', 1),
    (doc) => doc.getMap('front').set('sub', new Y.Doc()),
    (doc) => doc.getMap('front').set('__proto__', 'x'),
    (doc) => doc.getMap('front').set('hook', new Y.XmlHook('script')),
  ]
  for (const make of makers) {
    const doc = new Y.Doc()
    make(doc)
    client.update(Y.encodeStateAsUpdate(doc))
  }
  await client.until(() => client.refused.length === makers.length)
  expect(client.refused.map(({ code }) => code)).toEqual(makers.map(() => 'malformed'))
  expect(logRows(server, plan)).toBe(1)
  client.close()
})

test('[P7] whoever keeps sending what cannot be kept is sent away after a few, and nobody else is', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [other, bad] = await Promise.all([openRaw(chair, plan), openRaw(member, plan)])
  // Each as if by another Yjs client, so that none lacks its predecessor.
  for (let n = 0; n < 20; n++) {
    const doc = new Y.Doc()
    doc.getXmlFragment(BODY).insert(0, [new Y.XmlText('画不出来')])
    bad.update(Y.encodeStateAsUpdate(doc))
  }
  await bad.until(() => bad.closed !== null)
  expect(bad.closed).toBe(1013)
  expect(bad.refused.every(({ code }) => code === 'malformed')).toBe(true)
  other.type('照常')
  await other.until(() => other.acked === other.sent)
  expect(logRows(server, plan)).toBe(2)
  expect(await textFor(chair, plan)).not.toContain('画不出来')
  other.close()
})
