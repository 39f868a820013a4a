import type { EventId, UserId } from '../plan/ids.ts'
import type { Anchor, PlanEventBody, ProposedEvent, StampedPlanEvent } from './events.ts'

/** One comment or reply; `text` is null once erased, `at` null while it waits in the outbox (待同步). */
export type Remark = { id: EventId; author: UserId; at: number | null; text: string | null }

/** A comment with its replies, in the order of the journal. */
export type Thread = Remark & { anchor: Anchor | null; replies: Remark[]; resolved: boolean }

type Step = { id: EventId; author: UserId; at: number | null; body: PlanEventBody | null }

/**
 * Folds a plan's events, and this person's own that wait in the outbox, into threads. Any order and any
 * repetition of the stamped events gives the same threads (they are sorted by number and counted once).
 */
export function foldThreads(
  stamped: readonly StampedPlanEvent[],
  pending: { author: UserId; events: readonly ProposedEvent[] } | null = null,
): Thread[] {
  const bySeq = new Map(stamped.map((event) => [event.seq, event]))
  const steps: Step[] = [...bySeq.values()].toSorted((a, b) => a.seq - b.seq)
  const known = new Set(steps.map((step) => step.id))
  for (const event of pending?.events ?? []) {
    if (pending !== null && !known.has(event.id)) steps.push({ ...event, author: pending.author, at: null })
  }

  const threads = new Map<EventId, Thread>()
  const remarks = new Map<EventId, Remark>()
  for (const { id, author, at, body } of steps) {
    switch (body?.kind) {
      case 'comment': {
        const thread: Thread = {
          id,
          author,
          at,
          text: body.text,
          anchor: body.anchor,
          replies: [],
          resolved: false,
        }
        threads.set(id, thread)
        remarks.set(id, thread)
        break
      }
      case 'reply': {
        const reply: Remark = { id, author, at, text: body.text }
        threads.get(body.thread)?.replies.push(reply)
        remarks.set(id, reply)
        break
      }
      case 'resolve':
      case 'reopen': {
        const thread = threads.get(body.thread)
        if (thread !== undefined) thread.resolved = body.kind === 'resolve'
        break
      }
      case 'erase': {
        const remark = remarks.get(body.event)
        if (remark !== undefined) remark.text = null
        break
      }
      case 'stage':
      case undefined:
        break
    }
  }
  return [...threads.values()]
}
