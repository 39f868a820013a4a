import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { BODY } from '../../shared/text/schema.ts'
import { FRAME_BYTES, UNSENT_BYTES, UPDATE_BYTES } from '../../shared/wire/limits.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { type House, logRows, openHouse, textFor } from '../harness/house.ts'
import { openRaw, RawClient } from '../harness/rawClient.ts'
import { freshUpdate } from '../harness/writing.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

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
