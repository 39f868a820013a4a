import * as Y from 'yjs'
import { CLIENT_IDS, CLOCK_LEAP, UPDATE_BYTES } from '../../shared/wire/limits.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { applyAll } from '../store/planLog.ts'
import { KIND, ORIGINS, type Reference, scanUpdate, STRING } from './scan.ts'
import { areSiblings, isDrawable } from './shape.ts'

/**
 * Our own receive path, because y-protocols swallows exceptions and Yjs does not roll back on error.
 * `judge` decides from the bytes and the replica's clocks alone and changes nothing; only what it calls
 * `new` is applied, and `log` is exactly what the replica lacked.
 */
export type Judged =
  | { kind: 'new'; log: Uint8Array; clients: number[]; structs: readonly NewRun[] }
  | { kind: 'known' }
  /** It lacks a predecessor, or runs partly through clocks that are known: ask for the difference afresh. */
  | { kind: 'gap' }
  | { kind: 'refused'; code: RefusalCode }

type New = Extract<Judged, { kind: 'new' }>

type NotNew = Exclude<Judged, New>

const refused = (code: RefusalCode): NotNew => ({ kind: 'refused', code })

/** A run of clocks [from, to) of one client. */
export type Run = { client: number; from: number; to: number }
/** A struct with new clocks; `references` are the neighbours that it names if it is `typed`: a piece of text between such. */
export type NewRun = Run & { references: readonly Reference[]; typed: boolean }

/** What an update says, compared with the clocks that are known; no gap is in it. */
export type Compared = {
  kind: 'compared'
  structs: readonly NewRun[]
  deletions: readonly Run[]
  /** Some of its structs are known. */
  partly: boolean
  /** The clients that it writes under, with their next clocks after it. */
  next: ReadonlyMap<number, number>
}

/** Whether the replica has already deleted all of a run of known clocks. */
function isGone(replica: Y.Doc, { client, from, to }: Run): boolean {
  const structs = replica.store.clients.get(client)
  if (structs === undefined) return false
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
    const struct = structs[index]
    if (struct === undefined || struct.id.clock >= to) return true
    if (!struct.deleted) return false
  }
  return true
}

/** How much of these runs stands in the replica, in clocks; what it does not know yet is not in it. */
export function standing(replica: Y.Doc, runs: readonly Run[]): number {
  let clocks = 0
  for (const { client, from, to } of runs) {
    const structs = replica.store.clients.get(client)
    if (structs === undefined || from >= Y.getState(replica.store, client)) continue
    for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
      const struct = structs[index]
      if (struct === undefined || struct.id.clock >= to) break
      const { clock } = struct.id
      if (!struct.deleted) clocks += Math.min(to, clock + struct.length) - Math.max(from, clock)
    }
  }
  return clocks
}

export const isAllGone = (replica: Y.Doc, deletions: readonly Run[]): boolean =>
  deletions.every((run) => isGone(replica, run))

function scan(update: Uint8Array, state: (client: number) => number): Compared | NotNew {
  const next = new Map<number, number>()
  const known = (client: number): number => next.get(client) ?? state(client)
  const structs: NewRun[] = []
  const deletions: Run[] = []
  let partly = false
  let gap = false
  let leap = 0
  scanUpdate(update, {
    struct: (client, from, to, references, info) => {
      const before = known(client)
      if (to <= before) {
        partly = true
        return
      }
      // A run that is known in part may hold other content under a known clock.
      if (from !== before) gap = true
      leap += to - before
      next.set(client, to)
      const typed = (info & KIND) === STRING && (info & ORIGINS) !== 0
      structs.push({ client, from, to, references, typed })
    },
    deletion: (client, from, to) => {
      deletions.push({ client, from, to })
    },
  })
  if (leap > CLOCK_LEAP || next.size > CLIENT_IDS) return refused('too-large')
  for (const { references } of structs)
    for (const { client, clock } of references) if (clock >= known(client)) gap = true
  for (const { client, to } of deletions) if (to > known(client)) gap = true
  return gap ? { kind: 'gap' } : { kind: 'compared', structs, deletions, partly, next }
}

/** Compares an update with the clocks that are known, one by one. Nothing is decoded or built from it. */
export function compare(
  update: Uint8Array,
  state: (client: number) => number,
  limit: number,
): Compared | NotNew {
  if (update.byteLength > limit) return refused('too-large')
  try {
    return scan(update, state)
  } catch {
    // The scan, its UTF-8 and its JSON throw on anything that is not an update of ours.
    return refused('malformed')
  }
}

/** The part of an update that these clocks lack. */
export const lacking = (update: Uint8Array, { partly }: Compared, vector: () => Uint8Array): Uint8Array =>
  partly ? Y.diffUpdate(update, vector()) : update

/** Says what an update is to this replica, and changes nothing. */
export function judge(update: Uint8Array, replica: Y.Doc, limit: number = UPDATE_BYTES): Judged {
  const compared = compare(update, (client) => Y.getState(replica.store, client), limit)
  if (compared.kind !== 'compared') return compared
  const { structs, deletions, next } = compared
  if (structs.length === 0 && isAllGone(replica, deletions)) return { kind: 'known' }
  const log = lacking(update, compared, () => Y.encodeStateVector(replica))
  return { kind: 'new', log, clients: [...next.keys()], structs }
}

/**
 * Applies what `judge` called new. False means that the replica must be thrown away: Yjs choked on it midway,
 * or holds now what no editor can draw.
 */
export function applyNew({ log, clients, structs }: Omit<New, 'kind'>, replica: Y.Doc): boolean {
  const from = new Map(clients.map((client) => [client, Y.getState(replica.store, client)]))
  try {
    applyAll(replica, [log])
  } catch {
    // Structure and clocks were right and yet it cannot be integrated: the sender is told `malformed`.
    return false
  }
  const { pendingStructs, pendingDs } = replica.store
  return (
    pendingStructs === null &&
    pendingDs === null &&
    areSiblings(replica, structs) &&
    isDrawable(replica, from)
  )
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
