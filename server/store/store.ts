import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import type { Role, Stage } from '../../shared/record/roles.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Snapshot } from './snapshot.ts'

/** One update to append, with who sent it. */
export type Append = {
  user: UserId
  session: string
  update: Uint8Array
  /** Yjs client ids that the update writes under. */
  clients: readonly number[]
  /** How much it deletes of what stands, Yjs clock units; none when left out. */
  deletes?: number
}

/** One plan's updates of one turn. They are appended all or none. */
export type PlanAppends = {
  plan: PlanId
  /** The log position that the updates were checked against. */
  base: number
  rows: readonly Append[]
}

export type PlanOutcome =
  | { kind: 'appended'; seq: number }
  /** Row `index` may not be appended; none was. */
  | { kind: 'refused'; index: number; code: RefusalCode }
  /** The log does not stand at `base`: another process wrote. None was appended. */
  | { kind: 'moved' }
  /** The machinery failed for this plan alone. None was appended. */
  | { kind: 'failed'; cause: unknown }

/** A plan's text as stored: a snapshot, if there is one, and the updates after it, in order. */
export type StoredText = {
  snapshot: Snapshot | null
  tail: readonly Uint8Array[]
  seq: number
}

/** All of a stored text as updates, in order. Unpacks the snapshot. */
export const updatesOf = ({ snapshot, tail }: StoredText): readonly Uint8Array[] =>
  snapshot === null ? tail : [snapshot.state(), ...tail]

/**
 * What the relay needs of a store: the contract of every adapter (test/contract). Asynchronous, so that a
 * store may live in a worker or on another machine.
 *
 * Promises:
 * 1. `append` is one transaction over all plans; when it resolves, what it says is appended is on the disk (W1).
 * 2. Log positions of one plan are 1, 2, 3, … without gaps (W2).
 * 3. Role, stage, session and the owner of each client id are read in the transaction that appends (W6, W7).
 * 4. `load` never makes a plan, and rejects for a log that lacks a row (W9).
 */
export type TextStore = {
  load: (plan: PlanId) => Promise<StoredText>
  append: (turn: readonly PlanAppends[], at: number) => Promise<PlanOutcome[]>
  /** Role and stage as they are now; null when the person, the session or the plan is gone. */
  standing: (
    plan: PlanId,
    user: UserId,
    session: string,
    at: number,
  ) => Promise<{ role: Role; stage: Stage } | null>
  /** Who first wrote with a Yjs client id in this plan, or null. */
  clientOwner: (plan: PlanId, client: number) => Promise<UserId | null>
  /** A number that changes when a standing may have, whichever process changed it. */
  changes: () => Promise<number>
}
