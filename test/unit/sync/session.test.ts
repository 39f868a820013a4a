import * as Y from 'yjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SCHEMA_VERSION } from '../../../shared/text/schema.ts'
import { UPDATE_BYTES } from '../../../shared/wire/limits.ts'
import { chipOf } from '../../../client/sync/status.ts'
import type { OpenedPlan, PlanSession } from '../../../client/sync/planSession.ts'
import { Idb } from '../../../client/sync/idb.ts'
import { planChannelName } from '../../../client/sync/names.ts'
import { openPlanDatabase } from '../../../client/sync/rows.ts'
import { freshDevice, hong, ming, openTab, PLAN, shown, stateWith, type, until, words } from './device.ts'
import { SimRelay } from './simRelay.ts'

let relay: SimRelay
let open: OpenedPlan[]

beforeEach(() => {
  freshDevice()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  relay = new SimRelay()
  Y.applyUpdate(relay.doc, stateWith('指导思想', '工作目标'))
  open = []
})
afterEach(async () => {
  for (const one of open) await one.close()
  vi.unstubAllGlobals()
})

const tab = (...args: Parameters<typeof openTab>): OpenedPlan => {
  const opened = openTab(...args)
  open.push(opened)
  return opened
}
const kind = (session: PlanSession): string => chipOf(session.facts.get()).kind

test('[L1] typing is saved when the relay has acknowledged it, and not before', async () => {
  const session = await shown(tab(relay))
  await until(() => kind(session) === 'saved')
  relay.held = true
  type(session.doc, '：以人为本')
  expect(kind(session)).toBe('writing')
  await until(() => kind(session) === 'local')
  expect(session.facts.get().pendingPlaces).toBe(1)
  relay.held = false
  relay.deliver()
  await until(() => kind(session) === 'saved')
  expect(words(relay.doc)).toBe('指导思想：以人为本')
})

test('[P3] what was typed without a connection is there after closing, and reaches the relay later', async () => {
  const first = tab(relay)
  const session = await shown(first)
  await until(() => kind(session) === 'saved')
  relay.down = true
  relay.cut()
  type(session.doc, '甲')
  type(session.doc, '乙', 1)
  await until(() => kind(session) === 'offline')
  expect(session.facts.get().pendingPlaces).toBe(2)
  await first.close()

  const again = await shown(tab(relay))
  expect(words(again.doc)).toBe('指导思想甲')
  expect(again.facts.get().pendingPlaces).toBe(2)
  relay.down = false
  await until(() => kind(again) === 'saved')
  expect(words(relay.doc, 1)).toBe('工作目标乙')
})

test('[P3] what a page of the first schema left unsynced is sent by the page that follows it', async () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(relay.doc))
  type(doc, '，以人为本')
  const left = new Idb(`gongni.1.${ming.user.id}.${PLAN}.text`, (db) => {
    db.createObjectStore('rows', { keyPath: 'key' })
    db.createObjectStore('meta')
    db.createObjectStore('aside', { keyPath: 'id' })
  })
  await left.run('readwrite', ['rows', 'meta'], async (tx) => {
    const update = Y.encodeStateAsUpdate(doc)
    tx.objectStore('rows').put({ key: 'k', update, pending: true, places: ['p1'] })
    const seat = { user: ming.user.id, epoch: relay.standing.epoch, role: 'member', stage: 'draft' }
    const standing = { ...seat, schema: SCHEMA_VERSION, mayWrite: false }
    tx.objectStore('meta').put({ generation: 1, standing }, 'meta')
  })
  left.close()
  relay.down = true
  const session = await shown(tab(relay))
  // What the older page could not write any more, this one may, also before it has a connection.
  expect(session.standing.get()?.mayWrite).toBe(true)
  relay.down = false
  await until(() => kind(session) === 'saved')
  expect(words(relay.doc)).toBe('指导思想，以人为本')
})

test('an empty document is not shown before the first sync', async () => {
  relay.held = true
  const opened = tab(relay)
  await until(() => !relay.isIdle())
  expect(opened.session.get()).toBeNull()
  relay.held = false
  relay.deliver()
  const session = await shown(opened)
  expect(words(session.doc)).toBe('指导思想')
})

