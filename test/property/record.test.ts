import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BlockId, EventId, UserId } from '../../shared/plan/ids.ts'
import { type Earlier, refusalOfEvent } from '../../shared/record/decide.ts'
import { PlanEventBody, StampedPlanEvent } from '../../shared/record/events.ts'
import { canonical, firstBroken, stamp, type Stamped, verify } from '../../shared/record/journal.ts'
import { foldThreads } from '../../shared/record/threads.ts'

const SCOPE = 'plan:test'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const id22 = (prefix: string, n: number): string => `${prefix}${n}`.padEnd(22, '_')
const user = (n: number): UserId => UserId.parse(id22('u', n))
const eventId = (n: number): EventId => EventId.parse(id22('e', n))

/** What somebody wants to do; `about` is the earlier event it is about, as a share of those there are. */
type Wish = { author: number; kind: PlanEventBody['kind']; about: number; text: string }
const wish: fc.Arbitrary<Wish> = fc.record({
  author: fc.nat(2),
  kind: fc.constantFrom(
    ...(['comment', 'comment', 'reply', 'reply', 'reply', 'resolve', 'reopen', 'erase', 'erase'] as const),
  ),
  about: fc.double({ min: 0, max: 0.999, noNaN: true }),
  text: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }).map((text) => `说${text}`),
})
const wishes = fc.array(wish, { minLength: 1, maxLength: 30 })

function bodyOf({ kind, about, text }: Wish, count: number): PlanEventBody {
  const anchor = { block: BlockId.parse('b'), from: null, to: null, quote: text, before: '', after: '' }
  const thread = eventId(Math.floor(about * count))
  const bodies = {
    comment: { kind: 'comment', anchor, text },
    reply: { kind: 'reply', thread, text },
    resolve: { kind: 'resolve', thread },
    reopen: { kind: 'reopen', thread },
    erase: { kind: 'erase', event: thread },
    stage: { kind: 'stage', stage: 'consultation' },
  }
  return PlanEventBody.parse(bodies[kind])
}

/** A journal as the server keeps it: it grows by the wishes that the rule allows. */
class Record {
  readonly events: StampedPlanEvent[] = []
  /** Every event as it was first sent out, before anything was erased. */
  readonly asSent: StampedPlanEvent[] = []

  private earlier(id: EventId): Earlier | null {
    const event = this.events.find((one) => one.id === id)
    if (event === undefined) return null
    const answered = this.events.some(({ body }) => body?.kind === 'reply' && body.thread === id)
    const kind = event.body?.kind ?? (answered ? 'comment' : null)
    return { kind, author: event.author, erased: event.body === null }
  }

  add(wished: Wish): boolean {
    const body = bodyOf(wished, this.events.length)
    const author = user(wished.author)
    const who = { user: author, role: 'member', stage: 'draft' } as const
    if (refusalOfEvent(who, body, (id) => this.earlier(id)) !== null) return false
    const seq = this.events.length + 1
    const event = { id: eventId(seq - 1), author, at: 1000 * seq, body }
    const sent = StampedPlanEvent.parse(stamp(SCOPE, this.events.at(-1) ?? null, event, `salt${seq}`, sha256))
    if (body.kind === 'erase') {
      const index = this.events.findIndex((one) => one.id === body.event)
      const erased = this.events[index]
      if (erased !== undefined) this.events[index] = { ...erased, body: null, salt: null }
    }
    this.events.push(sent)
    this.asSent.push(sent)
    return true
  }
}

function recordOf(all: readonly Wish[]): Record {
  const record = new Record()
  for (const wished of all) record.add(wished)
  return record
}

