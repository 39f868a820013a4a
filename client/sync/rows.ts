import * as Y from 'yjs'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import type { Standing } from '../../shared/wire/messages.ts'
import { Idb, resultOf } from './idb.ts'
import { planStoreName } from './names.ts'
import { newId } from './newId.ts'

/** The plan's database on this device: its rows and what stands beside them, read and folded within a transaction. */

/** One stored update. `places` are the blocks it touched; `pending` until the relay acknowledged it. */
export type Row = { key: string; update: Uint8Array; pending: boolean; places: readonly string[] }

export type Meta = {
  generation: number
  standing: Standing | null
  /** The server said that the plan is not there any more. */
  gone?: boolean
}

export const FIRST: Meta = { generation: 1, standing: null }

export const openPlanDatabase = (user: UserId, plan: PlanId): Idb =>
  new Idb(planStoreName(user, plan), (db) => {
    db.createObjectStore('rows', { keyPath: 'key' })
    db.createObjectStore('meta')
    db.createObjectStore('aside', { keyPath: 'id' })
  })

export const readRows = (tx: IDBTransaction): Promise<Row[]> =>
  resultOf(tx.objectStore('rows').getAll() as IDBRequest<Row[]>)

export const readMeta = async (tx: IDBTransaction): Promise<Meta> =>
  (await resultOf(tx.objectStore('meta').get('meta') as IDBRequest<Meta | undefined>)) ?? FIRST

export const isPending = (row: Row): boolean => row.pending

/** Replaces the settled rows by one, and the pending ones too if asked (their keys change). Returns what is left. */
export function fold(tx: IDBTransaction, rows: readonly Row[], alsoPending: boolean): Row[] {
  const store = tx.objectStore('rows')
  const one = (of: readonly Row[], pending: boolean): Row[] => {
    if (of.length < 2) return [...of]
    const places = [...new Set(of.flatMap((row) => row.places))]
    const update = Y.mergeUpdates(of.map((row) => row.update))
    const row = { key: newId(), update, pending, places: pending ? places : [] }
    for (const old of of) store.delete(old.key)
    store.put(row)
    return [row]
  }
  const pending = rows.filter(isPending)
  const settled = rows.filter((row) => !row.pending)
  return [...one(settled, false), ...(alsoPending ? one(pending, true) : pending)]
}
