/** Bytes that no editor sent, or that changed on their way, under the name of somebody who may write. */
import * as fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect } from 'vitest'
import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import { BODY, FRONT } from '../../shared/text/schema.ts'
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { scenario } from '../harness/cases.ts'
import { type House, logRows, openHouse, storedDoc, textFor } from '../harness/house.ts'
import { openRaw, paragraphOf } from '../harness/rawClient.ts'
import { freshUpdate } from '../harness/writing.ts'

/** Frames that one case of a scenario sends. */
const BATCH = 250

let house: House
// A changed byte is soon another client id.
beforeAll(async () => {
  house = await openHouse({ GONGNI_NEW_CLIENT_IDS: '10000000' })
})
afterAll(() => house.server.remove())

const frameOf = (step: number, update: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
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

/** Frames that are no update of ours: cut, random, or claiming more than they hold; and such state vectors. */
const brokenFrames = (valid: Uint8Array, vector: Uint8Array): fc.Arbitrary<Uint8Array> => {
  const update = fc.oneof(
    fc.nat(Math.min(valid.length, 4000) - 1).map((end) => valid.slice(0, end)),
    fc.uint8Array({ minLength: 1, maxLength: 64 }).filter((bytes) => !(bytes[0] === 0 && bytes[1] === 0)),
    fc.constantFrom(...BOMBS),
  )
  const question = fc.oneof(
    update,
    fc.nat(vector.length - 1).map((end) => vector.slice(0, end)),
    changed(vector),
  )
  const step = fc.constantFrom(SYNC.step2, SYNC.update)
  return fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    question.map((bytes) => frameOf(SYNC.step1, bytes)),
    fc.tuple(step, update).map(([one, bytes]) => frameOf(one, bytes)),
    fc.tuple(update, fc.nat(200)).map(([bytes, end]) => frameOf(SYNC.update, bytes).slice(0, end)),
  )
}

/** The same with one to four bytes changed. */
function changed(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { minLength: 1, maxLength: 4 })
  return changes.map((all) => {
    const copy = Uint8Array.from(bytes)
    for (const [where, byte] of all) copy[where % copy.length] = byte
    return copy
  })
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

const storedText = (plan: PlanId): string => storedDoc(house.server, plan).getXmlFragment(BODY).toJSON()

scenario({
  title:
    '[P7][W3] truncated, random and number-bomb updates and state vectors: the server lives, the log takes nothing, others see nothing',
  test: 2_500,
  soak: 500_000,
  batch: BATCH,
  run: async (seed) => {
    const { server, chair } = house
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const witness = await openRaw(chair, plan)
    const before = witness.text()
    const valid = freshUpdate(witness.doc, '攻击'.repeat(2000))
    const broken = brokenFrames(valid, Y.encodeStateVector(witness.doc))
    let seen = 0
    witness.doc.on('update', () => (seen += 1))
    await attack(house, plan, fc.sample(broken, { seed, numRuns: BATCH }))
    expect(seen).toBe(0)
    expect(logRows(server, plan)).toBe(1)
    witness.type('还活着')
    await witness.until(() => witness.acked === witness.sent)
    expect(logRows(server, plan)).toBe(2)
    expect(await textFor(house.delegate, plan)).toBe(`${before}<paragraph>还活着</paragraph>`)
    expect(storedText(plan)).toBe(witness.text())
    expect(witness.closed).toBeNull()
    witness.close()
  },
})

/** What an editor sends: a paragraph, letters, a mark, an attribute, a deletion, and all of it at once. */
function validUpdates(doc: Y.Doc, clientId: number): Uint8Array[] {
  const own = new Y.Doc()
  own.clientID = clientId
  Y.applyUpdate(own, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(own)
  const updates: Uint8Array[] = []
  own.on('update', (update: Uint8Array) => updates.push(update))
  const body = own.getXmlFragment(BODY)
  const [first, paragraph] = [body.get(0), paragraphOf('一段话，供人改动。')]
  body.insert(1, [paragraph])
  const words = paragraph.get(0)
  if (!(words instanceof Y.XmlText) || !(first instanceof Y.XmlElement))
    throw new Error('a text has paragraphs')
  words.insert(2, '新写的')
  words.format(1, 3, { bold: true, link: { href: 'https://a.example' } })
  words.delete(0, 2)
  first.setAttribute('months', '3,4')
  own.getMap(FRONT).set('title', '改过的标题')
  body.delete(2)
  return [...updates, Y.encodeStateAsUpdate(own, before), Y.encodeStateAsUpdate(own)]
}

let [tried, taken] = [0, 0]
scenario({
  title:
    '[P4][P7] updates with changed bytes: whatever is taken, everyone sees the same, and so it stands in the log',
  test: 2_500,
  soak: 500_000,
  batch: BATCH,
  run: async (seed) => {
    const { server, chair, delegate } = house
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const witness = await openRaw(chair, plan)
    const valid = Array.from({ length: 20 }, (_, nth) =>
      validUpdates(witness.doc, (seed % 1_000_000) * 100 + nth),
    ).flat()
    const step = fc.constantFrom(SYNC.step2, SYNC.update)
    const frames = fc
      .tuple(step, fc.constantFrom(...valid).chain(changed))
      .map(([one, update]) => frameOf(one, update))
    await attack(house, plan, fc.sample(frames, { seed, numRuns: BATCH }))
    witness.type('最后一段')
    await witness.until(() => witness.acked === witness.sent)
    const text = await textFor(delegate, plan)
    expect(witness.text()).toBe(text)
    expect(storedText(plan)).toBe(text)
    // Of so many some are taken; otherwise this would show nothing.
    tried += 1
    taken += logRows(server, plan) - 2
    expect(taken > 0 || tried < 5).toBe(true)
    expect(witness.doc.store.pendingStructs).toBeNull()
    expect(witness.closed).toBeNull()
    witness.close()
  },
})
