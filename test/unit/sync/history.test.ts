import { expect, test, vi } from 'vitest'
import { keepBeforeImport, whenSaved } from '../../../client/sync/history.ts'
import { Unreachable } from '../../../client/sync/api.ts'
import type { PlanSession, SyncFacts } from '../../../client/sync/planSession.ts'
import { UserId } from '../../../shared/plan/ids.ts'

const SAVED: SyncFacts = {
  connected: true,
  connecting: false,
  pendingPlaces: 0,
  storedLocally: true,
  localStoreBroken: false,
  refused: null,
}
const ME = { user: { id: UserId.parse('u'.repeat(22)) } }

/** A session of which only what is saved is asked, and that may change. */
function sessionOf(first: Partial<SyncFacts>) {
  let facts = { ...SAVED, ...first }
  const listeners = new Set<() => void>()
  const session = {
    plan: 'p'.repeat(22),
    facts: {
      get: () => facts,
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  } as unknown as PlanSession
  const change = (next: Partial<SyncFacts>): void => {
    facts = { ...facts, ...next }
    for (const listener of listeners) listener()
  }
  return { session, change, listeners }
}

test('[W15] what was written here is saved before the text is kept; without a connection nothing is', async () => {
  await expect(whenSaved(sessionOf({}).session)).resolves.toBeUndefined()
  await expect(whenSaved(sessionOf({ connected: false }).session)).rejects.toBeInstanceOf(Unreachable)
  const waiting = sessionOf({ pendingPlaces: 2 })
  let isSaved = false
  const saved = whenSaved(waiting.session).then(() => (isSaved = true))
  waiting.change({ pendingPlaces: 1 })
  await Promise.resolve()
  expect(isSaved).toBe(false)
  waiting.change({ pendingPlaces: 0 })
  await saved
  expect(waiting.listeners.size).toBe(0)
  const cut = sessionOf({ pendingPlaces: 2 })
  const lost = expect(whenSaved(cut.session)).rejects.toBeInstanceOf(Unreachable)
  cut.change({ connected: false })
  await lost
})

test('an import waits for no server that is not there or does not answer', async () => {
  const fetching = vi.spyOn(globalThis, 'fetch')
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  await keepBeforeImport(ME, sessionOf({ connected: false }).session)
  expect(fetching).not.toHaveBeenCalled()
  fetching.mockRejectedValueOnce(new TypeError('no network'))
  await keepBeforeImport(ME, sessionOf({}).session)
  expect(warned).toHaveBeenCalledOnce()
  vi.useFakeTimers()
  fetching.mockReturnValueOnce(Promise.withResolvers<Response>().promise)
  const kept = keepBeforeImport(ME, sessionOf({}).session)
  await vi.advanceTimersByTimeAsync(3_000)
  await expect(kept).resolves.toBeUndefined()
  vi.useRealTimers()
  vi.restoreAllMocks()
})
