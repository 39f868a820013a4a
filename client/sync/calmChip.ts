import { sameFields } from './live.ts'
import type { Live, SyncFacts } from './planSession.ts'
import { type Chip, chipOf, claimOf } from './status.ts'

/** A better claim is shown once it has held this long, so that the chip is calm while somebody types, milliseconds. */
const CALM_MS = 600

/**
 * The chip to show: a lower claim at once, a higher one when it has held. Not in React, which would go through
 * the whole text at each key to keep the cursor, three times, for a chip that stays the same.
 */
export function calmChip(facts: Live<SyncFacts>): Live<Chip> {
  const listeners = new Set<() => void>()
  let shown = chipOf(facts.get())
  let due = shown
  let timer: ReturnType<typeof setTimeout> | null = null

  const stop = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const show = (): void => {
    stop()
    if (sameFields(shown, due)) return
    shown = due
    for (const listener of listeners) listener()
  }
  const look = (): void => {
    const chip = chipOf(facts.get())
    if (sameFields(chip, due)) return
    due = chip
    stop()
    if (claimOf(chip) <= claimOf(shown)) show()
    else timer = setTimeout(show, CALM_MS)
  }
  let forget: (() => void) | null = null
  return {
    get: () => shown,
    subscribe: (listener) => {
      if (listeners.size === 0) forget = facts.subscribe(look)
      listeners.add(listener)
      look()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        forget?.()
        stop()
      }
    },
  }
}
