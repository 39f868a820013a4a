import * as Y from 'yjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chipOf } from '../../../client/sync/status.ts'
import type { OpenedPlan, PlanSession } from '../../../client/sync/planSession.ts'
import { openPlanDatabase } from '../../../client/sync/rows.ts'
import { freshDevice, hong, ming, openTab, PLAN, shown, soon, stateWith, type, words } from './device.ts'
import { fetchOf, SimRelay } from './simRelay.ts'

let relay: SimRelay
let open: OpenedPlan[]

beforeEach(() => {
  freshDevice()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  relay = new SimRelay()
  relay.socketless = true
  Y.applyUpdate(relay.doc, stateWith('指导思想', '工作目标'))
  vi.stubGlobal('fetch', fetchOf(relay, ming.user.id))
  open = []
})
afterEach(async () => {
  vi.useRealTimers()
  for (const one of open) await one.close()
  vi.unstubAllGlobals()
})

const tab = (...args: Parameters<typeof openTab>): OpenedPlan => {
  const opened = openTab(...args)
  open.push(opened)
  return opened
}

async function opened(...args: Parameters<typeof openTab>): Promise<PlanSession> {
  const one = tab(...args)
  await soon(() => one.session.get() !== null)
  return shown(one)
}

const kind = (session: PlanSession): string => chipOf(session.facts.get()).kind

test('[W16][L1] without sockets typing goes over HTTP, and is saved when that was acknowledged, not before', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  relay.held = true
  type(session.doc, '：以人为本')
  const { exchanges } = relay
  await soon(() => relay.exchanges > exchanges)
  expect(kind(session)).toBe('local')
  relay.held = false
  relay.deliver()
  await soon(() => kind(session) === 'saved', 0)
  expect(words(relay.doc)).toBe('指导思想：以人为本')
})

test('[W16] what a colleague writes comes by itself, and an hour of quiet costs few requests', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  type(relay.doc, '（修订）', 1)
  await soon(() => words(session.doc, 1) === '工作目标（修订）', 10_000)
  const { exchanges } = relay
  await vi.advanceTimersByTimeAsync(60_000)
  expect(relay.exchanges - exchanges).toBeGreaterThan(5)
  expect(relay.exchanges - exchanges).toBeLessThan(20)
})

test('[W16][P3] a network that begins to block sockets while somebody writes costs no word', async () => {
  relay.socketless = false
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  relay.held = true
  type(session.doc, '甲')
  relay.socketless = true
  relay.cut()
  relay.held = false
  type(session.doc, '乙')
  await soon(() => kind(session) === 'saved')
  expect(words(relay.doc)).toBe('指导思想甲乙')
  expect(relay.exchanges).toBeGreaterThan(0)
})

test('[W16] when sockets come back, one is used again and exchanges end', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  relay.socketless = false
  await soon(() => relay.lines.size === 1)
  await vi.advanceTimersByTimeAsync(10_000)
  const { exchanges } = relay
  type(session.doc, '甲')
  await soon(() => kind(session) === 'saved')
  expect(words(relay.doc)).toBe('指导思想甲')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(relay.exchanges).toBe(exchanges)
})

test('[W16][L1] a relay that came back with less than it had acknowledged is given all of it again', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  const before = Y.encodeStateAsUpdate(relay.doc)
  type(session.doc, '甲')
  await soon(() => kind(session) === 'saved')
  relay.doc = new Y.Doc()
  Y.applyUpdate(relay.doc, before)
  // A deletion follows nothing: the relay takes it also when it lacks what was typed before.
  session.doc.getXmlFragment('body').delete(1)
  await soon(() => kind(session) === 'saved')
  expect(words(relay.doc)).toBe('指导思想甲')
  expect(relay.doc.getXmlFragment('body')).toHaveLength(1)
})

test('[W16] a socket on which nothing comes is given up, and HTTP is used', async () => {
  relay.socketless = false
  relay.mute = true
  const session = await opened(relay)
  expect(relay.connections).toBeGreaterThan(0)
  expect(relay.exchanges).toBeGreaterThan(0)
  await soon(() => kind(session) === 'saved')
})

test('[W16][L2] another person’s session gets nothing of this page over HTTP either', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  relay.cookie = hong.user.id
  type(session.doc, '明的话')
  await soon(() => kind(session) === 'refused')
  expect(words(relay.doc)).toBe('指导思想')
})

