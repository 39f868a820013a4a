import { expect, test, vi } from 'vitest'
import type { PlanEventBody } from '../../../shared/record/events.ts'
import { ANCHOR, House } from '../people/house.ts'
import { Device, eventsOf } from './world.ts'

const comment = (text: string): PlanEventBody => ({ kind: 'comment', anchor: ANCHOR, text })
const until = vi.waitUntil

test('[J6] a comment is shown at once as waiting, and arrives under its author’s name', async () => {
  const { delegate, plan } = await new House().committee()
  const device = new Device(delegate)
  const tab = await device.open(plan)
  tab.journal.propose(comment('建议写明人数'))
  expect(tab.words()).toEqual(['建议写明人数 待同步'])
  await until(() => tab.words()[0] === '建议写明人数')
  const [event] = await eventsOf(delegate, plan)
  expect(event?.author).toBe((await delegate.me()).user.id)
  expect(tab.journal.waiting.get()).toEqual([])
})

test('[J3] when the answer is lost, the same event is sent again and counts once', async () => {
  const { delegate, plan } = await new House().committee()
  const device = new Device(delegate)
  const tab = await device.open(plan)
  device.losing = 1
  tab.journal.propose(comment('只说一次'))
  await until(() => tab.words()[0] === '只说一次', 5_000)
  expect(await eventsOf(delegate, plan)).toHaveLength(1)
})

test('[J6] what was written offline survives closing, and is sent once, in order, after the text it is about', async () => {
  const { member, plan } = await new House().committee()
  const device = new Device(member)
  device.offline = true
  const before = await device.open(plan)
  before.connect(false, 2)
  const thread = before.journal.propose(comment('一'))
  before.journal.propose({ kind: 'reply', thread, text: '二' })
  before.journal.propose({ kind: 'resolve', thread })
  await until(() => before.journal.stored.get())
  await before.journal.close()

  const after = await device.open(plan)
  after.connect(false, 2)
  await until(() => after.words()[0] === '一 待同步 > 二')
  device.offline = false
  after.connect(true, 2)
  after.ring()
  await until(() => device.sent.length > 0)
  expect(await eventsOf(member, plan)).toEqual([])
  after.connect(true, 0)
  await until(() => after.words()[0] === '一 > 二')
  await until(() => after.journal.waiting.get().length === 0)
  const events = await eventsOf(member, plan)
  expect(events.map(({ body }) => body?.kind)).toEqual(['comment', 'reply', 'resolve'])
})

test('[J6] what the server refuses is handed back with the reason and its words, to retry or give up', async () => {
  const { reader, plan } = await new House().committee()
  const device = new Device(reader)
  const tab = await device.open(plan)
  const id = tab.journal.propose(comment('会员的话'))
  const waiting = () => tab.journal.waiting.get()
  await until(() => waiting()[0]?.refused === 'not-allowed')
  expect(waiting()[0]?.body).toEqual(comment('会员的话'))
  expect(tab.words()).toEqual([])
  const posts = device.posts()
  tab.ring()
  await until(() => device.sent.at(-1)?.startsWith('GET') === true)
  expect(device.posts()).toBe(posts)

  await tab.journal.close()
  const again = await device.open(plan)
  await until(() => again.journal.waiting.get()[0]?.refused === 'not-allowed')
  again.journal.retry(id)
  await until(() => device.posts() === posts + 1)
  await until(() => again.journal.waiting.get()[0]?.refused === 'not-allowed')
  again.journal.drop(id)
  expect(again.journal.waiting.get()).toEqual([])
  expect(await eventsOf(reader, plan)).toEqual([])
})

test('[J6] another person on the same computer never sends it, and its author does later', async () => {
  const { member, delegate, plan } = await new House().committee()
  const device = new Device(member)
  device.offline = true
  const mine = await device.open(plan)
  mine.journal.propose(comment('李文写的'))
  await until(() => mine.journal.stored.get())

  device.offline = false
  device.visitor = delegate
  const theirs = await device.open(plan)
  theirs.ring()
  // The first person's page is still open, under a cookie that is now the other's.
  mine.ring()
  await until(() => device.posts() > 0, 5_000)
  await until(() => mine.journal.waiting.get()[0]?.tried === true)
  expect(mine.journal.waiting.get()).toMatchObject([{ body: comment('李文写的'), refused: null }])
  theirs.journal.propose(comment('陈静写的'))
  await until(() => theirs.words()[0] === '陈静写的')
  expect(theirs.words()).toEqual(['陈静写的'])
  expect((await eventsOf(delegate, plan)).map(({ body }) => body)).toEqual([comment('陈静写的')])

  await mine.journal.close()
  device.visitor = member
  const back = await device.open(plan)
  await until(() => back.words().join() === '陈静写的,李文写的')
  const authors = (await eventsOf(member, plan)).map(({ author }) => author)
  expect(authors).toEqual([(await delegate.me()).user.id, (await member.me()).user.id])
})

test('[J6] of two tabs one sends, and both show it', async () => {
  const { member, plan } = await new House().committee()
  const device = new Device(member)
  const [left, right] = [await device.open(plan), await device.open(plan)]
  device.offline = true
  left.journal.propose(comment('左'))
  await until(() => right.words().join() === '左 待同步')
  device.offline = false
  left.ring()
  right.ring()
  await until(() => left.words().join() === '左' && right.words().join() === '左', 5_000)
  expect(device.posts()).toBe(1)
  expect(await eventsOf(member, plan)).toHaveLength(1)
})

test('[J6] a device that stores nothing still sends, and says that it does not store', async () => {
  const { member, plan } = await new House().committee()
  const device = new Device(member)
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new Error('private mode')
    },
  })
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  device.offline = true
  const tab = await device.open(plan)
  tab.journal.propose(comment('存不下'))
  await until(() => !tab.journal.stored.get())
  device.offline = false
  tab.ring()
  await until(() => tab.words()[0] === '存不下')
  expect(await eventsOf(member, plan)).toHaveLength(1)
})

test('a comment not yet sent is taken back without a trace', async () => {
  const { member, plan } = await new House().committee()
  const device = new Device(member)
  device.offline = true
  const tab = await device.open(plan)
  const id = tab.journal.propose(comment('写错了'))
  tab.journal.erase(id)
  expect(tab.words()).toEqual([])
  device.offline = false
  tab.journal.propose(comment('写对了'))
  await until(() => tab.words().join() === '写对了', 5_000)
  expect((await eventsOf(member, plan)).map(({ body }) => body)).toEqual([comment('写对了')])
})
