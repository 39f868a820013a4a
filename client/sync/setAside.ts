/**
 * Work that the relay refused (RULES L3): put aside on this device in one transaction, out of the rows
 * that are synced, and offered back block by block. It is never sent as a Yjs update again, because later
 * edits depend on what was refused and every resync would bring it back.
 */
import * as Y from 'yjs'
import type { AsideReason, AsideRecord } from './asideRecord.ts'
import { type Idb, resultOf } from './idb.ts'
import { type Meta, readMeta, readRows, type Row } from './rows.ts'
import { newId } from './newId.ts'

export type TakeAside = {
  /** The generation whose work is taken. */
  generation: number
  reason: AsideReason
  at: number
  /** This tab's whole document, also when its last changes are not stored yet. */
  state: Uint8Array
  /** Keys of this tab's changes that the relay did not acknowledge. */
  keys: readonly string[]
  /** False when what was acknowledged goes aside with the rest: it is of another epoch, or is not what the relay has. */
  baseHolds: boolean
}

/**
 * Moves unacknowledged work aside and starts the store's next generation, which keeps what the relay
 * acknowledged. When another tab was first, only work that its record does not hold makes a new one.
 * Returns the record, or null when nothing was left to keep.
 */
export const takeAside = (db: Idb, take: TakeAside): Promise<AsideRecord | null> =>
  db.run('readwrite', ['rows', 'meta', 'aside'], async (tx) => {
    const meta = await readMeta(tx)
    const rows = await readRows(tx)
    const held = await resultOf(tx.objectStore('aside').getAll() as IDBRequest<AsideRecord[]>)
    const isFirst = meta.generation === take.generation
    const settled = rows.filter((row) => !row.pending)
    const pending = isFirst ? rows.filter((row) => row.pending) : []
    const keys = [...new Set([...take.keys, ...pending.map((row) => row.key)])]
    const heldKeys = new Set(held.flatMap((record) => record.keys))
    const base = settled.length === 0 ? null : Y.mergeUpdates(settled.map((row) => row.update))
    const standing = take.baseHolds ? meta.standing : null
    if (isFirst)
      nextGeneration(tx, { generation: meta.generation + 1, standing }, take.baseHolds ? base : null)

    const isNew = take.baseHolds ? keys.some((key) => !heldKeys.has(key)) : isFirst && rows.length > 0
    if (!isNew) return null
    const record: AsideRecord = {
      id: newId(),
      at: take.at,
      reason: take.reason,
      base: take.baseHolds ? (base ?? NOTHING) : null,
      mine: Y.mergeUpdates([take.state, ...(isFirst ? rows.map((row) => row.update) : [])]),
      keys,
      done: [],
    }
    tx.objectStore('aside').put(record)
    return record
  })

/** The state of an empty document. */
const NOTHING = Uint8Array.of(0, 0)

function nextGeneration(tx: IDBTransaction, meta: Meta, base: Uint8Array | null): void {
  const rows = tx.objectStore('rows')
  rows.clear()
  if (base !== null) {
    const row: Row = { key: newId(), update: base, pending: false, places: [] }
    rows.put(row)
  }
  tx.objectStore('meta').put(meta, 'meta')
}

/** Keeps a record as it is. */
export const keepAside = (db: Idb, record: AsideRecord): Promise<void> =>
  db.run('readwrite', 'aside', async (tx) => {
    tx.objectStore('aside').put(record)
  })

/** Notes that a proposal was carried over or dropped. */
export const markDone = (db: Idb, id: string, block: string): Promise<void> =>
  db.run('readwrite', 'aside', async (tx) => {
    const aside = tx.objectStore('aside')
    const record = await resultOf(aside.get(id) as IDBRequest<AsideRecord | undefined>)
    if (record !== undefined) aside.put({ ...record, done: [...record.done, block] })
  })

/** Adds what was typed while the record was being made. */
export const amendAside = (db: Idb, id: string, state: Uint8Array, keys: readonly string[]): Promise<void> =>
  db.run('readwrite', 'aside', async (tx) => {
    const aside = tx.objectStore('aside')
    const record = await resultOf(aside.get(id) as IDBRequest<AsideRecord | undefined>)
    if (record === undefined) return
    aside.put({
      ...record,
      mine: Y.mergeUpdates([record.mine, state]),
      keys: [...new Set([...record.keys, ...keys])],
    })
  })

export const forgetAside = (db: Idb, id: string): Promise<void> =>
  db.run('readwrite', 'aside', async (tx) => {
    tx.objectStore('aside').delete(id)
  })
