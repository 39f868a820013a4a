import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Block } from '../../../shared/plan/block.ts'
import type { BlockId, EventId } from '../../../shared/plan/ids.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { mayComment, mayResolve } from '../../../shared/record/may.ts'
import { Role, Stage } from '../../../shared/record/roles.ts'
import type { Thread } from '../../../shared/record/threads.ts'
import type { Me } from '../../../shared/wire/api.ts'
import type { Commenting } from '../../editor/comments/commenting.ts'
import { commentWords } from '../../i18n/comments.ts'
import { useMessages } from '../../i18n/messages.ts'
import type { Live, PlanSession } from '../../sync/planSession.ts'
import { useRefused } from '../../sync/useRefused.ts'
import { arrange } from './arrange.ts'
import { NewComment } from './NewComment.tsx'
import { RefusedList } from './RefusedList.tsx'
import { type Rights, ThreadCard } from './ThreadCard.tsx'
import { useNames } from './useNames.ts'
import '../panel.css'
import './comments.css'

type CommentsPanelProps = {
  commenting: Commenting
  session: PlanSession
  me: Me
  typed: { plan: Plan; blocks: readonly Block[] }
  onGo: (block: BlockId) => void
}

const useLive = <T,>({ subscribe, get }: Live<T>): T => useSyncExternalStore(subscribe, get)

/** When a resolved thread leaves the list, the focus goes to the next one, else to the choice of what is shown. */
function useFocusAfter() {
  const panel = useRef<HTMLDivElement>(null)
  const left = useRef<{ card: Element; next: Element | null } | null>(null)
  useEffect(() => {
    if (left.current === null) return
    const { card, next } = left.current
    // Not resolved yet; or it stays in the list and keeps the focus.
    if (card.isConnected && card.getAttribute('data-resolved') === 'false') return
    left.current = null
    if (card.isConnected || document.activeElement !== document.body) return
    const place = next?.isConnected === true ? next : panel.current?.querySelector('.comments-filter')
    place?.querySelector('button')?.focus()
  })
  const leaving = (thread: EventId): void => {
    const cards = [...(panel.current?.querySelectorAll('.thread') ?? [])]
    const at = cards.findIndex((card) => card.getAttribute('data-thread') === thread)
    const card = cards[at]
    if (card !== undefined) left.current = { card, next: cards[at + 1] ?? cards[at - 1] ?? null }
  }
  return { panel, leaving }
}

const MINUTE_MS = 60_000

/** The time now, moving on by the minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** What the server last said this person may do here; before that, what a draft allows. */
function useRights(session: PlanSession, me: Me): Rights & { role: Role; isGone: boolean } {
  const standing = useLive(session.standing)
  const role = Role.catch(me.role).parse(standing?.role)
  const stage = Stage.catch('draft').parse(standing?.stage)
  const isGone = useRefused(session) === 'not-found'
  return {
    role,
    isGone,
    erase: (author) => !isGone && author === me.user.id,
    comment: !isGone && mayComment(role, stage),
    resolve: (author) => !isGone && mayResolve(role, stage, author === me.user.id),
  }
}

/** 评论: every thread in the order of the text, those whose words are gone after them, one's own refused ones first. */
export function CommentsPanel({ commenting, session, me, typed, onGo }: CommentsPanelProps) {
  const words = useMessages(commentWords)
  const { journal } = commenting
  const threads = useLive(journal.threads)
  const waiting = useLive(journal.waiting)
  const places = useLive(commenting.places)
  const active = useLive(commenting.active)
  const asked = useLive(commenting.asked)
  const chain = useLive(journal.chain)
  const isStored = useLive(journal.stored)
  const names = useNames(journal, threads)
  const rights = useRights(session, me)
  const now = useNow()
  const [filter, setFilter] = useState<'open' | 'all'>('open')
  const { panel, leaving } = useFocusAfter()

  const open = threads.filter(({ resolved }) => !resolved)
  const shown = threads.filter(({ resolved, id }) => filter === 'all' || !resolved || id === active)
  const { standing, gone } = arrange(shown, places)
  const headings = new Map(typed.plan.sections.map(({ block, heading }) => [block, heading]))
  const wordsOf = (block: BlockId): string => typed.blocks.find(({ id }) => id === block)?.text ?? ''

  const card = (thread: Thread) => {
    const place = places.get(thread.id)
    return (
      <li key={thread.id}>
        <ThreadCard
          thread={thread}
          place={place}
          heading={place?.kind === 'section' ? (headings.get(place.block) ?? wordsOf(place.block)) : null}
          journal={journal}
          names={names}
          rights={rights}
          now={now}
          isActive={thread.id === active}
          asked={thread.id === active ? asked : null}
          isWaiting={waiting.some(
            ({ body, refused }) =>
              refused === null &&
              (body.kind === 'resolve' || body.kind === 'reopen') &&
              body.thread === thread.id,
          )}
          onResolved={() => leaving(thread.id)}
          onGo={() => {
            commenting.active.set(thread.id)
            if (place !== undefined && place.kind !== 'orphan') onGo(place.block)
          }}
        />
      </li>
    )
  }
  return (
    <div className="panel comments" ref={panel}>
      {!isStored && <p className="comments-note">{words.notStored}</p>}
      {chain === 'broken' && <p className="comments-note">{words.broken}</p>}
      <RefusedList journal={journal} refused={waiting.filter(({ refused }) => refused !== null)} />
      {rights.comment ? (
        <NewComment commenting={commenting} sections={typed.plan.sections} wordsOf={wordsOf} />
      ) : (
        // Of a deleted plan the page itself says so.
        !rights.isGone && (
          <p className="soft">{rights.role === 'reader' ? words.mayNotRole : words.mayNotStage}</p>
        )
      )}
      {threads.length === 0 ? (
        <div className="panel-empty">
          <p>{words.empty}</p>
          <p>{rights.comment ? words.emptyHint : words.emptyRead}</p>
        </div>
      ) : (
        <div className="comments-filter" role="group" aria-label={words.show}>
          {(['open', 'all'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={filter === one} onClick={() => setFilter(one)}>
              {one === 'open' ? words.open(open.length) : words.all(threads.length)}
            </button>
          ))}
        </div>
      )}
      {threads.length > 0 && shown.length === 0 && <p className="soft">{words.noneOpen}</p>}
      <ul className="threads" aria-label={words.list}>
        {standing.map(card)}
      </ul>
      {gone.length > 0 && (
        <section>
          <h2>{words.goneTitle}</h2>
          <ul className="threads" aria-label={words.goneTitle}>
            {gone.map(card)}
          </ul>
        </section>
      )}
      {chain === 'unchecked' && <p className="soft">{words.unchecked}</p>}
    </div>
  )
}
