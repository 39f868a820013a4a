import * as Y from 'yjs'
import { CLIENT_IDS, CLOCK_LEAP, UPDATE_BYTES } from '../../shared/wire/limits.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { scanUpdate } from './scan.ts'
import { isDrawable } from './shape.ts'

/**
 * Our own receive path, because y-protocols swallows exceptions and Yjs does not roll back on error.
 * `judge` decides from the bytes and the replica's clocks alone and changes nothing; only what it calls
 * `new` is applied, and `log` is exactly what the replica lacked.
 */
export type Judged =
  | { kind: 'new'; log: Uint8Array; clients: number[] }
  | { kind: 'known' }
  /** It lacks a predecessor, or runs partly through clocks that are known: ask for the difference afresh. */
  | { kind: 'gap' }
  | { kind: 'refused'; code: RefusalCode }

type New = Extract<Judged, { kind: 'new' }>

const refused = (code: RefusalCode): Judged => ({ kind: 'refused', code })

/** Whether the replica has already deleted all of a run of known clocks. */
function isGone(replica: Y.Doc, client: number, from: number, to: number): boolean {
  const structs = replica.store.clients.get(client)
  if (structs === undefined) return false
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
    const struct = structs[index]
    if (struct === undefined || struct.id.clock >= to) return true
    if (!struct.deleted) return false
  }
  return true
}

/** Compares an update with the replica, clock by clock. Throws on malformed bytes. */
function compare(update: Uint8Array, replica: Y.Doc): Judged {
  const next = new Map<number, number>()
  const references = new Map<number, number>()
  const known = (client: number): number => next.get(client) ?? Y.getState(replica.store, client)
  const fresh = new Set<number>()
  let knownStructs = false
  let gap = false
  let leap = 0

  const deletions: { client: number; from: number; to: number }[] = []
  scanUpdate(update, {
    struct: (client, from, to, refers) => {
      const state = known(client)
      if (to <= state) {
        knownStructs = true
        return
      }
      // A run that is known in part may hold other content under a known clock.
      if (from !== state) gap = true
      leap += to - state
      fresh.add(client)
      next.set(client, to)
      for (const refer of refers)
        references.set(refer.client, Math.max(references.get(refer.client) ?? 0, refer.clock))
    },
    deletion: (client, from, to) => {
      deletions.push({ client, from, to })
    },
  })

  if (leap > CLOCK_LEAP || fresh.size > CLIENT_IDS) return refused('too-large')
  for (const [client, clock] of references) if (clock >= known(client)) gap = true
  for (const { client, to } of deletions) if (to > known(client)) gap = true
  if (gap) return { kind: 'gap' }
  if (fresh.size === 0 && deletions.every(({ client, from, to }) => isGone(replica, client, from, to)))
    return { kind: 'known' }
  const log = knownStructs ? Y.diffUpdate(update, Y.encodeStateVector(replica)) : update
  return { kind: 'new', log, clients: [...fresh] }
}

/** Says what an update is to this replica, and changes nothing. */
export function judge(update: Uint8Array, replica: Y.Doc, limit: number = UPDATE_BYTES): Judged {
  if (update.byteLength > limit) return refused('too-large')
  try {
    return compare(update, replica)
  } catch {
    // The scan, its UTF-8 and its JSON throw on anything that is not an update of ours.
    return refused('malformed')
  }
}

/**
 * Applies what `judge` called new. False means that the replica must be thrown away: Yjs choked on it midway,
 * or holds now what no editor can draw.
 */
export function applyNew({ log, clients }: New, replica: Y.Doc): boolean {
  const from = new Map(clients.map((client) => [client, Y.getState(replica.store, client)]))
  try {
    Y.applyUpdate(replica, log)
  } catch {
    // Structure and clocks were right and yet it cannot be integrated: the sender is told `malformed`.
    return false
  }
  const { pendingStructs, pendingDs } = replica.store
  return pendingStructs === null && pendingDs === null && isDrawable(replica, from)
}

export type Received =
  { kind: 'new'; update: Uint8Array; clients: number[] } | Exclude<Judged, { kind: 'new' }>

/** Judges one update and applies it to a document that nobody else uses, such as a new plan's. */
export function receive(update: Uint8Array, scratch: Y.Doc, limit: number = UPDATE_BYTES): Received {
  const judged = judge(update, scratch, limit)
  if (judged.kind !== 'new') return judged
  if (!applyNew(judged, scratch)) return { kind: 'refused', code: 'malformed' }
  return { kind: 'new', update: judged.log, clients: judged.clients }
}

/** Whether these bytes are a state vector, which Yjs may then decode. */
export function isStateVector(bytes: Uint8Array): boolean {
  try {
    Y.decodeStateVector(bytes)
    return true
  } catch {
    // lib0 throws where the bytes end early.
    return false
  }
}
