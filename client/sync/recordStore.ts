/**
 * What this device keeps of a plan's record for one person: the journal as far as it was seen, the
 * person's own events that the journal does not hold yet (outbox), comments half written, and names.
 * All tabs of the person share it; another person has another database (RULES J6, L2).
 *
 * Invariants:
 * 1. An own event leaves the outbox in the transaction that stores it as part of the journal, or when its
 *    author gives it up; so it is always in one of the two.
 * 2. Erased words are erased here too, as soon as the erasure is seen (RULES J5).
 */
import { z } from 'zod'
import type { EventId, PlanId, UserId } from '../../shared/plan/ids.ts'
import { type Anchor, type ProposedEvent, StampedPlanEvent } from '../../shared/record/events.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { Idb, resultOf } from './idb.ts'
import { recordStoreName } from './names.ts'

/** An event as it came: a body of a kind that this page does not know yet is kept as it is, for the chain. */
export const SeenEvent = StampedPlanEvent.extend({ body: z.unknown() })
export type SeenEvent = z.infer<typeof SeenEvent>

/** An own event that the journal does not hold yet. */
export type Waiting = ProposedEvent & {
  /** The server's answer, if it said no. */
  refused: RefusalCode | null
  /** It may have reached the server. */
  tried: boolean
}

/** A comment or reply half written: by thread, or 'new' with its place. */
export type Draft = { key: string; text: string; anchor: Anchor | null }

export type Kept = { events: SeenEvent[]; waiting: Waiting[]; drafts: Draft[]; names: [UserId, string][] }

const ALL = ['events', 'outbox', 'drafts', 'names']

const Erasure = z.object({ kind: z.literal('erase'), event: z.string() })
/** The id of the event that this one erases, if it erases one. */
export const erasedBy = ({ body }: { body: unknown }): string | null => {
  const erasure = Erasure.safeParse(body)
  return erasure.success ? erasure.data.event : null
}

export class RecordStore {
  readonly name: string
  private readonly db: Idb
  private readonly underWay = new Set<Promise<unknown>>()

  constructor(user: UserId, plan: PlanId) {
    this.name = recordStoreName(user, plan)
    this.db = new Idb(this.name, (db) => {
      db.createObjectStore('events', { keyPath: 'seq' }).createIndex('id', 'id')
      db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true }).createIndex('id', 'id')
      db.createObjectStore('drafts', { keyPath: 'key' })
      db.createObjectStore('names')
    })
  }

  load(): Promise<Kept> {
    return this.run('readonly', ALL, async (tx) => {
      const all = <T>(store: string): Promise<T[]> =>
        resultOf(tx.objectStore(store).getAll() as IDBRequest<T[]>)
      return {
        events: await all<SeenEvent>('events'),
        waiting: await all<Waiting>('outbox'),
        drafts: await all<Draft>('drafts'),
        names: await all<[UserId, string]>('names'),
      }
    })
  }

  /** Stores events of the journal; `afresh` replaces all that was kept. What they hold leaves the outbox. */
  keepEvents(events: readonly SeenEvent[], afresh: boolean): Promise<void> {
    return this.run('readwrite', ['events', 'outbox'], async (tx) => {
      const store = tx.objectStore('events')
      if (afresh) store.clear()
      for (const event of events) {
        store.put(event)
        await dropWaiting(tx, event.id)
        const erased = erasedBy(event)
        if (erased === null) continue
        const target = await resultOf(store.index('id').get(erased) as IDBRequest<SeenEvent | undefined>)
        if (target !== undefined) store.put({ ...target, body: null, salt: null })
      }
    })
  }

  /** Puts an own event at the end of the outbox, or changes what is known of it. */
  keepWaiting(event: Waiting): Promise<void> {
    return this.run('readwrite', 'outbox', async (tx) => {
      const outbox = tx.objectStore('outbox')
      const order = await resultOf(outbox.index('id').getKey(event.id))
      outbox.put(order === undefined ? { ...event } : { ...event, order })
    })
  }

  dropWaiting(id: EventId): Promise<void> {
    return this.run('readwrite', 'outbox', (tx) => dropWaiting(tx, id))
  }

  keepDraft(draft: Draft): Promise<void> {
    return this.run('readwrite', 'drafts', async (tx) => {
      if (draft.text === '') tx.objectStore('drafts').delete(draft.key)
      else tx.objectStore('drafts').put(draft)
    })
  }

  keepNames(names: readonly (readonly [UserId, string])[]): Promise<void> {
    return this.run('readwrite', 'names', async (tx) => {
      for (const name of names) tx.objectStore('names').put(name, name[0])
    })
  }

  /** Closes once all that was begun is stored. */
  async close(): Promise<void> {
    await Promise.allSettled(this.underWay)
    this.db.close()
  }

  private run<T>(
    mode: 'readonly' | 'readwrite',
    stores: string | string[],
    work: (tx: IDBTransaction) => Promise<T>,
  ): Promise<T> {
    const done = this.db.run(mode, stores, work)
    this.underWay.add(done)
    const forget = (): void => void this.underWay.delete(done)
    done.then(forget, forget)
    return done
  }
}

async function dropWaiting(tx: IDBTransaction, id: EventId): Promise<void> {
  const outbox = tx.objectStore('outbox')
  const order = await resultOf(outbox.index('id').getKey(id))
  if (order !== undefined) outbox.delete(order)
}
