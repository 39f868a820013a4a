import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import { SUBPROTOCOL_PREFIX } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { type House, logRows, openHouse, textFor } from '../harness/house.ts'
import { openClosed, openRaw } from '../harness/rawClient.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

/** A promise of the rules: within a second. */
const SECOND_MS = 1000

const since = async (start: number, done: Promise<void>): Promise<number> => {
  await done
  return performance.now() - start
}

test('[W6] a member who is demoted while writing is told within a second, and nothing later is taken', async () => {
  const { server, chair } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const person = await chair.bring('member', '赵老师')
  const client = await openRaw(person, plan)
  client.type('之前写的')
  await client.until(() => client.acked === client.sent)
  const start = performance.now()
  await chair.request('PATCH', `/members/${person.me.user.id}`, { role: 'delegate' })
  const told = await since(
    start,
    client.until(() => client.standing?.mayWrite === false),
  )
  expect(told).toBeLessThan(SECOND_MS)
  const rows = logRows(server, plan)
  client.type('之后写的')
  await client.until(() => client.refused.length > 0)
  expect(client.refused[0]?.code).toBe('not-allowed')
  expect(logRows(server, plan)).toBe(rows)
  expect(await textFor(chair, plan)).not.toContain('之后写的')
  client.close()
})

test('[W6] a role that another process changed reaches the open connection within a second', async () => {
  const { server, chair } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const person = await chair.bring('member', '孙老师')
  const client = await openRaw(person, plan)
  const db = server.database()
  const start = performance.now()
  db.prepare("UPDATE members SET role = 'reader' WHERE user = ?").run(person.me.user.id)
  db.close()
  expect(
    await since(
      start,
      client.until(() => client.standing?.mayWrite === false),
    ),
  ).toBeLessThan(SECOND_MS)
  client.close()
})

test('[W6] whoever writes before hearing of a change by another process is still refused, and the others are untouched', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const person = await chair.bring('member', '周老师')
  const [late, other] = await Promise.all([openRaw(person, plan), openRaw(member, plan)])
  const db = server.database()
  db.prepare("UPDATE members SET role = 'reader' WHERE user = ?").run(person.me.user.id)
  db.close()
  late.type('迟到的修改')
  other.type('照常的修改')
  await Promise.all([
    late.until(() => late.refused.length > 0),
    other.until(() => other.acked === other.sent),
  ])
  expect(late.refused[0]?.code).toBe('not-allowed')
  const text = await textFor(chair, plan)
  expect(text).toContain('照常的修改')
  expect(text).not.toContain('迟到的修改')
  expect(other.text()).toBe(text)
  expect(logRows(server, plan)).toBe(2)
  late.close()
  other.close()
})

test('[H3] logging out closes the open connection within a second, and only that session’s', async () => {
  const { chair } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [leaving, staying] = [await chair.bring('member', '吴老师'), await chair.bring('member', '郑老师')]
  const [gone, here] = await Promise.all([openRaw(leaving, plan), openRaw(staying, plan)])
  const start = performance.now()
  expect((await leaving.request('POST', '/logout')).status).toBe(200)
  expect(
    await since(
      start,
      gone.until(() => gone.closed !== null),
    ),
  ).toBeLessThan(SECOND_MS)
  expect(gone.closed).toBe(1008)
  expect((await openClosed(leaving, plan)).closed).toBe(401)
  // The tests' own client says so as well, where it was to have the text.
  await expect(openRaw(leaving, plan)).rejects.toThrow('before it was ready: 401')
  here.type('还在')
  await here.until(() => here.acked === here.sent)
  here.close()
})

test('[W6] after a second identical refusal nobody is asked to resync, and nothing that was refused is acknowledged as kept', async () => {
  const { server, chair, delegate } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const client = await openRaw(delegate, plan)
  const resyncs = client.resyncs
  client.type('一')
  await client.until(() => client.refused.length === 1)
  // This lacks the refused one: the relay asks once, is given both again, and refuses them.
  client.type('二')
  await client.until(() => client.refused.length === 2)
  expect(client.resyncs).toBe(resyncs + 1)
  for (const words of ['三', '四', '五']) client.type(words)
  await client.until(() => client.refused.length === 5)
  expect(client.resyncs).toBe(resyncs + 1)
  expect(new Set(client.refused.map(({ code }) => code))).toEqual(new Set(['not-allowed']))
  expect(logRows(server, plan)).toBe(1)
  client.close()
})

test('[W6] a stock client whose role is given back is asked for what was refused', async () => {
  const { chair } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const person = await chair.bring('delegate', '王老师')
  const client = await openRaw(person, plan, { subprotocol: null })
  const resyncs = client.resyncs
  client.type('先被拒绝')
  client.type('也被拒绝')
  await client.until(() => client.resyncs > resyncs)
  await chair.request('PATCH', `/members/${person.me.user.id}`, { role: 'member' })
  const reader = await openRaw(chair, plan)
  await reader.until(() => reader.text().includes('先被拒绝') && reader.text().includes('也被拒绝'))
  expect(reader.text()).toBe(client.text())
  expect(client.ownMessages).toBe(0)
  client.close()
  reader.close()
})

test('[W13] a client with an older schema is read-only and told', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const old = await openRaw(member, plan, { subprotocol: `${SUBPROTOCOL_PREFIX}${SCHEMA_VERSION - 1}` })
  const { user } = member.me
  expect(old.standing).toMatchObject({
    user: user.id,
    mayWrite: false,
    schema: SCHEMA_VERSION,
    stage: 'draft',
  })
  old.type('旧版写的')
  await old.until(() => old.refused.length > 0)
  expect(old.refused[0]?.code).toBe('old-schema')
  expect(logRows(server, plan)).toBe(1)
  old.close()
})

test('[W13] a client that names no schema writes, and gets none of our own messages', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const stock = await openRaw(member, plan, { subprotocol: null })
  stock.type('普通客户端')
  const reader = await openRaw(chair, plan)
  await reader.until(() => reader.text().includes('普通客户端'))
  expect(stock.ownMessages).toBe(0)
  expect(logRows(server, plan)).toBe(2)
  stock.close()
  reader.close()
})

test('[W4] after a gap nothing is acknowledged until the missing part is stored', async () => {
  const { server, chair } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const client = await openRaw(chair, plan)
  const resyncs = client.resyncs
  // Made as if it had come from the relay, so that the client does not send it: a frame that got lost.
  client.doc.transact(() => client.type('丢了的一段'), client)
  client.type('接着的一段')
  const nth = client.sent
  await client.until(() => client.resyncs > resyncs)
  expect(client.acked).toBeLessThan(nth)
  expect(logRows(server, plan)).toBe(1)
  await client.until(() => client.acked === client.sent)
  expect(client.sent).toBe(nth + 1)
  expect(logRows(server, plan)).toBe(2)
  expect(await textFor(chair, plan)).toBe(client.text())
  client.close()
})
