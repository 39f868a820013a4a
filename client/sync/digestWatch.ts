/**
 * Compares this document with what the relay's log says, by digest (RULES W17): equal state vectors do not prove
 * equal text, and a frame that never came leaves no trace.
 *
 * Invariants:
 * 1. Nothing is compared while anybody types. The question waits until nothing has changed for QUIET_MS, and its
 *    answer counts only if nothing changed since: the relay sends it behind all that it is of (shared/wire).
 * 2. A difference is first taken for something lost on the way, and the two exchange what they lack. Only what still
 *    differs then is told.
 */
import { digest as sha256 } from 'lib0/hash/sha256'
import type * as Y from 'yjs'
import { digestOf } from '../../shared/text/digest.ts'

/** How long nothing may have changed, milliseconds; as much again at random, so that a plan's readers do not all ask at once. */
const QUIET_MS = 5_000
const SPREAD_MS = 1_000
/** After a difference, milliseconds. */
const RECHECK_MS = 1_500
/** A question may go unanswered; it is asked again, milliseconds. */
const UNANSWERED_MS = 10_000
/** The same text is compared again, milliseconds: others may have written what never came here. */
const AGAIN_MS = 60_000

type WatchOptions = {
  doc: Y.Doc
  /** Whether document and relay have told each other all. */
  isSettled: () => boolean
  ask: () => void
  /** Exchange anew what either lacks. */
  resync: () => void
  /** The text here is not the relay's. */
  differs: () => void
}

/** SHA-256 without the browser's own, which plain http in a local network does not have. */
const hash = (content: string): Uint8Array => sha256(new TextEncoder().encode(content))

export class DigestWatch {
  private readonly options: WatchOptions
  private timer: ReturnType<typeof setTimeout> | null = null
  /** Counts the document's changes. */
  private version = 0
  private asked: number | null = null
  private differences = 0

  constructor(options: WatchOptions) {
    this.options = options
    options.doc.on('update', this.onUpdate)
    this.later(QUIET_MS)
  }

  private readonly onUpdate = (): void => {
    this.version += 1
    this.later(QUIET_MS)
  }

  private later(wait: number): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), wait + Math.random() * SPREAD_MS)
  }

  private ask(): void {
    if (!this.options.isSettled()) {
      this.later(this.differences > 0 ? RECHECK_MS : QUIET_MS)
      return
    }
    this.asked = this.version
    this.options.ask()
    this.later(UNANSWERED_MS)
  }

  /** The relay's digest has come. */
  answered(digest: Uint8Array): void {
    const { doc, isSettled, resync, differs } = this.options
    const isOfThis = this.asked === this.version && isSettled()
    this.asked = null
    // Whatever changed meanwhile has set the timer anew.
    if (!isOfThis) return
    const own = digestOf(doc, hash)
    if (own.every((byte, index) => byte === digest[index])) {
      this.differences = 0
      this.later(AGAIN_MS)
      return
    }
    this.differences += 1
    this.later(this.differences === 1 ? RECHECK_MS : AGAIN_MS)
    if (this.differences === 1) resync()
    else differs()
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.options.doc.off('update', this.onUpdate)
  }
}
