import { useEffect, useState } from 'react'
import type { PlanId } from '../../../shared/plan/ids.ts'
import type { Me } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import type { PlanSession } from '../../sync/planSession.ts'
import { usePlanSession } from '../../sync/usePlanSession.ts'
import { Refused } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { HomeButton } from '../../ui/HomeButton.tsx'
import { EntryLayout } from '../start/EntryLayout.tsx'
import { FirstText } from './FirstText.tsx'
import { ahead } from '../../ui/ahead.ts'
import './plan.css'

type OpenPlan = typeof import('./OpenPlan.tsx').default

/** One plan: its text as soon as it is here, then all that works on it. */
export default function PlanPage({ me, plan }: { me: Me; plan: PlanId }) {
  const common = useMessages(commonWords)
  const { session, error } = usePlanSession(me, plan)
  if (session !== null) return <TextFirst me={me} session={session} />
  if (error === null) return <p className="card-page">{common.loading}</p>
  return (
    <EntryLayout title={isAbsent(error) ? common.notFoundTitle : common.product}>
      <ErrorNote error={error} />
      <HomeButton />
    </EntryLayout>
  )
}

const isAbsent = (error: unknown): boolean => error instanceof Refused && error.code === 'not-found'

const fetchPage = ahead(() => import('./OpenPlan.tsx'))
let loaded: OpenPlan | null = null

/**
 * The editor is more program than all that is needed to read, so it is fetched once the text is shown. Not by
 * `lazy`: React draws what was waited for in slices, and TipTap gives an editor up that is not mounted at once.
 */
function TextFirst({ me, session }: { me: Me; session: PlanSession }) {
  const [fetched, setFetched] = useState<{ page: OpenPlan | null; fault: unknown }>({
    page: loaded,
    fault: null,
  })
  const isHere = fetched.page !== null
  useEffect(() => {
    if (isHere) return undefined
    // The text is painted first.
    const timer = setTimeout(() => {
      fetchPage().then(
        (module) => {
          loaded = module.default
          setFetched({ page: module.default, fault: null })
        },
        (fault: unknown) => setFetched({ page: null, fault }),
      )
    })
    return () => clearTimeout(timer)
  }, [isHere])
  // For the page's error boundary, as with any other part that could not be fetched.
  if (fetched.fault !== null) throw fetched.fault
  const { page: Page } = fetched
  return Page === null ? (
    <FirstText doc={session.doc} />
  ) : (
    <Page key={session.doc.guid} me={me} session={session} />
  )
}