test('two tabs share what is typed offline, and one acknowledgement clears it in both', async () => {
  const [a, b] = [tab(relay), tab(relay)]
  const [left, right] = [await shown(a), await shown(b)]
  await until(() => kind(left) === 'saved' && kind(right) === 'saved')
  relay.down = true
  relay.cut()
  type(left.doc, '左')
  await until(() => words(right.doc) === '指导思想左')
  expect(right.facts.get().pendingPlaces).toBe(1)
  relay.down = false
  await until(() => kind(left) === 'saved' && kind(right) === 'saved')
  expect(words(relay.doc)).toBe('指导思想左')
})

/** A device on which the first of two things typed never reached the disk. Returns what did. */
async function strayRows(): Promise<void> {
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
}

test('[P3] words without their predecessor do not go round with the relay: they end as set aside, in full view', async () => {
  await strayRows()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const opened = tab(relay)
  await vi.waitFor(() => expect(relay.gaps).toBeGreaterThan(0))
  let waited = 0
  for (; relay.gaps < 8 && waited < 60_000; waited += 50) await vi.advanceTimersByTimeAsync(50)
  vi.useRealTimers()
  expect(waited).toBeGreaterThan(10_000)
  expect(waited).toBeLessThan(60_000)
  await until(() => opened.session.get()?.setAside.get().length === 1)
  const session = await shown(opened)
  await until(() => kind(session) === 'saved')
  const [aside] = session.setAside.get()
  expect(aside?.proposals).toEqual([{ block: 'stray', base: '', mine: '，还在的', now: null }])
  session.applySetAside(aside?.id ?? '', 'stray')
  await until(() => kind(session) === 'saved' && session.setAside.get().length === 0)
  expect(words(relay.doc, 2)).toBe('，还在的')
})

test('[P3] what another tab made is in the store before this tab sends it, also when its maker is killed', async () => {
  const [a, b] = [tab(relay), tab(relay)]
  const [left, right] = [await shown(a), await shown(b)]
  await until(() => kind(left) === 'saved' && kind(right) === 'saved')
  // The maker is killed before it has stored anything: only its word to the other tab goes out.
  const channel = new BroadcastChannel(planChannelName(ming.user.id, PLAN))
  const made = new Y.Doc()
  Y.applyUpdate(made, Y.encodeStateAsUpdate(left.doc))
  const updates: Uint8Array[] = []
  made.on('update', (update: Uint8Array) => updates.push(update))
  relay.down = true
  relay.cut()
  type(made, '，甲')
  const [update] = updates
  const post: (message: unknown) => void = channel.postMessage.bind(channel)
  post({ kind: 'update', generation: 1, update, entry: { key: 'killed', places: ['p1'] } })
  await until(() => words(right.doc) === '指导思想，甲')
  channel.close()
  await a.close()
  await b.close()
  const again = await shown(tab(relay))
  expect(words(again.doc)).toBe('指导思想，甲')
  expect(again.facts.get().pendingPlaces).toBe(1)
  relay.down = false
  await vi.waitFor(() => expect(kind(again)).toBe('saved'), { timeout: 5_000 })
  expect(words(relay.doc)).toBe('指导思想，甲')
})

test('a tab opened offline gets what the other tab holds', async () => {
  const left = await shown(tab(relay))
  await until(() => kind(left) === 'saved')
  relay.down = true
  relay.cut()
  type(left.doc, '左')
  const right = await shown(tab(relay))
  await until(() => words(right.doc) === '指导思想左' && right.facts.get().pendingPlaces === 1)
  expect(right.doc.clientID).not.toBe(left.doc.clientID)
})

test('[L2] another person on the same device sees nothing of unsynced work, and sends none of it', async () => {
  const mine = tab(relay)
  const session = await shown(mine)
  await until(() => kind(session) === 'saved')
  relay.down = true
  relay.cut()
  type(session.doc, '明的草稿')
  await mine.close()
  relay.down = false
  const theirs = await shown(tab(relay, hong))
  await until(() => kind(theirs) === 'saved')
  expect(words(theirs.doc)).toBe('指导思想')
  expect(words(relay.doc)).toBe('指导思想')
})

