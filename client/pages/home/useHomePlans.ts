import { useCallback, useEffect, useRef, useState } from 'react'
import type { PlanId } from '../../../shared/plan/ids.ts'
import { mayWrite } from '../../../shared/record/may.ts'
import type { Me } from '../../../shared/wire/api.ts'
import { type HomePlan, type HomePlans, loadHomePlans } from '../../sync/homePlans.ts'

type ShownHome = {
  /** Null until they are known. */
  plans: HomePlan[] | null
  /** Whether the server says so. */
  fresh: boolean
  error: unknown
  setError: (error: unknown) => void
  load: () => void
}

/** What was written offline and may be sent; what would be refused waits until its writer opens the plan and is told. */
const behind = ({ plans, fresh }: HomePlans, me: Me): PlanId[] =>
  plans
    .filter(({ unsynced, waiting, refused }) => fresh && unsynced > 0 && !waiting && refused === null)
    .filter(({ stage }) => mayWrite(me.role, stage))
    .map(({ id }) => id)

/** Home's plans, again when the network is back; what was written into them offline is sent then. */
export function useHomePlans(me: Me): ShownHome {
  const [home, setHome] = useState<HomePlans | null>(null)
  const [error, setError] = useState<unknown>(null)
  /** Once while the network lasts: what does not go then is no matter of trying again. */
  const tried = useRef(new Set<PlanId>())

  const load = useCallback(() => {
    loadHomePlans(me, (now) => {
      setHome(now)
      setError(null)
    }).catch(setError)
  }, [me])
  useEffect(() => {
    const onOnline = (): void => {
      tried.current.clear()
      load()
    }
    load()
    addEventListener('online', onOnline)
    return () => removeEventListener('online', onOnline)
  }, [load])
  useEffect(() => {
    const plans = home === null ? [] : behind(home, me).filter((plan) => !tried.current.has(plan))
    if (plans.length === 0) return undefined
    const stop = new AbortController()
    const send = async (): Promise<void> => {
      // With the relay's line and the reader behind it; most visits of home need neither.
      const { sendUnsynced } = await import('../../sync/sendUnsynced.ts')
      await sendUnsynced(me, plans, stop.signal)
      if (stop.signal.aborted) return
      for (const plan of plans) tried.current.add(plan)
      load()
    }
    send().catch(setError)
    return () => stop.abort()
  }, [home, me, load])

  return { plans: home?.plans ?? null, fresh: home?.fresh ?? true, error, setError, load }
}
