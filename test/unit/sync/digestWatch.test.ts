import * as Y from 'yjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chipOf } from '../../../client/sync/status.ts'
import type { OpenedPlan, PlanSession } from '../../../client/sync/planSession.ts'
import { openPlanDatabase } from '../../../client/sync/rows.ts'
import { freshDevice, ming, openTab, PLAN, shown, soon, stateBy, type, words } from './device.ts'
import { SCHEMA_VERSION } from '../../../shared/text/schema.ts'
import { SYNC, syncFrame } from '../../../shared/wire/messages.ts'
import { fetchOf, SimRelay } from './simRelay.ts'

let relay: SimRelay
let open: OpenedPlan[]

beforeEach(() => {
  freshDevice()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  relay = new SimRelay()
  Y.applyUpdate(relay.doc, stateBy(7, '指导思想', '工作目标'))
  vi.stubGlobal('fetch', fetchOf(relay, ming.user.id))
  open = []
})
afterEach(async () => {
  vi.useRealTimers()
  for (const one of open) await one.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** The session that is open now: a mended text has another. */
async function opened(): Promise<() => PlanSession> {
  const one = openTab(relay)
  open.push(one)
  await soon(() => one.session.get() !== null)
  await shown(one)
  return () => {
    const session = one.session.get()
    if (session === null) throw new Error('no session')
    return session
  }
}

const kind = (session: PlanSession): string => chipOf(session.facts.get()).kind

/** A device with an acknowledged text of the same state vector as the relay's, and other words. */
async function forge(...texts: string[]): Promise<void> {
  const db = openPlanDatabase(ming.user.id, PLAN)
  await db.run('readwrite', 'rows', async (tx) => {
    tx.objectStore('rows').put({ key: 'k', update: stateBy(7, ...texts), pending: false, places: [] })
  })
  db.close()
}

test.each([[false], [true]])(
  '[W17] a text that differs under the same state vector is found within ten seconds, shown and mended, and both stay (without sockets: %s)',
  async (socketless) => {
    await forge('指导恩想', '工作目标')
    relay.socketless = socketless
    const session = await opened()
    await soon(() => kind(session()) === 'saved')
    expect(words(session().doc)).toBe('指导恩想')
    await soon(() => session().mended.get(), 10_000)
    await soon(() => kind(session()) === 'saved' && words(session().doc) === '指导思想')
    expect(session().setAside.get()).toMatchObject([
      { reason: 'diverged', proposals: [{ block: 'p1', mine: '指导恩想', now: '指导思想' }] },
    ])
    expect(words(relay.doc)).toBe('指导思想')
    expect(relay.refusals + relay.gaps).toBe(0)
    // It is the relay's text from now on, also on this device.
    type(session().doc, '：新')
    await soon(() => kind(session()) === 'saved')
    expect(words(relay.doc)).toBe('指导思想：新')
    session().closeMended()
    expect(session().mended.get()).toBe(false)
  },
)

test('[W17] where the browser stores nothing, the text that differed is kept as long as the page is open', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new Error('private mode')
    },
  })
  const session = await opened()
  await soon(() => session().facts.get().connected)
  relay.doc = new Y.Doc()
  Y.applyUpdate(relay.doc, stateBy(7, '指导恩想', '工作目标'))
  await soon(() => session().mended.get() && words(session().doc) === '指导恩想', 90_000)
  await soon(() => session().setAside.get()[0]?.proposals.length === 1)
  expect(session().setAside.get()[0]?.proposals[0]).toMatchObject({ mine: '指导思想', now: '指导恩想' })
})

test('[W17] what was only lost on the way is fetched, and nothing is set aside', async () => {
  const session = await opened()
  await soon(() => kind(session()) === 'saved')
  type(relay.doc, '，没送到的')
  await soon(() => words(session().doc) === '指导思想，没送到的', 70_000)
  expect([session().mended.get(), session().setAside.get().length]).toEqual([false, 0])
})