test('[L2] a page that is open when another person signs in to the browser sends nothing, until its own is back', async () => {
  const session = await shown(tab(relay))
  await until(() => kind(session) === 'saved')
  relay.down = true
  relay.cut()
  type(session.doc, '明的草稿')
  relay.cookie = hong.user.id
  relay.heard = 0
  relay.down = false
  await vi.waitFor(() => expect(kind(session)).toBe('refused'), { timeout: 5_000 })
  expect(session.facts.get()).toMatchObject({ refused: 'signed-out', pendingPlaces: 1, storedLocally: true })
  type(session.doc, '，还在写')
  const tries = relay.connections
  await vi.waitFor(() => expect(relay.connections).toBeGreaterThan(tries), { timeout: 5_000 })
  expect(relay.heard).toBe(0)
  expect(words(relay.doc)).toBe('指导思想')
  relay.cookie = null
  await vi.waitFor(() => expect(kind(session)).toBe('saved'), { timeout: 10_000 })
  expect(words(relay.doc)).toBe('指导思想明的草稿，还在写')
}, 20_000)

test('[L3] work refused after a demotion is set aside, nothing loops, and editing goes on when the role is back', async () => {
  const opened = tab(relay)
  const before = await shown(opened)
  await until(() => kind(before) === 'saved')
  relay.down = true
  relay.cut()
  type(before.doc, '，以人为本')
  relay.standing = { ...relay.standing, role: 'delegate', mayWrite: false }
  relay.down = false

  await until(() => opened.session.get() !== before)
  const after = await shown(opened)
  await until(() => after.facts.get().connected && after.setAside.get().length === 1)
  expect(words(after.doc)).toBe('指导思想')
  expect(after.standing.get()?.mayWrite).toBe(false)
  expect(after.facts.get().pendingPlaces).toBe(0)
  const proposals = [{ block: 'p1', base: '指导思想', mine: '指导思想，以人为本', now: '指导思想' }]
  expect(after.setAside.get()[0]).toMatchObject({ reason: 'not-allowed', proposals })
  expect(relay.refusals).toBe(1)

  relay.setStanding({ role: 'member', mayWrite: true })
  await until(() => after.standing.get()?.mayWrite === true)
  const id = after.setAside.get()[0]?.id ?? ''
  after.applySetAside(id, 'p1')
  await until(() => kind(after) === 'saved' && after.setAside.get().length === 0)
  expect(words(relay.doc)).toBe('指导思想，以人为本')
  type(after.doc, '。')
  await until(() => words(relay.doc) === '指导思想，以人为本。')
  expect(relay.refusals).toBe(1)
})

test('[L3] set-aside work is still offered after a restart, and dropping it ends that', async () => {
  const opened = tab(relay)
  const before = await shown(opened)
  await until(() => kind(before) === 'saved')
  relay.setStanding({ mayWrite: false })
  type(before.doc, '甲')
  await until(() => opened.session.get() !== before && opened.session.get() !== null)
  await opened.close()
  const again = await shown(tab(relay))
  await until(() => again.facts.get().connected && again.setAside.get().length === 1)
  await again.dropSetAside(again.setAside.get()[0]?.id ?? '')
  expect(again.setAside.get()).toEqual([])
})

test('[L3] two tabs with the same refused work set it aside once', async () => {
  const [a, b] = [tab(relay), tab(relay)]
  const [left, right] = [await shown(a), await shown(b)]
  await until(() => kind(left) === 'saved' && kind(right) === 'saved')
  relay.down = true
  relay.cut()
  type(left.doc, '左')
  await until(() => words(right.doc) === '指导思想左')
  relay.standing = { ...relay.standing, mayWrite: false }
  relay.down = false
  await until(() => a.session.get() !== left && b.session.get() !== right)
  const [newLeft, newRight] = [await shown(a), await shown(b)]
  await until(() => newLeft.facts.get().connected && newRight.facts.get().connected)
  await a.close()
  await b.close()
  const again = await shown(tab(relay))
  await until(() => again.facts.get().connected)
  expect(again.setAside.get().map((one) => one.proposals.length)).toEqual([1])
  expect(words(again.doc)).toBe('指导思想')
})

