import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { calmChip } from '../../../client/sync/calmChip.ts'
import { makeLive } from '../../../client/sync/live.ts'
import type { SyncFacts } from '../../../client/sync/planSession.ts'
import { type Chip, chipOf, claimOf } from '../../../client/sync/status.ts'

const calm: SyncFacts = {
  connected: true,
  connecting: false,
  pendingPlaces: 0,
  storedLocally: true,
  localStoreBroken: false,
  refused: null,
}
const says = (change: Partial<SyncFacts>): Chip => chipOf({ ...calm, ...change })

test('[L1] one statement for each state of the facts', () => {
  expect(says({})).toEqual({ kind: 'saved' })
  expect(says({ pendingPlaces: 2 })).toEqual({ kind: 'local', places: 2 })
  expect(says({ pendingPlaces: 2, storedLocally: false })).toEqual({ kind: 'writing' })
  expect(says({ connected: false })).toEqual({ kind: 'offline', places: 0 })
  expect(says({ connected: false, pendingPlaces: 3 })).toEqual({ kind: 'offline', places: 3 })
  expect(says({ connected: false, connecting: true })).toEqual({ kind: 'connecting' })
  expect(says({ connected: false, connecting: true, pendingPlaces: 1 })).toEqual({
    kind: 'offline',
    places: 1,
  })
  expect(says({ localStoreBroken: true, storedLocally: false, pendingPlaces: 1 })).toEqual({
    kind: 'broken',
    places: 1,
  })
  expect(says({ localStoreBroken: true })).toEqual({ kind: 'saved' })
  expect(says({ connected: false, refused: 'signed-out', pendingPlaces: 1 })).toEqual({
    kind: 'refused',
    code: 'signed-out',
    places: 1,
  })
  expect(says({ refused: 'not-allowed' })).toEqual({ kind: 'saved' })
})

test('a better claim waits, a worse one does not', () => {
  expect(claimOf({ kind: 'saved' })).toBeGreaterThan(claimOf({ kind: 'local', places: 1 }))
  expect(claimOf({ kind: 'local', places: 1 })).toBeGreaterThan(claimOf({ kind: 'writing' }))
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('[L1] the chip says at once that it claims less, and more only when that has held; keys in a row change nothing', () => {
  const facts = makeLive(calm)
  const chip = calmChip(facts)
  const heard: string[] = []
  const forget = chip.subscribe(() => heard.push(chip.get().kind))
  for (let key = 0; key < 5; key++) {
    facts.set({ ...calm, storedLocally: false, pendingPlaces: 1 })
    facts.set({ ...calm, pendingPlaces: 1 })
    facts.set({ ...calm })
    vi.advanceTimersByTime(300)
  }
  expect(heard).toEqual(['writing'])
  vi.advanceTimersByTime(300)
  expect(heard).toEqual(['writing', 'saved'])
  facts.set({ ...calm, connected: false, pendingPlaces: 1 })
  facts.set({ ...calm, connected: false, pendingPlaces: 2 })
  expect(heard).toEqual(['writing', 'saved', 'offline', 'offline'])
  expect(chip.get()).toEqual({ kind: 'offline', places: 2 })
  forget()
  facts.set(calm)
  vi.advanceTimersByTime(1_000)
  expect(heard).toHaveLength(4)
})
