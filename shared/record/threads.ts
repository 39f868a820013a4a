import type { EventId, UserId } from '../plan/ids.ts'
import type { Anchor, PlanEventBody, ProposedEvent, StampedPlanEvent } from './events.ts'

/** One comment or reply; `text` is null once erased, `at` null while it waits in the outbox (待同步). */
export type Remark = { id: EventId; author: UserId; at: number | null; text: string | null }

/** A comment with its replies, in the order of the journal. Once erased, its place in the text is gone too. */
export type Thread = Remark & { anchor: Anchor | null; replies: Remark[]; resolved: boolean }

type Step = { id: EventId; author: UserId; at: number | null; body: PlanEventBody | null }

/** Stamped events once each, by number; of two copies the erased one counts. */
function inOrder(stamped: readonly StampedPlanEvent[]): StampedPlanEvent[] {
  const bySeq = new Map<number, StampedPlanEvent>()
  for (const event of stamped) {
    if (bySeq.get(event.seq)?.body !== null || event.body === null) bySeq.set(event.seq, event)
  }
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq)
}

/**
 * Folds a plan's events, and this person's own that wait in the outbox, into threads. Any order and any
 * repetition of the stamped events gives the same threads, and so does a copy from before an erasure.
 * Erased replies are gone; an erased comment stays, without its words, only while it has replies:
 * whoever reads the journal first after the erasure cannot know more of it than that.
 */
export function foldThreads(
  stamped: readonly StampedPlanEvent[],
  pending: { author: UserId; events: readonly ProposedEvent[] } | null = null,
): Thread[] {
  const steps: Step[] = inOrder(stamped)
  const known = new Set(steps.map((step) => step.id))
  for (const event of pending?.events ?? []) {
    if (pending === null || known.has(event.id)) continue
    known.add(event.id)
    steps.push({ ...event, author: pending.author, at: null })
  }
  const erased = new Set(steps.flatMap(({ body }) => (body?.kind === 'erase' ? [body.event] : [])))

  const threads = new Map<EventId, Thread>()
  for (const { id, author, at, body } of steps) {
    if (body === null || (erased.has(id) && body.kind === 'comment')) {
      threads.set(id, { id, author, at, text: null, anchor: null, replies: [], resolved: false })
      continue
    }
    switch (body.kind) {
      case 'comment': {
        const { text, anchor } = body
        threads.set(id, { id, author, at, text, anchor, replies: [], resolved: false })
        break
      }
      case 'reply':
        if (!erased.has(id)) threads.get(body.thread)?.replies.push({ id, author, at, text: body.text })
        break
      case 'resolve':
      case 'reopen': {
        const thread = threads.get(body.thread)
        if (thread !== undefined) thread.resolved = body.kind === 'resolve'
        break
      }
      case 'erase':
      case 'stage':
        break
    }
  }
  return [...threads.values()].filter((thread) => thread.text !== null || thread.replies.length > 0)
}
