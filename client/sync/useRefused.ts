import { useSyncExternalStore } from 'react'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { PlanSession } from './planSession.ts'

/** Why the server takes nothing from this page, or null; 'not-found' says that the plan was deleted. */
export const useRefused = ({ facts }: PlanSession): RefusalCode | null =>
  useSyncExternalStore(facts.subscribe, () => {
    const { connected, refused } = facts.get()
    return connected ? null : refused
  })
