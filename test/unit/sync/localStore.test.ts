import * as Y from 'yjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deleteDatabase } from '../../../client/sync/idb.ts'
import { LocalStore, type StoreState } from '../../../client/sync/localStore.ts'
import { openPlanDatabase, type Row } from '../../../client/sync/rows.ts'
import { takeAside } from '../../../client/sync/setAside.ts'
import { freshDevice, ming, PLAN, until } from './device.ts'

beforeEach(freshDevice)
afterEach(() => vi.unstubAllGlobals())

type Opened = { store: LocalStore; state: () => StoreState; stale: () => boolean }

function open(): Opened {
  let state: StoreState = { stored: true, broken: false }
  let stale = false
  const db = openPlanDatabase(ming.user.id, PLAN)
  const store = new LocalStore(
    db,
    (next) => {
      state = next
    },
    () => {
      stale = true
    },
  )
  return { store, state: () => state, stale: () => stale }
}

/** `count` changes of one document, one row each. */
function typing(count: number, pending = true): Row[] {
  const doc = new Y.Doc()
  const rows: Row[] = []
  doc.on('update', (update: Uint8Array) =>
    rows.push({ key: `${pending}${rows.length}`, update, pending, places: [`p${rows.length % 3}`] }),
  )
  for (let n = 0; n < count; n++) doc.getText('t').insert(n, String(n % 10))
  return rows
}
const textOf = (rows: readonly Row[]): string => {
  const doc = new Y.Doc()
  for (const { update } of rows) Y.applyUpdate(doc, update)
  return doc.getText('t').toJSON()
}

test('[P3] what was appended is there when the store says that it is stored', async () => {
  const { store, state } = open()
  await store.load()
  for (const row of typing(5)) store.append(row)
  expect(state().stored).toBe(false)
  await store.whenStored()
  expect(state()).toEqual({ stored: true, broken: false })
  const again = await open().store.load()
  expect(textOf(again.rows)).toBe('01234')
})

test('a store that the browser closed, or another page deleted, is opened again', async () => {
  const { store, state } = open()
  await store.load()
  await deleteDatabase(store.db.name)
  for (const row of typing(2)) store.append(row)
  await store.whenStored()
  expect(state().broken).toBe(false)
  expect(textOf((await open().store.load()).rows)).toBe('01')
})

test('an acknowledged row is marked, and a long store is folded into one row of each kind', async () => {
  const { store } = open()
  await store.load()
  const rows = typing(700)
  for (const row of rows) store.append(row)
  await store.whenStored()
  store.markStored(rows.slice(0, 600).map((row) => row.key))
  await store.settle()
  const { rows: folded } = await open().store.load()
  expect(folded).toHaveLength(2)
  expect(folded.find((row) => row.pending)?.places.toSorted()).toEqual(['p0', 'p1', 'p2'])
  expect(textOf(folded)).toBe(textOf(rows))
  expect(textOf((await open().store.load()).rows)).toBe(textOf(rows))
})

test('[L3] a tab of an older generation writes nothing into the next one', async () => {
  const [one, other] = [open(), open()]
  await one.store.load()
  await other.store.load()
  const [first, second] = typing(2)
  if (first === undefined || second === undefined) throw new Error('no rows')
  one.store.append(first)
  await one.store.whenStored()
  const record = await takeAside(one.store.db, {
    generation: 1,
    reason: 'not-allowed',
    at: 0,
    state: first.update,
    keys: [first.key],
    baseHolds: true,
  })
  expect(record?.keys).toEqual([first.key])
  other.store.append(second)
  await until(other.stale)
  const after = await open().store.load()
  expect(after.rows).toEqual([])
  expect(after.meta.generation).toBe(2)
  expect(after.aside).toHaveLength(1)
})

test('[P3] when writing fails the store says so, keeps what it has, and writes it once it can', async () => {
  const working = indexedDB
  const { store, state } = open()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('quota', 'QuotaExceededError')
    },
  })
  await store.load()
  for (const row of typing(3)) store.append(row)
  await vi.waitFor(() => expect(state()).toEqual({ stored: false, broken: true }))
  vi.stubGlobal('indexedDB', working)
  await vi.advanceTimersByTimeAsync(5_000)
  vi.useRealTimers()
  await until(() => state().stored && !state().broken)
  expect(textOf((await open().store.load()).rows)).toBe('012')
})
