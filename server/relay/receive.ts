import * as Y from 'yjs'
import { BODY, FRONT } from '../../shared/text/schema.ts'
import { CLIENT_IDS, CLOCK_LEAP, UPDATE_BYTES } from '../../shared/wire/limits.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'

/**
 * Our own receive path: what an update may do is decided here, before and while it is applied to the
 * room's replica, because y-protocols swallows exceptions and Yjs does not roll back on error.
 *
 * Invariants:
 * 1. `new` carries exactly what the replica did not have; the caller logs those bytes.
 * 2. `known` changed nothing. After `gap`, `spoilt: true` or a refusal with `spoilt: true` the replica
 *    must be thrown away and rebuilt from the log.
 */
export type Received =
  | { kind: 'new'; update: Uint8Array; clients: number[] }
  | { kind: 'known' }
  | { kind: 'gap'; spoilt: boolean }
  | { kind: 'refused'; code: RefusalCode; spoilt: boolean }

const refused = (code: RefusalCode, spoilt = false): Received => ({ kind: 'refused', code, spoilt })

type Decoded = ReturnType<typeof Y.decodeUpdate>

/** Reads an update's structure; null when it is malformed. Each claimed struct costs bytes, so the length bounds the work. */
function decode(update: Uint8Array): Decoded | null {
  try {
    return Y.decodeUpdate(update)
  } catch {
    return null
  }
}

/** Whether every struct and deletion is one that an editor of ours makes: known roots, no sub-documents. */
function isPlanText(decoded: Decoded): boolean {
  return decoded.structs.every((struct) => {
    if (!(struct instanceof Y.Item)) return true
    const parent: unknown = struct.parent
    return (
      (typeof parent !== 'string' || parent === BODY || parent === FRONT) &&
      !(struct.content instanceof Y.ContentDoc)
    )
  })
}

/** Compares an update's clocks with the replica's: how it continues what is there. */
function compareClocks(decoded: Decoded, replica: Y.Doc): 'continues' | 'overlaps' | 'gap' | 'leap' {
  const next = new Map<number, number>()
  let overlaps = false
  for (const struct of decoded.structs) {
    const { id, length } = struct
    const known = next.get(id.client) ?? Y.getState(replica.store, id.client)
    if (id.clock > known || struct instanceof Y.Skip) return id.clock > known + CLOCK_LEAP ? 'leap' : 'gap'
    const end = id.clock + length
    if (end > known + CLOCK_LEAP) return 'leap'
    if (id.clock < known && end > known) overlaps = true
    next.set(id.client, Math.max(known, end))
  }
  return overlaps ? 'overlaps' : 'continues'
}

/** Checks one update and applies it to the replica. */
export function receive(update: Uint8Array, replica: Y.Doc, limit: number = UPDATE_BYTES): Received {
  if (update.byteLength > limit) return refused('too-large')
  const decoded = decode(update)
  if (decoded === null || !isPlanText(decoded)) return refused('malformed')
  const clients = new Set(decoded.structs.map((struct) => struct.id.client))
  if (clients.size > CLIENT_IDS || decoded.ds.clients.size > CLIENT_IDS) return refused('too-large')

  const clocks = compareClocks(decoded, replica)
  if (clocks === 'leap') return refused('malformed')
  // A run that is known in part may hold other content under a known clock: the difference is asked for afresh.
  if (clocks !== 'continues') return { kind: 'gap', spoilt: false }

  const news: Uint8Array[] = []
  const listen = (bytes: Uint8Array): void => {
    news.push(bytes)
  }
  const before = Y.encodeStateVector(replica)
  replica.on('update', listen)
  try {
    Y.applyUpdate(replica, update)
  } catch {
    return refused('malformed', true)
  } finally {
    replica.off('update', listen)
  }
  if (replica.store.pendingStructs !== null || replica.store.pendingDs !== null)
    return { kind: 'gap', spoilt: true }
  if (news.length === 0) return { kind: 'known' }
  const known = Y.decodeStateVector(before)
  const fresh = [...clients].filter((client) => Y.getState(replica.store, client) > (known.get(client) ?? 0))
  return {
    kind: 'new',
    update: news.length === 1 && news[0] ? news[0] : Y.mergeUpdates(news),
    clients: fresh,
  }
}

/** Reads a client's state vector; null when it is malformed or names too many clients. */
export function readStateVector(bytes: Uint8Array): Map<number, number> | null {
  try {
    // Each entry takes two bytes or more.
    if (bytes.byteLength > CLIENT_IDS * 16) return null
    const vector = Y.decodeStateVector(bytes)
    return vector.size > CLIENT_IDS ? null : vector
  } catch {
    return null
  }
}
