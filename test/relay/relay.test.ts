import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { BODY } from '../../shared/text/schema.ts'
import type { PlanId } from '../../shared/plan/ids.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { logRows as logRowsOf, openHouse, textFor } from '../harness/house.ts'
import { openRaw, paragraphOf, RawClient } from '../harness/rawClient.ts'
import { firstUpdate, newPlanId, type Person, type Server } from '../harness/relayProcess.ts'

let server: Server
let chair: Person
let member: Person
let delegate: Person

beforeAll(async () => {
  ;({ server, chair, member, delegate } = await openHouse())
})
afterAll(() => server.remove())

const logRows = (plan: PlanId): number => logRowsOf(server, plan)

test('[W1] what one member types reaches the other, and is acknowledged', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([openRaw(chair, plan), openRaw(member, plan)])
  a.type('新的一段')
  await a.until(() => a.acked === a.sent)
  await b.until(() => b.text().includes('新的一段'))
  expect(b.text()).toBe(a.text())
  a.close()
  b.close()
})

test('[P6][W6] a delegate who sends a raw update is refused and told; the log has not one byte of it', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [intruder, other] = await Promise.all([openRaw(delegate, plan), openRaw(member, plan)])
  const before = logRows(plan)
  intruder.type('代表不能写')
  await intruder.until(() => intruder.refused.length > 0)
  expect(intruder.refused[0]?.code).toBe('not-allowed')
  other.type('别人不受影响')
  await other.until(() => other.acked === other.sent)
  expect(logRows(plan)).toBe(before + 1)
  expect(await textFor(chair, plan)).not.toContain('代表不能写')
  intruder.close()
  other.close()
})

test('[W6] a demotion reaches the open connection, and a promotion gives writing back', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const person = await chair.bring('member', '赵老师')
  const client = await openRaw(person, plan)
  expect(client.standing?.mayWrite).toBe(true)
  await chair.request('PATCH', `/members/${person.me.user.id}`, { role: 'delegate' })
  await client.until(() => client.standing?.mayWrite === false)
  await chair.request('PATCH', `/members/${person.me.user.id}`, { role: 'member' })
  await client.until(() => client.standing?.mayWrite === true)
  client.close()
})

test('[W6] a stage row changed by another process freezes the text', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const client = await openRaw(member, plan)
  const db = server.database()
  db.prepare("UPDATE plans SET stage = 'ballot' WHERE id = ?").run(plan)
  db.close()
  client.type('太晚了')
  await client.until(() => client.refused.length > 0)
  expect(client.refused[0]?.code).toBe('plan-frozen')
  expect(await textFor(chair, plan)).not.toContain('太晚了')
  client.close()
})

test('[H3] removing a person closes the open connection and ends the session', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const person = await chair.bring('member', '钱老师')
  const client = await openRaw(person, plan)
  await chair.request('DELETE', `/members/${person.me.user.id}`)
  await client.until(() => client.closed !== null)
  expect((await person.request('GET', '/me')).status).toBe(401)
})

test('[W4][W5] an update without its predecessor is asked for again; a known one is acknowledged and not logged', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const client = await openRaw(chair, plan)
  const updates: Uint8Array[] = []
  const scratch = new Y.Doc()
  Y.applyUpdate(scratch, Y.encodeStateAsUpdate(client.doc))
  scratch.on('update', (update: Uint8Array) => updates.push(update))
  for (const words of ['一', '二']) scratch.getXmlFragment(BODY).insert(0, [paragraphOf(words)])
  const [first, second] = updates
  if (first === undefined || second === undefined) throw new Error('two edits give two updates')
  const rows = logRows(plan)
  const resyncs = client.resyncs
  client.update(second)
  await client.until(() => client.resyncs > resyncs)
  expect(logRows(plan)).toBe(rows)
  client.update(first)
  client.update(second)
  await client.until(() => client.acked === client.sent)
  const after = logRows(plan)
  expect(after).toBeGreaterThan(rows)
  client.update(first)
  await client.until(() => client.acked === client.sent)
  expect(logRows(plan)).toBe(after)
  client.close()
})

