import { useMemo, useSyncExternalStore } from 'react'
import type { UserId } from '../../../shared/plan/ids.ts'
import type { Live, Owner, PlanSession } from '../../sync/planSession.ts'
import { type Commenting, openCommenting } from './commenting.ts'

/** A plan's comments, open while somebody listens. */
function openWhileShown(user: UserId, session: PlanSession): Live<Commenting | null> {
  let open: Commenting | null = null
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  return {
    get: () => open,
    subscribe: (listener) => {
      listeners.add(listener)
      if (open === null) {
        open = openCommenting({ user: { id: user } }, session)
        tell()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || open === null) return
        void open.close()
        open = null
      }
    },
  }
}

/** The comments of a plan while a component shows it: `live` for the editor's extension, `commenting` for the panel. */
export function useCommenting(
  me: Owner,
  session: PlanSession,
): { live: Live<Commenting | null>; commenting: Commenting | null } {
  const user = me.user.id
  const live = useMemo(() => openWhileShown(user, session), [user, session])
  return { live, commenting: useSyncExternalStore(live.subscribe, live.get) }
}
