import { useCallback, useEffect, useState } from 'react'
import type { PlanId } from '../../../shared/plan/ids.ts'
import type { VersionRow } from '../../../shared/wire/history.ts'
import { versionsOf } from '../../sync/history.ts'

/** How often the list is asked for while it is shown, milliseconds: others make versions too. */
const AGAIN_MS = 20_000

/** What is known of the list: nothing yet, why it is not to be had, or the versions. */
export type Versions = { rows: readonly VersionRow[] | null; error: unknown }

/** A plan's versions while a component shows them; asked for again every so often, when the network is back, and by `reload`. */
export function useVersions(plan: PlanId): Versions & { reload: () => void } {
  const [versions, setVersions] = useState<Versions>({ rows: null, error: null })
  const reload = useCallback(() => {
    versionsOf(plan).then(
      (rows) => setVersions({ rows, error: null }),
      // The list of before stays readable.
      (error: unknown) => setVersions(({ rows }) => ({ rows, error })),
    )
  }, [plan])
  useEffect(() => {
    reload()
    const timer = setInterval(reload, AGAIN_MS)
    addEventListener('online', reload)
    return () => {
      clearInterval(timer)
      removeEventListener('online', reload)
    }
  }, [reload])
  return { ...versions, reload }
}