test('[W7] a client id belongs to who first wrote with it', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [owner, forger] = await Promise.all([openRaw(chair, plan), openRaw(member, plan)])
  owner.type('主席写的')
  await forger.until(() => forger.text().includes('主席写的'))
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(forger.doc))
  forged.clientID = owner.doc.clientID
  const before = Y.encodeStateVector(forged)
  forged.getXmlFragment(BODY).insert(0, [paragraphOf('冒名')])
  forger.update(Y.encodeStateAsUpdate(forged, before))
  await forger.until(() => forger.refused.length > 0)
  expect(forger.refused[0]?.code).toBe('foreign-client-id')
  owner.close()
  forger.close()
})

test('[W8] twenty racing creations of one plan give one seed', async () => {
  const id = newPlanId()
  const first = firstUpdate(SCHOOL_YEAR)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => chair.request('POST', '/plans', { id, first })),
  )
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
  expect(answers.every((answer) => answer.ok)).toBe(true)
  expect(logRows(id)).toBe(1)
  const text = await textFor(chair, id)
  expect(text.split('指导思想')).toHaveLength(2)
})

test('[W12] a foreign, null or missing Origin is refused, for sockets and for changes', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  for (const origin of ['https://evil.example', 'null', '']) {
    const socket = new RawClient(chair, plan, { origin })
    await socket.until(() => socket.closed !== null)
    expect(socket.closed).toBe(403)
    expect((await chair.request('POST', '/logout', {}, { origin })).status).toBe(403)
  }
})

test('[W11] awareness shows the true person, whatever was sent', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [liar, other] = await Promise.all([openRaw(delegate, plan), openRaw(member, plan)])
  const inner = encoding.createEncoder()
  for (const [client, name] of [
    [liar.doc.clientID, '假主席'],
    [other.doc.clientID, '冒充'],
  ] as const) {
    encoding.writeVarUint(inner, client)
    encoding.writeVarUint(inner, 1)
    encoding.writeVarString(inner, JSON.stringify({ user: { name, color: 'red' } }))
  }
  const frame = encoding.createEncoder()
  encoding.writeVarUint(frame, 1)
  const body = encoding.toUint8Array(inner)
  const counted = new Uint8Array(body.length + 1)
  counted[0] = 2
  counted.set(body, 1)
  encoding.writeVarUint8Array(frame, counted)
  liar.raw(encoding.toUint8Array(frame))
  await other.until(() =>
    other.awareness.some((update) => new TextDecoder().decode(update).includes('王代表')),
  )
  const all = other.awareness.map((update) => new TextDecoder().decode(update)).join()
  expect(all).not.toContain('假主席')
  expect(all).not.toContain('冒充')
  liar.close()
  other.close()
})

test('[W13] a stock y-websocket client works', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const doc = new Y.Doc()
  const headers = { headers: { cookie: chair.cookie }, origin: server.url }
  class WithCookie extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, headers)
    }
  }
  const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/sync/text`, plan, doc, {
    WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  const other = await openRaw(member, plan)
  doc.getXmlFragment(BODY).insert(0, [paragraphOf('普通客户端')])
  await other.until(() => other.text().includes('普通客户端'))
  expect(doc.getXmlFragment(BODY).toJSON()).toBe(other.text())
  provider.destroy()
  other.close()
})

test('[W10] a long tail is folded into a snapshot that opens to the same text', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const writer = await openRaw(chair, plan)
  for (let n = 0; n < 1100; n++) {
    writer.type(`段${n}`)
    await writer.until(() => writer.acked === writer.sent)
  }
  const db = server.database()
  const count = (): number =>
    Number(db.prepare('SELECT count(*) AS n FROM snapshots WHERE plan = ?').get(plan)?.['n'])
  await expect.poll(count, { timeout: 10_000 }).toBeGreaterThan(0)
  db.close()
  const text = writer.text()
  writer.close()
  await server.stop('SIGKILL')
  await server.start()
  expect(await textFor(member, plan)).toBe(text)
})