test('after a restored backup the old copy goes aside and nothing of it is sent', async () => {
  const opened = tab(relay)
  const before = await shown(opened)
  await until(() => kind(before) === 'saved')
  type(before.doc, '（新）')
  await until(() => kind(before) === 'saved')
  relay.down = true
  relay.cut()
  relay.doc = new Y.Doc()
  Y.applyUpdate(relay.doc, stateWith('指导思想', '工作目标'))
  relay.standing = { ...relay.standing, epoch: 'e2' }
  relay.down = false
  await until(() => opened.session.get() !== before)
  const after = await shown(opened)
  await until(() => kind(after) === 'saved' && after.setAside.get().length === 1)
  expect(words(after.doc)).toBe('指导思想')
  expect(words(relay.doc)).toBe('指导思想')
  expect(after.setAside.get()[0]?.proposals).toEqual([
    { block: 'p1', base: '指导思想', mine: '指导思想（新）', now: '指导思想' },
  ])
})

test('without a working store the text still comes from the relay and the chip says what is at risk', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new Error('private mode')
    },
  })
  const session = await shown(tab(relay))
  await until(() => session.facts.get().connected)
  relay.held = true
  type(session.doc, '甲')
  await until(() => kind(session) === 'broken')
  relay.held = false
  relay.deliver()
  await until(() => session.facts.get().pendingPlaces === 0)
  expect(words(relay.doc)).toBe('指导思想甲')
})

test('a pasted text too large for one live update goes over a fresh connection, and is not refused', async () => {
  const session = await shown(tab(relay))
  await until(() => kind(session) === 'saved')
  const large = '长'.repeat(UPDATE_BYTES / 2)
  type(session.doc, large)
  await vi.waitFor(() => expect(kind(session)).toBe('saved'), { timeout: 5_000 })
  expect(words(relay.doc)).toBe(`指导思想${large}`)
  expect(relay.refusals).toBe(0)
})

test('an open socket that answers nothing does not count as a connection for long', async () => {
  const session = await shown(tab(relay))
  await until(() => kind(session) === 'saved')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  relay.held = true
  type(session.doc, '甲')
  await vi.waitFor(() => expect(kind(session)).toBe('local'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(kind(session)).toBe('offline')
  vi.useRealTimers()
  relay.held = false
  relay.deliver()
  await until(() => kind(session) === 'saved')
})

test('a plan that was deleted says so again when it is opened without a network, until a relay has it', async () => {
  const first = tab(relay)
  const session = await shown(first)
  await until(() => kind(session) === 'saved')
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ refusal: 'not-found' }, { status: 404 })))
  relay.down = true
  relay.cut()
  await vi.waitFor(() => expect(session.facts.get().refused).toBe('not-found'), { timeout: 5_000 })
  await first.close()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  const second = tab(relay)
  const again = await shown(second)
  expect(again.facts.get().refused).toBe('not-found')
  // A restored backup brings it back.
  relay.down = false
  await vi.waitFor(() => expect(kind(again)).toBe('saved'), { timeout: 5_000 })
  await second.close()
  relay.down = true
  expect((await shown(tab(relay))).facts.get().refused).toBeNull()
})

test('signed out while the plan is open: the chip says so, and the words stay on this device', async () => {
  const opened = tab(relay)
  const session = await shown(opened)
  await until(() => kind(session) === 'saved')
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ refusal: 'signed-out' }, { status: 401 })))
  relay.down = true
  relay.cut()
  type(session.doc, '甲')
  await vi.waitFor(() => expect(kind(session)).toBe('refused'), { timeout: 5_000 })
  expect(session.facts.get()).toMatchObject({ refused: 'signed-out', pendingPlaces: 1 })
  expect(words(session.doc)).toBe('指导思想甲')
  relay.down = false
  await vi.waitFor(() => expect(kind(session)).toBe('saved'), { timeout: 5_000 })
})

test('a server that answered with its own fault and then went away is no connection, and no refusal', async () => {
  const session = await shown(tab(relay))
  await until(() => kind(session) === 'saved')
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ refusal: 'server-fault' }, { status: 500 })))
  relay.down = true
  relay.cut()
  await vi.waitFor(() => expect(kind(session)).toBe('refused'), { timeout: 5_000 })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  await vi.waitFor(() => expect(kind(session)).toBe('offline'), { timeout: 15_000 })
}, 25_000)