describe('threads', () => {
  it('are the same from any order and any repetition of the events, copies from before an erasure included', () => {
    fc.assert(
      fc.property(wishes, fc.infiniteStream(fc.nat(1000)), (all, random) => {
        const { events, asSent } = recordOf(all)
        const next = (): number => Number(random.next().value)
        const delivered = [
          ...events,
          ...asSent.filter(() => next() % 2 === 0),
          ...events.filter(() => next() % 3 === 0),
        ]
        const shuffled = delivered
          .map((event) => ({ event, place: next() }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ event }) => event)
        expect(foldThreads(shuffled)).toEqual(foldThreads(events))
        expect(foldThreads(asSent)).toEqual(foldThreads(events))
      }),
    )
  })

  it('show what waits in the outbox as they will be once it is accepted', () => {
    fc.assert(
      fc.property(wishes, wishes, (all, own) => {
        const record = recordOf(all)
        const stamped = [...record.events]
        for (const wished of own) record.add({ ...wished, author: 0 })
        const waiting = record.asSent.slice(stamped.length)
        const events = waiting.flatMap(({ id, body }) => (body === null ? [] : [{ id, body }]))
        const isWaiting = new Set(waiting.map(({ id }) => id))
        const accepted = foldThreads(record.events).map((thread) => ({
          ...thread,
          at: isWaiting.has(thread.id) ? null : thread.at,
          replies: thread.replies.map((reply) => ({
            ...reply,
            at: isWaiting.has(reply.id) ? null : reply.at,
          })),
        }))
        expect(foldThreads(stamped, { author: user(0), events })).toEqual(accepted)
        // An answer that was lost on the way back leaves the event both accepted and waiting.
        expect(foldThreads(record.events, { author: user(0), events })).toEqual(foldThreads(record.events))
      }),
    )
  })
})

describe('the hash chain', () => {
  it('[J1] holds for every journal, whole and page by page, whatever was erased', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, fc.nat(30), async (all, cut) => {
        const { events } = recordOf(all)
        events.forEach((event, index) => expect(event.seq).toBe(index + 1))
        expect(await verify(SCOPE, events, sha256)).toBeNull()
        expect(await firstBroken(SCOPE, events.slice(0, cut), sha256)).toBeNull()
        const last = events[cut - 1]
        expect(await firstBroken(SCOPE, events.slice(cut), sha256, last)).toBeNull()
        if (events.length > 0) expect(await verify('plan:other', events, sha256)).toBe(1)
      }),
    )
  })

  it('[J2] names the event in which any one character was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        wishes,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 127 }),
        async (all, which, where, flip) => {
          const { events } = recordOf(all)
          fc.pre(events.length > 0)
          const index = which % events.length
          const json = JSON.stringify(events[index])
          const place = where % json.length
          const text = `${json.slice(0, place)}${String.fromCodePoint(json.charCodeAt(place) ^ flip)}${json.slice(place + 1)}`
          let tampered: Stamped
          try {
            tampered = JSON.parse(text)
          } catch {
            // What is no JSON any more is found without any hash.
            return fc.pre(false)
          }
          fc.pre(canonical(tampered) !== canonical(events[index]))
          const journal: Stamped[] = events.with(index, StampedPlanEvent.parse(events[index]))
          journal[index] = tampered
          expect(await verify(SCOPE, journal, sha256)).toBe(index + 1)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('[J2] names the place where an event was dropped, doubled, swapped or emptied', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, fc.nat(), async (all, which) => {
        const { events } = recordOf(all)
        fc.pre(events.length > 1)
        const index = which % (events.length - 1)
        const [one, two] = [events[index], events[index + 1]]
        if (one === undefined || two === undefined) throw new Error('unreachable: index is below length - 1')
        const journals = {
          dropped: events.toSpliced(index, 1),
          swapped: events.toSpliced(index, 2, two, one),
        }
        for (const journal of Object.values(journals)) {
          expect(await verify(SCOPE, journal, sha256)).toBe(index + 1)
        }
        expect(await verify(SCOPE, events.toSpliced(index, 0, one), sha256)).toBe(index + 2)
        if (one.body !== null) {
          const emptied = events.with(index, { ...one, body: null, salt: null })
          const expected = one.body.kind === 'erase' ? erasedBy(one.body.event, events, index + 1) : index + 1
          expect(await verify(SCOPE, emptied, sha256)).toBe(expected)
        }
      }),
    )
  })

  it('has one text for one value, in whatever order its keys were written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (drawn) => {
        // JSON has no -0.
        const value: unknown = JSON.parse(JSON.stringify(drawn))
        const text = canonical(value)
        expect(JSON.parse(text)).toEqual(value)
        const turned = (one: unknown): unknown => {
          if (Array.isArray(one)) return one.map(turned)
          if (typeof one !== 'object' || one === null) return one
          return Object.fromEntries(
            Object.entries(one)
              .toReversed()
              .map(([key, inner]) => [key, turned(inner)]),
          )
        }
        expect(canonical(turned(value))).toBe(text)
      }),
    )
  })
})

/** Emptying an erasure leaves two events without words that nobody took back: the first of them. */
const erasedBy = (id: EventId, events: readonly StampedPlanEvent[], own: number): number =>
  Math.min(own, events.find((event) => event.id === id)?.seq ?? own)
