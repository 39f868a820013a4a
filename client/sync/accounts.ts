/**
 * What of this document's text the relay has not acknowledged: the books behind 已保存. No clock, no
 * socket, no store: provider.ts, localStore.ts and tabs.ts report what happened, this says what it means.
 *
 * The document's ticks count its changes as they are applied here, those from the relay not counted: each
 * tick is followed by a frame, when there is a connection. An entry is one change that the relay may not
 * have, noted at its tick.
 *
 * Invariants (RULES L1):
 * 1. An entry is cleared only by an acknowledgement on the current connection that covers its tick, or by
 *    another tab of this person saying that the relay acknowledged that very entry to it.
 * 2. A frame carries nothing that was made after it: it is noted with the tick at the time it was encoded.
 * 3. Acknowledging frame n of a connection covers every tick up to frame n's, provided that a sync step 2
 *    was among the frames 1..n: that one carried all the relay lacked at its own tick, and every later
 *    change went out as a frame of its own. Without it only the connection's own frames would be covered,
 *    and an earlier change that was never sent on it would be called saved.
 * 4. A new connection starts new books: frames of the old one can no longer be acknowledged.
 * 5. An exchange over HTTP carries all that the relay lacks at its tick, like a sync step 2, and is no frame: its
 *    acknowledgement covers that tick, whatever a socket does meanwhile.
 * 6. After a refusal nothing more is cleared by this connection or a later one: acknowledgements count
 *    refused frames too, and the document is about to be set aside.
 */
export type Entry = { key: string; places: readonly string[] }

export class Accounts {
  private tick = 0
  /** The highest tick that an acknowledgement has covered. */
  private covered = 0
  private readonly entries = new Map<string, { tick: number; places: readonly string[] }>()
  private frames: { tick: number; step2: boolean }[] = []
  private acked = 0
  private refused = false

  /** The document changed otherwise than from the relay: with an entry if the relay may lack the change. */
  note(entry: Entry | null): void {
    this.tick += 1
    if (entry !== null && !this.entries.has(entry.key))
      this.entries.set(entry.key, { tick: this.tick, places: entry.places })
  }

  /** An entry whose change this document already holds: pending unless all it holds is acknowledged. */
  noteKnown(entry: Entry): void {
    if (this.covered < this.tick && !this.entries.has(entry.key))
      this.entries.set(entry.key, { tick: this.tick, places: entry.places })
  }

  /** The tick that a frame encoded now carries up to. */
  now(): number {
    return this.tick
  }

  /** A new connection: its frames count from 1. */
  connected(): void {
    this.frames = []
    this.acked = 0
  }

  /** An update frame went out; `tick` is what `now()` said when it was encoded. */
  sent(tick: number, step2: boolean): void {
    this.frames.push({ tick, step2 })
  }

  /** The relay acknowledged the first `count` frames of this connection. Returns the keys that this clears. */
  ack(count: number): string[] {
    if (this.refused) return []
    const covered = this.frames.slice(0, count)
    this.acked = Math.max(this.acked, covered.length)
    const last = covered.at(-1)
    if (last === undefined || !covered.some((frame) => frame.step2)) return []
    return this.cover(last.tick)
  }

  /** The relay has all that this document held at a tick. Returns the keys that this clears. */
  cover(tick: number): string[] {
    if (this.refused) return []
    this.covered = Math.max(this.covered, tick)
    const keys = [...this.entries].filter(([, entry]) => entry.tick <= tick).map(([key]) => key)
    this.clear(keys)
    return keys
  }

  /** Whether the document changed since what the relay is known to have. */
  isBehind(): boolean {
    return this.covered < this.tick
  }

  /** The relay refused one of this document's frames. */
  refuse(): void {
    this.refused = true
  }

  /** The relay acknowledged these entries to another tab. */
  clear(keys: Iterable<string>): void {
    for (const key of keys) this.entries.delete(key)
  }

  /** Frames sent on this connection that the relay has not answered for. */
  unanswered(): number {
    return this.frames.length - this.acked
  }

  pending(): Entry[] {
    return [...this.entries].map(([key, { places }]) => ({ key, places }))
  }

  /** Distinct places with unacknowledged changes; a change without a place counts as one. */
  pendingPlaces(): number {
    const places = new Set<string>()
    for (const [, entry] of this.entries) for (const place of entry.places) places.add(place)
    return this.entries.size === 0 ? 0 : Math.max(1, places.size)
  }
}
