import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { BlockId, EventId, UserId } from '../../../shared/plan/ids.ts'
import { StampedPlanEvent } from '../../../shared/record/events.ts'
import { firstBroken, stamp, type Stamped, verify } from '../../../shared/record/journal.ts'
import { foldThreads } from '../../../shared/record/threads.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const [me, other] = ['me', 'other'].map((name) => UserId.parse(name.padEnd(22, '_'))) as [UserId, UserId]
const eventId = (n: number): EventId => EventId.parse(`e${n}`.padEnd(22, '_'))
const anchor = { block: BlockId.parse('b'), from: null, to: null, quote: '', before: '', after: '' }
const emptied = { body: null, salt: null }

/** A journal whose events were stamped in this order, event 1 having the id `eventId(1)` and so on. */
function journal(...events: { author: UserId; body: unknown }[]): Stamped[] {
  const stamped: Stamped[] = []
  for (const [index, event] of events.entries()) {
    const seq = index + 1
    stamped.push(
      stamp('s', stamped.at(-1) ?? null, { id: eventId(seq), at: seq, ...event }, `salt${seq}`, sha256),
    )
  }
  return stamped
}

const comment = { author: me, body: { kind: 'comment', anchor, text: '好' } }
const erase = (author: UserId, event: EventId) => ({ author, body: { kind: 'erase', event } })

const withEmptied = (events: Stamped[], ...seqs: number[]): Stamped[] =>
  events.map((event) => (seqs.includes(event.seq) ? { ...event, ...emptied } : event))

describe('[J2] words that are missing', () => {
  it('are explained by a later erasure of their own author, and by nothing else', async () => {
    const explained = withEmptied(journal(comment, erase(me, eventId(1))), 1)
    expect(await verify('s', explained, sha256)).toBeNull()
    for (const events of [
      withEmptied(journal(comment), 1),
      withEmptied(journal(comment, erase(other, eventId(1))), 1),
      withEmptied(journal(comment, erase(me, eventId(3)), comment), 3),
    ]) {
      const missing = events.find((event) => event.body === null)?.seq
      expect(await firstBroken('s', events, sha256)).toBeNull()
      expect(await verify('s', events, sha256)).toBe(missing)
    }
  })

  it('are not replaced by others that come without a salt', async () => {
    const forged = journal(comment).map((event) => ({
      ...event,
      body: { ...comment.body, text: '坏' },
      salt: null,
    }))
    expect(await verify('s', forged, sha256)).toBe(1)
  })
})

describe('[J5] an erased comment', () => {
  it('stays erased when a copy from before the erasure arrives after it', () => {
    const asSent = journal(comment, {
      author: other,
      body: { kind: 'reply', thread: eventId(1), text: '谢' },
    })
    const now = StampedPlanEvent.array().parse(withEmptied(asSent, 1))
    const threads = foldThreads(now)
    expect(threads).toMatchObject([{ text: null, anchor: null, replies: [{ text: '谢' }] }])
    expect(foldThreads([...now, ...StampedPlanEvent.array().parse(asSent)])).toEqual(threads)
  })
})
