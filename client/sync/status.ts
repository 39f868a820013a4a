import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { SyncFacts } from './planSession.ts'

/** Of a plan that is just being opened. */
export const NO_FACTS: SyncFacts = {
  connected: false,
  connecting: true,
  pendingPlaces: 0,
  storedLocally: true,
  localStoreBroken: false,
  refused: null,
}

/**
 * The save chip's one statement, from the facts (RULES L1). `saved` needs a connection and every change
 * acknowledged by the relay; `local` and `offline` with places need every change in this device's store.
 */
export type Chip =
  | { kind: 'saved' }
  /** On this device, on its way to the relay. */
  | { kind: 'local'; places: number }
  /** No connection; `places` wait on this device. */
  | { kind: 'offline'; places: number }
  /** Typed, and not yet in this device's store. */
  | { kind: 'writing' }
  /** The first attempt to connect is under way, and nothing waits. */
  | { kind: 'connecting' }
  /** This device cannot keep what was typed: only the open page holds it. */
  | { kind: 'broken'; places: number }
  /** The server answers, and refuses: signed out, the plan is gone, or may not be created. */
  | { kind: 'refused'; code: RefusalCode; places: number }

export function chipOf(facts: SyncFacts): Chip {
  const { connected, pendingPlaces: places } = facts
  if (places > 0 && facts.localStoreBroken) return { kind: 'broken', places }
  if (!facts.storedLocally) return { kind: 'writing' }
  if (!connected && facts.refused !== null) return { kind: 'refused', code: facts.refused, places }
  if (connected) return places > 0 ? { kind: 'local', places } : { kind: 'saved' }
  if (facts.connecting && places === 0) return { kind: 'connecting' }
  return { kind: 'offline', places }
}

/** How much a chip claims: a higher claim is shown only once it has held for a moment, a lower one at once. */
export const claimOf = (chip: Chip): number =>
  ({ saved: 3, local: 2, offline: 1, connecting: 1, writing: 1, broken: 0, refused: 0 })[chip.kind]