test('[W16][O3] over HTTP too a restored backup sets aside what was here, and nothing is mixed in', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  const before = Y.encodeStateAsUpdate(relay.doc)
  type(session.doc, '甲')
  await soon(() => kind(session) === 'saved')
  relay.standing = { ...relay.standing, epoch: 'e2' }
  relay.doc = new Y.Doc()
  Y.applyUpdate(relay.doc, before)
  const [one] = open
  await soon(() => one?.session.get()?.setAside.get().length === 1)
  expect(words(relay.doc)).toBe('指导思想')
})

test('[W16][L3] work that the relay refuses over HTTP is set aside and not sent again', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  relay.standing = { ...relay.standing, mayWrite: false }
  type(session.doc, '太晚')
  const [one] = open
  await soon(() => one?.session.get()?.setAside.get().length === 1)
  expect(relay.refusals).toBe(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(relay.refusals).toBe(1)
  expect(words(relay.doc)).toBe('指导思想')
})

test('[W16][L1] a server that says “too many”, and a proxy’s own page, are no connection: work stays and goes later', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  const works = fetch
  const answers = [
    () => Response.json({ refusal: 'too-many' }, { status: 429 }),
    () => new Response('<h1>Sign in to our network</h1>', { headers: { 'content-type': 'text/html' } }),
    () => new Response(Uint8Array.of(9, 9), { headers: { 'content-type': 'application/octet-stream' } }),
  ]
  for (const answer of answers) {
    vi.stubGlobal('fetch', async () => answer())
    type(session.doc, '甲')
    await soon(() => !session.facts.get().connected)
    expect(session.facts.get().pendingPlaces).toBe(1)
    vi.stubGlobal('fetch', works)
    await soon(() => kind(session) === 'saved')
  }
  expect(words(relay.doc)).toBe('指导思想甲甲甲')
})

test('[W16] a comment rings once over HTTP, not with each exchange', async () => {
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  const rung: number[] = []
  session.onRecord((seq) => rung.push(seq))
  relay.record = 3
  await soon(() => rung.length > 0)
  const { exchanges } = relay
  await soon(() => relay.exchanges > exchanges + 3, 60_000)
  expect(rung).toEqual([3])
})

test('[W16] two tabs without sockets share one acknowledgement and write nothing twice', async () => {
  const [left, right] = [await opened(relay), await opened(relay)]
  await soon(() => kind(left) === 'saved' && kind(right) === 'saved')
  type(left.doc, '左')
  type(right.doc, '右', 1)
  await soon(() => kind(left) === 'saved' && kind(right) === 'saved')
  expect([words(relay.doc), words(relay.doc, 1)]).toEqual(['指导思想左', '工作目标右'])
  expect([words(left.doc, 1), words(right.doc)]).toEqual(['工作目标右', '指导思想左'])
})

test('[W16][P3] words without their predecessor end as set aside over HTTP too', async () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(relay.doc))
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  type(doc, '，丢了的')
  type(doc, '，还在的')
  const db = openPlanDatabase(ming.user.id, PLAN)
  await db.run('readwrite', 'rows', async (tx) => {
    const update = Y.mergeUpdates([Y.encodeStateAsUpdate(relay.doc), ...updates.slice(1)])
    tx.objectStore('rows').put({ key: 'k', update, pending: true, places: ['p1'] })
  })
  db.close()
  const one = tab(relay)
  await soon(() => one.session.get()?.setAside.get().length === 1, 90_000)
  await soon(() => one.session.get()?.facts.get().connected === true)
  expect(one.session.get()?.setAside.get()[0]?.proposals).toMatchObject([
    { block: 'stray', mine: '，还在的' },
  ])
})

test('[W16] a hidden tab asks for nothing, and still gives what was typed in it', async () => {
  const page = Object.assign(new EventTarget(), { hidden: false })
  vi.stubGlobal('document', page)
  const session = await opened(relay)
  await soon(() => kind(session) === 'saved')
  page.hidden = true
  await vi.advanceTimersByTimeAsync(10_000)
  const { exchanges } = relay
  await vi.advanceTimersByTimeAsync(60_000)
  expect(relay.exchanges).toBe(exchanges)
  type(session.doc, '甲')
  await soon(() => words(relay.doc) === '指导思想甲')
  type(relay.doc, '乙', 1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(words(session.doc, 1)).toBe('工作目标')
  page.hidden = false
  page.dispatchEvent(new Event('visibilitychange'))
  await soon(() => words(session.doc, 1) === '工作目标乙', 500)
})
