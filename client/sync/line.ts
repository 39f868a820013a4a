import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import type { Standing } from '../../shared/wire/messages.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Accounts } from './accounts.ts'
import type { SocketMaker } from './gatedSocket.ts'

/** What a line between a document and the relay is given and reports, be it a socket or exchanges over HTTP. */

/** What a line to the relay reports, by a socket or over HTTP. */
export type LineEvents = {
  /** `connected()` or `connecting()` may have changed. */
  changed: () => void
  acked: (keys: readonly string[]) => void
  refused: (code: RefusalCode) => void
  /** False stops this document's traffic on the spot: it belongs to another epoch or another person. */
  standing: (standing: Standing) => boolean
  record: (seq: number) => void
  /** What the relay sends of the text, before it is applied. */
  incoming: (update: Uint8Array) => void
  /** The digest of the relay's text, behind all that it is of. */
  digest: (digest: Uint8Array) => void
  /** The relay cannot be reached, or takes nothing from this page: worth asking why. */
  unreachable: () => void
}

export type LineOptions = {
  plan: PlanId
  /** Whose document it is. */
  user: UserId
  doc: Y.Doc
  awareness: Awareness
  accounts: Accounts
  whenStored: () => Promise<void>
  /** The browser's WebSocket unless a test gives its own. */
  Socket?: SocketMaker
}

export type RelayLine = {
  /** The origin of transactions that came from the relay. */
  origin: unknown
  connected: () => boolean
  /** Whether the first attempt since the start, or since coming online, is still under way. */
  connecting: () => boolean
  /** Asks for the digest of the relay's text; there may be no answer. */
  askDigest: () => void
  /** Begins anew: either tells the other all that it lacks. */
  resync: () => void
  close: () => void
}

/** The browser's word on the network; elsewhere (tests in Node) there is none, which counts as yes. */
export const isOnline = (): boolean =>
  typeof navigator === 'undefined' || !('onLine' in navigator) || navigator.onLine
