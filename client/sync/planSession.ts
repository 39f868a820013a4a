import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Standing } from '../../shared/wire/messages.ts'

/** A value that changes, for useSyncExternalStore. `get` returns the same object until it changes. */
export type Live<T> = { get: () => T; subscribe: (listener: () => void) => () => void }

/** The facts behind the save chip; client/sync/status.ts turns them into one chip. */
export type SyncFacts = {
  /** A socket is open and the first sync is done. */
  connected: boolean
  /** Distinct places (blocks) with changes that the relay has not acknowledged. */
  pendingPlaces: number
  /** Everything typed is in this device's store. */
  storedLocally: boolean
  /** Why the local store does not work, if it does not (private mode, quota). */
  localStoreBroken: boolean
  /** The last refusal of this session's text, if any. */
  refused: RefusalCode | null
}

/** Work that the relay refused, kept on this device (未能提交的修改). */
export type SetAside = {
  id: string
  at: number
  reason: RefusalCode
  /** Per block: the words that it was written on, the words that were proposed, and the words now. */
  proposals: { block: string; base: string; mine: string; now: string | null }[]
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
  /** Carries a proposal over as the block's present words; or drops it. */
  applySetAside: (id: string, block: string) => void
  dropSetAside: (id: string) => Promise<void>
  /** The relay's doorbell: the plan's journal has grown to this number. */
  onRecord: (listener: (seq: number) => void) => () => void
  close: () => Promise<void>
}
