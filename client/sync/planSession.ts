/**
 * Opens a plan on this device: the local copy first, so that the text is readable before the network,
 * then the relay (DESIGN 4). `openPlan` gives an OpenedPlan whose `session` is replaced, not changed, when
 * the relay refused work: the old document goes aside (setAside.ts) and a new one under a new client id
 * takes its place. Whoever shows a plan re-mounts its editor when `session` is another object; React code
 * takes it from usePlanSession.ts.
 *
 * Invariants:
 * 1. `session` is null until there is a text to show: this device's copy, or the relay's first sync. An
 *    empty document is never offered for writing, because two seeds merge into doubled text.
 * 2. What is set aside is never sent again, and a session that may not write sends nothing to be refused:
 *    so nothing loops (RULES L3).
 * 3. Leaving with work that the relay or the local store does not have warns (RULES L6).
 */
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import type { Standing } from '../../shared/wire/messages.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Refused, Unreachable } from './api.ts'
import type { AsideReason } from './asideRecord.ts'
import type { SocketMaker } from './gatedSocket.ts'
import { PlanKeeper } from './planKeeper.ts'

/** A value that changes, for useSyncExternalStore. `get` returns the same object until it changes. */
export type Live<T> = { get: () => T; subscribe: (listener: () => void) => () => void }

/** The facts behind the save chip; client/sync/status.ts turns them into one chip. */
export type SyncFacts = {
  /** A socket is open and the first sync is done. */
  connected: boolean
  /** The first attempt to connect is still under way. */
  connecting: boolean
  /** Distinct places (blocks) with changes that the relay has not acknowledged. */
  pendingPlaces: number
  /** Everything typed is in this device's store. */
  storedLocally: boolean
  /** Why the local store does not work, if it does not (private mode, quota). */
  localStoreBroken: boolean
  /** Why the server takes nothing from this page (signed out, no such plan, creation refused), if so. Refused work is in `setAside`. */
  refused: RefusalCode | null
}

/** Work that is not in the text, kept on this device: refused (未能提交的修改), or taken by a merge (找回文字). */
export type SetAside = {
  id: string
  at: number
  reason: AsideReason
  /**
   * Per block: the words that it was written on, the words that were proposed, and the words now.
   * `mine: ''` proposes to delete; `now: null` means the block is not in the text (any more). A `block`
   * that begins with `front:` is a correction beside the body (front:title). `isCorrected`: what was read in the
   * block was corrected, too.
   */
  proposals: { block: string; base: string; mine: string; now: string | null; isCorrected?: true }[]
}

/** One open plan on this device: the document, who is here, and the truth about saving. */
export type PlanSession = {
  plan: PlanId
  doc: Y.Doc
  body: Y.XmlFragment
  front: Y.Map<unknown>
  awareness: Awareness
  facts: Live<SyncFacts>
  standing: Live<Standing | null>
  setAside: Live<readonly SetAside[]>
  /** The text here was not the relay's and was replaced by it; until somebody has read that. */
  mended: Live<boolean>
  closeMended: () => void
  /** Carries a proposal over as the block's present words; or drops it. */
  applySetAside: (id: string, block: string) => void
  dropSetAside: (id: string) => Promise<void>
  /** The relay's doorbell: the plan's journal has grown to this number. */
  onRecord: (listener: (seq: number) => void) => () => void
  close: () => Promise<void>
}

/** Whose copy of a plan it is; a `Me` is one. */
export type Owner = { user: { id: UserId } }

/** Why there is no session (yet): a refusal, or nothing on this device and no network. */
export type OpenFailure = Refused | Unreachable

export type OpenedPlan = {
  session: Live<PlanSession | null>
  failure: Live<OpenFailure | null>
  close: () => Promise<void>
}

/** Opens a plan for this person. Returns at once; closing it frees everything and keeps what was typed. */
export const openPlan = (me: Owner, plan: PlanId, Socket?: SocketMaker): OpenedPlan =>
  new PlanKeeper(me, plan, Socket)
