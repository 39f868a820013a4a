/** Networks that fail in the middle of a word: what was acknowledged is there, and what was not goes again, once. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { scenario } from '../harness/cases.ts'
import { type House, openHouse, textFor } from '../harness/house.ts'
import { type Direction, Network } from '../harness/network.ts'
import { openRaw } from '../harness/rawClient.ts'

let house: House
let network: Network
beforeAll(async () => {
  house = await openHouse({ GONGNI_NEW_CLIENT_IDS: '10000000' })
  network = await new Network(house.server.url).open()
})
afterAll(async () => {
  network.close()
  await house.server.remove()
})
const passAll = async (): Promise<void> => {
  network.fates.up = { kind: 'pass' }
  network.fates.down = { kind: 'pass' }
}

const CUTS = fc.record({
  direction: fc.constantFrom<Direction>('up', 'down'),
  length: fc.integer({ min: 1, max: 3_000 }),
  // Frames of that many letters of three bytes, and what comes around them.
  after: fc.double({ min: 0, max: 1.05, noNaN: true }),
})

scenario({
  title:
    '[P1][P7][W4] a connection cut in the middle of a frame, either way: nobody sees half of it, and after coming back all have all of it once',
  test: 60,
  soak: 20_000,
  mend: passAll,
  run: async (seed) => {
    const { chair, member } = house
    const [cut] = fc.sample(CUTS, { seed, numRuns: 1 })
    if (cut === undefined) throw new Error('no cut was drawn')
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const victim = await openRaw(member, plan, { via: network.url })
    const other = await openRaw(chair, plan)
    const words = `〔起${'字'.repeat(cut.length)}讫〕`
    network.fates[cut.direction] = { kind: 'cut', after: Math.floor(cut.after * words.length * 3) }
    const writer = cut.direction === 'up' ? victim : other
    writer.type(words)
    // More of it, should the first have got through.
    for (let n = 0; victim.closed === null; n++) {
      writer.type(`〔续${n}〕`)
      const { sent } = writer
      await writer.until(() => writer.closed !== null || writer.acked >= sent)
    }
    await passAll()
    victim.type('〔断线后〕')
    const back = await openRaw(member, plan, { doc: victim.doc })
    await back.until(() => back.acked === back.sent)
    await other.until(() => other.text().includes('〔断线后〕') && other.acked === other.sent)
    await back.until(() => back.text() === other.text())
    const text = await textFor(chair, plan)
    expect(text).toBe(back.text())
    for (const once of [words, '〔断线后〕']) expect(text.split(once)).toHaveLength(2)
    expect([...back.refused, ...other.refused]).toEqual([])
    back.close()
    other.close()
  },
})

scenario({
  title:
    '[P4] a slow network that tears frames into pieces: three who write at once have one text, and each is told what is saved',
  test: 3,
  soak: 2_000,
  mend: passAll,
  run: async (seed) => {
    const { chair, member } = house
    const [{ piece, ms } = { piece: 1, ms: 1 }] = fc.sample(
      fc.record({ piece: fc.integer({ min: 100, max: 1_500 }), ms: fc.nat(2) }),
      { seed, numRuns: 1 },
    )
    network.fates.up = { kind: 'delay', piece, ms }
    network.fates.down = { kind: 'delay', piece: piece * 2, ms }
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const writers = await Promise.all(
      [chair, member, member].map((who) => openRaw(who, plan, { via: network.url })),
    )
    for (let n = 0; n < 5; n++)
      for (const [nth, client] of writers.entries()) {
        client.type(`〔${nth}人第${n}句〕`)
        if (n % 2 === 0) await client.until(() => client.acked > n)
      }
    for (const client of writers) await client.until(() => client.acked === client.sent)
    const text = await textFor(chair, plan)
    for (const client of writers) {
      await client.until(() => client.text() === text)
      expect(client.closed).toBeNull()
      client.close()
    }
    expect(text.match(/〔\d人第\d句〕/g)).toHaveLength(15)
    await passAll()
  },
})
