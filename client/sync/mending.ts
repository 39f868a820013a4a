import { makeLive } from './live.ts'

/** Wait before a text that differs again is replaced once more, milliseconds. */
const AGAIN_MS = 600_000

/** Remembers that this device's text was replaced by the relay's, until somebody has read it. */
export class Mending {
  readonly shown = makeLive(false)
  private at = -Infinity

  /** Whether a text that differs is to be replaced now: were the two never alike, it would go on for ever. */
  begin(): boolean {
    const now = performance.now()
    if (now - this.at < AGAIN_MS) return false
    this.at = now
    this.shown.set(true)
    return true
  }

  readonly close = (): void => this.shown.set(false)
}
