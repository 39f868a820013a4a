import { useMemo, useSyncExternalStore } from 'react'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import {
  type Live,
  type OpenedPlan,
  type OpenFailure,
  openPlan,
  type Owner,
  type PlanSession,
} from './planSession.ts'

export type ShownPlan = { session: PlanSession | null; error: OpenFailure | null }

const NOTHING: ShownPlan = { session: null, error: null }

/** A plan that is open while somebody listens. */
function openWhileShown(user: UserId, plan: PlanId): Live<ShownPlan> {
  let opened: OpenedPlan | null = null
  let shown = NOTHING
  const listeners = new Set<() => void>()
  const look = (): void => {
    shown = opened === null ? NOTHING : { session: opened.session.get(), error: opened.failure.get() }
    for (const listener of listeners) listener()
  }
  return {
    get: () => shown,
    subscribe: (listener) => {
      listeners.add(listener)
      if (opened === null) {
        opened = openPlan({ user: { id: user } }, plan)
        opened.session.subscribe(look)
        opened.failure.subscribe(look)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || opened === null) return
        void opened.close()
        opened = null
        shown = NOTHING
      }
    },
  }
}

/**
 * Opens a plan while a component shows it. `session` is another object after work was set aside: key the
 * editor by `session.doc.clientID`, so that it mounts afresh. `error` says why there is no session yet.
 */
export function usePlanSession(me: Owner, plan: PlanId): ShownPlan {
  // Another `me` object of the same person does not reopen the plan.
  const user = me.user.id
  const open = useMemo(() => openWhileShown(user, plan), [user, plan])
  return useSyncExternalStore(open.subscribe, open.get)
}
