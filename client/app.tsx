import { Component, lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { Me } from '../shared/wire/api.ts'
import { PlanId } from '../shared/plan/ids.ts'
import { commonWords } from './i18n/common.ts'
import { messagesNow, useMessages } from './i18n/messages.ts'
import { EntryLayout } from './pages/start/EntryLayout.tsx'
import { JoinPage } from './pages/start/JoinPage.tsx'
import { LoginPage } from './pages/start/LoginPage.tsx'
import { StartPage } from './pages/start/StartPage.tsx'
import { rememberMe } from './sync/deviceIndex.ts'
import { loadMe, type WhoAmI } from './sync/me.ts'
import { Unreachable } from './sync/api.ts'
import { AppNotes } from './ui/AppNotes.tsx'
import { ErrorNote } from './ui/ErrorNote.tsx'
import { HomeButton } from './ui/HomeButton.tsx'
import { Leave } from './ui/leave.ts'
import { go, useFragment, usePath } from './ui/router.ts'
import { ahead } from './ui/ahead.ts'

const HomePage = lazy(ahead(() => import('./pages/home/HomePage.tsx')))
const PlanPage = lazy(ahead(() => import('./pages/plan/PlanPage.tsx')))

type Session = { kind: 'loading' } | WhoAmI | { kind: 'failed'; error: unknown }

/** Every fault of a page ends here, with a sentence that says what to do. */
class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }
  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    const words = messagesNow(commonWords)
    return (
      <EntryLayout title={words.product}>
        <p role="alert">{words.broken}</p>
        <button type="button" className="primary" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </EntryLayout>
    )
  }
}

function useSession(path: string): {
  session: Session
  enter: (me: Me) => Promise<void>
  leave: () => void
} {
  const [session, setSession] = useState<Session>({ kind: 'loading' })
  const entering = path === '/start' || path === '/join' || path === '/login'
  useEffect(() => {
    if (entering) return undefined
    let shown = true
    const show = (who: Session): void => {
      if (shown) setSession(who)
    }
    loadMe(show).then(show, (error: unknown) => show({ kind: 'failed', error }))
    return () => {
      shown = false
    }
  }, [entering])
  return {
    session,
    enter: (me) => {
      setSession({ kind: 'signed-in', me, fresh: true })
      return rememberMe(me)
    },
    leave: () => {
      setSession({ kind: 'signed-out' })
      go('/', true)
    },
  }
}

function Pages() {
  const path = usePath()
  const words = useMessages(commonWords)
  const { session, enter, leave } = useSession(path)
  const token = useFragment()
  if (path === '/start') {
    return (
      <StartPage
        key={token}
        token={token}
        onEntered={async (me) => {
          const { createSample } = await import('./pages/home/createSample.ts')
          await createSample(me)
          await enter(me)
        }}
      />
    )
  }
  if (path === '/login') return <LoginPage key={token} token={token} onEntered={enter} />
  if (path === '/join') return <JoinPage key={token} token={token} onEntered={enter} />
  if (session.kind === 'loading') return <p className="card-page">{words.loading}</p>
  if (session.kind === 'failed' || session.kind === 'unreachable') {
    return (
      <EntryLayout title={words.product}>
        <ErrorNote error={session.kind === 'failed' ? session.error : new Unreachable()} />
      </EntryLayout>
    )
  }
  if (session.kind === 'signed-out') {
    return (
      <>
        <AppNotes user={null} />
        <EntryLayout title={words.signedOutTitle}>
          <p>{words.signedOut}</p>
        </EntryLayout>
      </>
    )
  }
  const notes = <AppNotes user={session.me.user.id} />
  if (path === '/') {
    return (
      <Leave value={leave}>
        {notes}
        <HomePage me={session.me} />
      </Leave>
    )
  }
  const plan = PlanId.safeParse(path.replace(/^\/plan\//, ''))
  if (plan.success) {
    return (
      <Leave value={leave}>
        {notes}
        <PlanPage key={plan.data} me={session.me} plan={plan.data} />
      </Leave>
    )
  }
  return (
    <EntryLayout title={words.notFoundTitle}>
      <HomeButton />
    </EntryLayout>
  )
}

/** The whole app: the page that the address names, for whoever the session says. */
export function App() {
  const words = useMessages(commonWords)
  return (
    <Boundary>
      <Suspense fallback={<p className="card-page">{words.loading}</p>}>
        <Pages />
      </Suspense>
    </Boundary>
  )
}
