import type { RefusalCode } from '../../shared/wire/refusals.ts'

/**
 * Why work was set aside: the relay refused it, the text here turned out not to be the relay's, or a merge put it
 * inside something that a colleague deleted.
 */
export type AsideReason = RefusalCode | 'diverged' | 'merged-away'

/** Work that was set aside, as it is kept on this device: two states of the document, never sent as updates. */
export type AsideRecord = {
  id: string
  /** This device's clock, milliseconds since 1970; only shown. */
  at: number
  reason: AsideReason
  /** The last state that the relay had acknowledged; null when there is none (a restored backup, a text that differs). */
  base: Uint8Array | null
  /** The whole document with the refused work in it. */
  mine: Uint8Array
  /** The rows that it holds, so that two tabs with the same work make one record. */
  keys: readonly string[]
  /** Blocks that were carried over or dropped one by one. */
  done: readonly string[]
}
