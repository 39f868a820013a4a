/**
 * One person's tabs of one plan, over a BroadcastChannel of our own: works offline, and tells which
 * changes the relay lacks, so that an acknowledgement in any tab clears the change in all.
 *
 * Invariants:
 * 1. A change from another tab is applied with a TabOrigin and is sent to the relay by this tab too: the
 *    relay acknowledges what it knows without logging it, and one tab's broken line costs nothing.
 * 2. Messages of another generation (localStore.ts) are not applied: they build on refused work.
 * 3. Every tab stores a change before it sends it (RULES P3), also one that another tab made: that one may be
 *    killed before it could. A change comes with its key, so that storing it twice is storing it once; a whole
 *    state is told only when the teller has stored it.
 */
import * as Y from 'yjs'
import type { Entry } from './accounts.ts'
import { applied } from './applied.ts'

/** The origin of a transaction that came from another tab, with what of it the relay may lack. */
export class TabOrigin {
  readonly entries: readonly Entry[]
  constructor(entries: readonly Entry[]) {
    this.entries = entries
  }
}

type Message =
  | { kind: 'hello'; generation: number; vector: Uint8Array }
  | {
      kind: 'state'
      generation: number
      /** Sent with an answer to `hello`: the greeted tab's own state, so that the newcomer can answer. */
      vector: Uint8Array | null
      update: Uint8Array
      pending: Entry[]
    }
  | { kind: 'update'; generation: number; update: Uint8Array; entry: Entry }
  | { kind: 'stored'; keys: readonly string[] }
  | { kind: 'replaced'; generation: number }

export type TabEvents = {
  pending: () => Entry[]
  /** A change that another tab made, before it is applied. */
  received: (update: Uint8Array, entry: Entry) => void
  /** Settles when what the document holds now is in the local store. */
  whenStored: () => Promise<void>
  /** Entries that came with nothing new for this document. */
  known: (entries: readonly Entry[]) => void
  stored: (keys: readonly string[]) => void
  /** Another tab set work aside and went on with a newer generation. */
  replaced: () => void
}

export type Tabs = {
  update: (update: Uint8Array, entry: Entry) => void
  stored: (keys: readonly string[]) => void
  replaced: (generation: number) => void
  close: () => void
}

export function openTabs(name: string, doc: Y.Doc, generation: number, events: TabEvents): Tabs {
  const channel = new BroadcastChannel(name)
  const post: (message: Message) => void = channel.postMessage.bind(channel)

  const apply = (update: Uint8Array, entries: readonly Entry[]): void => {
    if (!applied(doc, update, new TabOrigin(entries))) events.known(entries)
  }
  let closed = false
  const sendState = (vector: Uint8Array, ours: Uint8Array | null): void => {
    const update = Y.encodeStateAsUpdate(doc, vector)
    const pending = events.pending()
    void events.whenStored().then(() => {
      if (!closed) post({ kind: 'state', generation, vector: ours, update, pending })
    })
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'stored') {
      events.stored(data.keys)
      return
    }
    if (data.generation > generation) events.replaced()
    if (data.generation !== generation) return
    switch (data.kind) {
      case 'hello':
        sendState(data.vector, Y.encodeStateVector(doc))
        break
      case 'state':
        apply(data.update, data.pending)
        if (data.vector !== null) sendState(data.vector, null)
        break
      case 'update':
        events.received(data.update, data.entry)
        apply(data.update, [data.entry])
        break
      case 'replaced':
    }
  })
  post({ kind: 'hello', generation, vector: Y.encodeStateVector(doc) })

  return {
    update: (update, entry) => post({ kind: 'update', generation, update, entry }),
    stored: (keys) => post({ kind: 'stored', keys }),
    replaced: (next) => post({ kind: 'replaced', generation: next }),
    close: () => {
      closed = true
      channel.close()
    },
  }
}