test('[W17] what only the device has is given, and nothing is set aside', async () => {
  const before = Y.encodeStateAsUpdate(relay.doc)
  const session = await opened()
  await soon(() => kind(session()) === 'saved')
  type(session().doc, '，记得的')
  await soon(() => kind(session()) === 'saved')
  relay.doc = new Y.Doc()
  Y.applyUpdate(relay.doc, before)
  await soon(() => words(relay.doc) === '指导思想，记得的', 70_000)
  expect([session().mended.get(), session().setAside.get().length]).toEqual([false, 0])
})

test('[W17] nothing is compared while somebody types, here or elsewhere, and a minute of quiet asks once or twice', async () => {
  const session = await opened()
  await soon(() => kind(session()) === 'saved')
  const colleague = await opened()
  await soon(() => kind(colleague()) === 'saved')
  const { digests } = relay
  for (let n = 0; n < 30; n++) {
    type(n % 2 === 0 ? session().doc : colleague().doc, '字')
    await vi.advanceTimersByTimeAsync(2_000)
  }
  expect(relay.digests).toBe(digests)
  await soon(() => relay.digests === digests + 2, 10_000)
  await vi.advanceTimersByTimeAsync(50_000)
  expect(relay.digests).toBe(digests + 2)
})

test('[W17] an answer that somebody’s typing has overtaken counts for nothing', async () => {
  const session = await opened()
  await soon(() => kind(session()) === 'saved')
  const first = session()
  relay.held = true
  await soon(() => !relay.isIdle())
  type(session().doc, '快')
  const { connections } = relay
  relay.held = false
  relay.deliver()
  await soon(() => kind(session()) === 'saved')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(relay.connections).toBe(connections)
  expect(session()).toBe(first)
})

test('[W17] nor does one that a colleague’s typing has overtaken', async () => {
  const session = await opened()
  await soon(() => kind(session()) === 'saved')
  relay.held = true
  await soon(() => !relay.isIdle())
  const wrong = vi.spyOn(relay, 'digest').mockReturnValue(new Uint8Array(32))
  relay.doc.once('update', (update: Uint8Array) => {
    for (const line of relay.lines) line.get(syncFrame(SYNC.update, update))
  })
  type(relay.doc, '（他的）', 1)
  const { connections } = relay
  relay.held = false
  relay.deliver()
  await soon(() => words(session().doc, 1) === '工作目标（他的）')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(wrong).toHaveBeenCalledTimes(1)
  expect(relay.connections).toBe(connections)
})

test('[W17] a page of an older schema does not compare: its editor may have dropped what it does not know', async () => {
  relay.standing = { ...relay.standing, schema: SCHEMA_VERSION + 1, mayWrite: false }
  const session = await opened()
  await soon(() => session().facts.get().connected)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(relay.digests).toBe(0)
})

test('[W17] a relay whose digest is never right does not have a text replaced again and again', async () => {
  vi.spyOn(relay, 'digest').mockReturnValue(new Uint8Array(32))
  const session = await opened()
  await soon(() => session().mended.get(), 60_000)
  const { connections } = relay
  await vi.advanceTimersByTimeAsync(300_000)
  expect(relay.connections - connections).toBeLessThan(4)
  expect(words(session().doc)).toBe('指导思想')
})

test('[W17][P3] two tabs with the same strange text mend it once', async () => {
  await forge('指导恩想', '工作目标')
  const [left, right] = [await opened(), await opened()]
  await soon(() => kind(left()) === 'saved' && kind(right()) === 'saved')
  await soon(() => left().mended.get() || right().mended.get(), 20_000)
  await soon(() => words(left().doc) === '指导思想' && words(right().doc) === '指导思想')
  await soon(() => kind(left()) === 'saved' && kind(right()) === 'saved')
  const kept = [...left().setAside.get(), ...right().setAside.get()]
  expect(kept.flatMap(({ proposals }) => proposals.map(({ mine }) => mine))).toContain('指导恩想')
  type(left().doc, '：左', 1)
  await soon(() => words(right().doc, 1) === '工作目标：左' && words(relay.doc, 1) === '工作目标：左')
})
