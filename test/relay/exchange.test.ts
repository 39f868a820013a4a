import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import {
  CLOCK_LEAP,
  EXCHANGE_FRAMES,
  EXCHANGES_PER_MINUTE,
  FRAME_BYTES,
  READER_FRAME_BYTES,
  SOCKETS_PER_SESSION,
  VECTOR_BYTES,
} from '../../shared/wire/limits.ts'
import { writeExchange } from '../../shared/wire/exchange.ts'
import { ackFrame, SUBPROTOCOL, SUBPROTOCOL_PREFIX, SYNC, syncFrame } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { gongni } from '../harness/command.ts'
import { count, type House, logRows, openHouse, textFor } from '../harness/house.ts'
import { openRaw } from '../harness/rawClient.ts'
import { RawExchange } from '../harness/rawExchange.ts'

const askAll = syncFrame(SYNC.step1, Uint8Array.of(0))
const over = (limit: number) => new Uint8Array(limit + VECTOR_BYTES + 1)

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

test('[W16] what one gives over HTTP the others see at once on their sockets, and what they write comes back', async () => {
  const { chair, member, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const socket = await openRaw(chair, plan)
  const http = new RawExchange(member, plan)
  const hello = await http.ask()
  expect(hello.standing).toMatchObject({
    user: member.me.user.id,
    role: 'member',
    stage: 'draft',
    mayWrite: true,
  })
  expect(http.text()).toBe(socket.text())
  http.type('没有套接字')
  const given = await http.give()
  expect([given.acked, given.gap, given.refused]).toEqual([1, false, []])
  await socket.until(() => socket.text().includes('没有套接字'))
  socket.type('有套接字')
  await socket.until(() => socket.acked === socket.sent)
  await http.ask()
  expect(http.text()).toBe(socket.text())
  expect(logRows(server, plan)).toBe(3)
  socket.close()
})

test('[W16] one who has all is told so without a difference, and hears that the record has grown', async () => {
  const { chair, delegate } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const http = new RawExchange(delegate, plan)
  expect((await http.ask()).difference).toBe(true)
  const quiet = await http.ask()
  expect([quiet.difference, quiet.standing?.role, quiet.record]).toEqual([false, 'delegate', 0])
  const id = 'a'.repeat(22)
  const said = await chair.request('POST', `/plans/${plan}/events`, {
    id,
    body: { kind: 'stage', stage: 'consultation' },
  })
  expect(said.status).toBe(201)
  const after = await http.ask()
  expect([after.difference, after.standing?.stage, after.record]).toEqual([false, 'consultation', 1])
})

test('[W16][W5] what is known is acknowledged and not logged, and what comes twice is there once', async () => {
  const { chair, member, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const http = new RawExchange(member, plan)
  await http.ask()
  const before = http.relay
  http.type('一次')
  await http.give()
  http.relay = before
  expect((await http.give()).acked).toBe(1)
  expect(logRows(server, plan)).toBe(2)
})

test('[W16][P6] who may not write is refused, in words of a role and of a frozen stage, and nothing is logged', async () => {
  const { chair, member, delegate, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const commenter = new RawExchange(delegate, plan)
  commenter.type('代表的话')
  expect(await commenter.give()).toMatchObject({ refused: ['not-allowed'], standing: { mayWrite: false } })
  const old = new RawExchange(member, plan)
  const protocol = `${SUBPROTOCOL_PREFIX}${SCHEMA_VERSION - 1}`
  old.type('旧页面')
  expect(await old.give({ protocol })).toMatchObject({
    refused: ['old-schema'],
    standing: { mayWrite: false },
  })
  expect((await old.ask({ protocol: 'gongni.1.schema.1' })).refusal).toBe('old-schema')
  const db = server.database()
  db.prepare("UPDATE plans SET stage = 'ballot' WHERE id = ?").run(plan)
  db.close()
  const late = new RawExchange(member, plan)
  late.type('太晚')
  expect(await late.give()).toMatchObject({
    refused: ['plan-frozen'],
    standing: { stage: 'ballot', mayWrite: false },
  })
  expect(logRows(server, plan)).toBe(1)
})

test('[W16][W7] an update under the client id of another person is refused, to its sender alone', async () => {
  const { chair, member, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const socket = await openRaw(chair, plan)
  socket.type('主席')
  await socket.until(() => socket.acked === socket.sent)
  const forger = new RawExchange(member, plan)
  await forger.ask()
  forger.doc.clientID = socket.doc.clientID
  forger.type('冒名')
  expect(await forger.give()).toMatchObject({ acked: 1, refused: ['foreign-client-id'] })
  expect(logRows(server, plan)).toBe(2)
  expect(await textFor(chair, plan)).not.toContain('冒名')
  socket.close()
})

test('[W16][W4] an update that lacks its predecessor is not acknowledged and is asked for afresh', async () => {
  const { chair, member, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const http = new RawExchange(member, plan)
  await http.ask()
  http.type('先')
  const known = Y.encodeStateVector(http.doc)
  http.type('后')
  const late = syncFrame(SYNC.step2, Y.encodeStateAsUpdate(http.doc, known))
  expect(await http.post([http.question(), late])).toMatchObject({ acked: 0, gap: true, refused: [] })
  expect(logRows(server, plan)).toBe(1)
  expect(await http.give()).toMatchObject({ acked: 1, gap: false })
  expect(await textFor(chair, plan)).toContain('先</paragraph><paragraph>后')
})

test('[W16][O3] under another epoch nothing is taken and nothing is told but the standing', async () => {
  const { chair, member, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const http = new RawExchange(member, plan)
  http.type('旧纪元')
  http.epoch = 'another'
  const answer = await http.post([http.question(), syncFrame(SYNC.step2, Y.encodeStateAsUpdate(http.doc))])
  expect(answer).toMatchObject({
    status: 200,
    acked: 0,
    difference: false,
    standing: { epoch: member.me.epoch },
  })
  const unasked = new RawExchange(member, plan)
  unasked.type('还没有听说')
  const early = await unasked.post([
    unasked.question(),
    syncFrame(SYNC.step2, Y.encodeStateAsUpdate(unasked.doc)),
  ])
  expect(early).toMatchObject({ acked: 0, difference: false })
  expect(logRows(server, plan)).toBe(1)
})

test('[W16][P7] a malformed body is refused and nobody else notices', async () => {
  const { chair, member, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const socket = await openRaw(chair, plan)
  const http = new RawExchange(member, plan)
  await http.ask()
  const question = http.question()
  const bad = [
    [],
    [ackFrame(1, 1)],
    [question, Uint8Array.of(1, 1, 0)],
    [question, Uint8Array.of(0)],
    [question, Uint8Array.of()],
    [syncFrame(SYNC.step1, Uint8Array.of(5))],
    [syncFrame(SYNC.step2, Uint8Array.of(0, 0))],
    Array.from({ length: EXCHANGE_FRAMES + 1 }, () => question),
  ]
  http.seq = 0
  for (const frames of bad) expect((await http.post(frames)).refusal).toBe('malformed')
  for (const bytes of [[], [255, 255], [3, 1]])
    expect((await http.postBytes(Uint8Array.from(bytes))).refusal).toBe('malformed')
  const update = syncFrame(SYNC.update, Uint8Array.of(1, 1, 5, 0, 8, 255, 255, 255, 127))
  expect((await http.post([question, update])).refused).toEqual(['malformed'])
  socket.type('照常')
  await socket.until(() => socket.acked === socket.sent)
  expect(logRows(server, plan)).toBe(2)
  socket.close()
})

test('[W16][P7] a body over the limit is refused, and a reader has less room', async () => {
  const { chair, member, delegate } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const refusals = await Promise.all([
    new RawExchange(member, plan).postBytes(over(FRAME_BYTES)),
    new RawExchange(delegate, plan).postBytes(over(READER_FRAME_BYTES)),
    new RawExchange(member, plan).postBytes(over(READER_FRAME_BYTES)),
  ])
  expect(refusals.map(({ refusal }) => refusal)).toEqual(['too-large', 'too-large', 'malformed'])
})

test('[W16][W12] a foreign, null or missing Origin is refused; so is a page left open under another’s session', async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const http = new RawExchange(member, plan)
  for (const origin of ['https://evil.example', 'null', ''])
    expect((await http.ask({ headers: { origin } })).refusal).toBe('foreign-origin')
  expect((await http.ask({ headers: { 'gongni-from': chair.me.user.id } })).refusal).toBe('signed-out')
  expect((await http.ask({ headers: { cookie: '' } })).refusal).toBe('signed-out')
  const elsewhere = new RawExchange(member, 'x'.repeat(22) as typeof plan)
  expect((await elsewhere.ask()).refusal).toBe('not-found')
})

test('[W16][H3] a removed person gives nothing more', async () => {
  const { chair, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const leaving = await chair.bring('member', '要走的')
  const http = new RawExchange(leaving, plan)
  await http.ask()
  http.type('走了以后')
  expect((await chair.request('DELETE', `/members/${leaving.me.user.id}`)).status).toBe(200)
  expect((await http.give()).refusal).toBe('signed-out')
  expect(logRows(server, plan)).toBe(1)
})

test('[W16][H8] a token gives without an Origin what its role may, in its plan alone, until it is revoked', async () => {
  const { chair, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const { out } = await gongni('token', '--plan', plan, '--role', 'member', '--data', server.data)
  const { id, token: bearer } = z.object({ id: z.string(), token: z.string() }).parse(JSON.parse(out))
  const script = new RawExchange(chair, plan)
  script.type('脚本写的')
  expect((await script.give({ bearer })).acked).toBe(1)
  expect(await textFor(chair, plan)).toContain('脚本写的')
  const elsewhere = new RawExchange(chair, await chair.createPlan(SCHOOL_YEAR))
  expect((await elsewhere.ask({ bearer })).refusal).toBe('not-found')
  expect((await gongni('token', 'revoke', id, '--data', server.data)).code).toBe(0)
  script.type('撤销以后')
  expect((await script.give({ bearer })).refusal).toBe('signed-out')
  expect(logRows(server, plan)).toBe(2)
})

test('[W16][P1] what an exchange acknowledged survives a kill', async () => {
  const { chair, member, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const http = new RawExchange(member, plan)
  const given: string[] = []
  for (let n = 0; n < 5; n++) {
    http.type(`〔第${n}句〕`)
    if ((await http.give()).acked === 1) given.push(`〔第${n}句〕`)
    await server.stop('SIGKILL')
    await server.start()
  }
  expect(given).toHaveLength(5)
  const text = await textFor(chair, plan)
  for (const words of given) expect(text.split(words)).toHaveLength(2)
  expect(count(server, 'SELECT count(*) - max(seq) FROM log WHERE plan = ?', plan)).toBe(0)
})

test('[W16][P7] exchanges are counted for each session: who asks without end waits, and others do not', async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const busy = new RawExchange(await chair.bring('member', '不停的'), plan)
  let refused = 0
  // Two minutes' worth, so that the turn of a minute in between changes nothing.
  for (let n = 0; n <= 2 * EXCHANGES_PER_MINUTE && refused === 0; n++)
    if ((await busy.ask()).refusal === 'too-many') refused += 1
  expect(refused).toBe(1)
  expect((await new RawExchange(member, plan).ask()).status).toBe(200)
})

test('[W16][W15][P7] a text that nobody reads holds a place of its session until its asker is gone', async () => {
  const { chair, member, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const long = new RawExchange(chair, plan)
  // More than the system keeps of what is not read.
  for (let n = 0; n < 2; n++) {
    long.type('长'.repeat(CLOCK_LEAP - 10))
    expect((await long.give()).refused).toEqual([])
  }
  await chair.request('POST', `/plans/${plan}/versions`, { kind: 'named', name: '长稿' })
  const idle = await chair.bring('member', '不读的')
  const { host, hostname, port } = new URL(server.url)
  const head = `HTTP/1.1\r\nhost: ${host}\r\norigin: ${server.url}\r\ncookie: ${idle.cookie}\r\n`
  const body = writeExchange({ protocol: SUBPROTOCOL, epoch: idle.me.epoch, seq: 0, frames: [askAll] })
  const requests = [
    [`POST /api/text/${plan}/exchange ${head}content-length: ${body.byteLength}\r\n\r\n`, body],
    [`GET /api/plans/${plan}/versions/3 ${head}\r\n`],
  ]
  const asker = new RawExchange(idle, plan)
  for (const parts of requests) {
    const deaf = Array.from({ length: SOCKETS_PER_SESSION }, () => {
      const socket = connect(Number(port), hostname).pause()
      for (const part of parts) socket.write(part)
      return socket
    })
    // Each has its answer under way.
    await Promise.all(deaf.map((socket) => once(socket, 'readable')))
    expect((await asker.ask()).refusal).toBe('too-many')
    expect((await new RawExchange(member, plan).ask()).status).toBe(200)
    for (const socket of deaf) socket.destroy()
    await expect.poll(async () => (await asker.ask()).status).toBe(200)
  }
})

test('[W16] an upload that never ends holds a place of its session and is given back when it is cut', async () => {
  const { chair, delegate, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const { port } = new URL(server.url)
  const half = connect(Number(port), '127.0.0.1')
  half.write(
    `POST /api/text/${plan}/exchange HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: ${server.url}\r\n` +
      `cookie: ${delegate.cookie}\r\ncontent-length: 1000\r\n\r\nabc`,
  )
  const connections = async (): Promise<number> => {
    const figures = await (await fetch(`${server.url}/metrics`)).text()
    return Number(/^gongni_connections (\d+)/m.exec(figures)?.[1])
  }
  await expect.poll(connections).toBe(1)
  half.destroy()
  await expect.poll(connections).toBe(0)
  expect(server.log).toBe('')
  expect((await new RawExchange(delegate, plan).ask()).status).toBe(200)
})
