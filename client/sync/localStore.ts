/**
 * This person's copy of one plan's text on this device: the updates that make it, which of them the relay
 * has not acknowledged, and what was set aside. All tabs of the person share it.
 *
 * Invariants (RULES P3, L2):
 * 1. `append` never throws into the editor and never waits: rows queue, one transaction at a time carries
 *    all that have queued, with strict durability. `whenStored` settles when they are on disk.
 * 2. A row that could not be written stays queued and is tried again; meanwhile `broken` says so.
 * 3. The store has a generation. Setting work aside starts a new one; a tab of an older generation writes
 *    no more rows here, because its document holds what the relay refused.
 * 4. Folding, like everything that reads before it writes, is one transaction, so that tabs cannot lose
 *    each other's rows.
 */
import type { Standing } from '../../shared/wire/messages.ts'
import type { AsideRecord } from './asideRecord.ts'
import { type Idb, resultOf } from './idb.ts'
import { FIRST, fold, isPending, type Meta, readMeta, readRows, type Row } from './rows.ts'

export type StoreState = { stored: boolean; broken: boolean }

/** Settled rows beyond this number are folded into one; typing makes one row a keystroke. */
const FOLD_ROWS = 300
/** A write that is not done by then counts as broken (it may still succeed), milliseconds. */
const SLOW_MS = 3_000
/** Wait before a failed write is tried again, milliseconds. */
const RETRY_MS = 5_000
/** Acknowledgements are marked together; one lost in a crash is asked for again, milliseconds. */
const MARK_MS = 200

export class LocalStore {
  readonly db: Idb
  private readonly onState: (state: StoreState) => void
  private readonly onStale: () => void
  private generation = 0
  private settledRows = 0
  private queue: Row[] = []
  private writing = 0
  private unwritten: Row[] = []
  private marks = new Set<string>()
  private markTimer: ReturnType<typeof setTimeout> | null = null
  private retryTimer: ReturnType<typeof setTimeout> | null = null
  private broken = false
  private stale = false
  private waiters: (() => void)[] = []

  constructor(db: Idb, onState: (state: StoreState) => void, onStale: () => void) {
    this.db = db
    this.onState = onState
    this.onStale = onStale
  }

  /** Everything kept of this plan; empty when the store does not work. Long stores are folded on the way. */
  async load(): Promise<{ rows: Row[]; meta: Meta; aside: AsideRecord[] }> {
    try {
      const all = await this.db.run('readwrite', ['rows', 'meta', 'aside'], async (tx) => {
        const rows = await readRows(tx)
        const meta = await readMeta(tx)
        const aside = await resultOf(tx.objectStore('aside').getAll() as IDBRequest<AsideRecord[]>)
        return { rows: rows.length > FOLD_ROWS ? fold(tx, rows, true) : rows, meta, aside }
      })
      this.generation = all.meta.generation
      this.settledRows = all.rows.filter((row) => !row.pending).length
      return all
    } catch (cause) {
      this.fail(cause)
      return { rows: [], meta: FIRST, aside: [] }
    }
  }

  /** Takes a change for writing. */
  append(row: Row): void {
    if (this.stale) return
    this.queue.push(row)
    this.report()
    if (this.writing === 0) queueMicrotask(() => this.flush())
  }

  /** Starts writing all that has queued, at once (also in `pagehide`). */
  flush(): void {
    const batch = this.queue
    if (batch.length === 0 || this.stale) return
    this.queue = []
    this.unwritten.push(...batch)
    this.writing += 1
    const slow = setTimeout(() => this.setBroken(true), SLOW_MS)
    this.write(batch)
      .then(
        () => {
          this.unwritten = this.unwritten.filter((row) => !batch.includes(row))
          this.setBroken(false)
        },
        (cause: unknown) => {
          this.unwritten = this.unwritten.filter((row) => !batch.includes(row))
          this.queue = [...batch, ...this.queue]
          this.fail(cause)
        },
      )
      .finally(() => {
        clearTimeout(slow)
        this.writing -= 1
        this.report()
        if (!this.broken && this.writing === 0) this.flush()
      })
  }

  private async write(batch: readonly Row[]): Promise<void> {
    const durability = batch.some((row) => row.pending) ? 'strict' : 'relaxed'
    const fresh = await this.db.run(
      'readwrite',
      ['rows', 'meta'],
      async (tx) => {
        const meta = await readMeta(tx)
        // A first load that failed knows no generation: it takes the one it finds.
        if (this.generation === 0) this.generation = meta.generation
        if (meta.generation !== this.generation) return false
        const rows = tx.objectStore('rows')
        for (const row of batch) rows.put(row)
        this.settledRows += batch.filter((row) => !row.pending).length
        if (this.settledRows > FOLD_ROWS) {
          fold(tx, await readRows(tx), false)
          this.settledRows = 1
        }
        return true
      },
      durability,
    )
    if (!fresh) {
      this.stale = true
      this.onStale()
    }
  }

  /** Notes that the relay has these rows. */
  markStored(keys: Iterable<string>): void {
    for (const key of keys) this.marks.add(key)
    this.markTimer ??= setTimeout(() => this.writeMarks(), MARK_MS)
  }

  private writeMarks(): void {
    if (this.markTimer !== null) clearTimeout(this.markTimer)
    this.markTimer = null
    if (this.marks.size === 0 || this.stale) return
    const keys = this.marks
    this.marks = new Set()
    // Behind the queued writes, so that a mark never meets a row that is not there yet.
    this.flush()
    this.db
      .run(
        'readwrite',
        'rows',
        async (tx) => {
          const rows = tx.objectStore('rows')
          for (const key of keys) {
            const row = await resultOf(rows.get(key) as IDBRequest<Row | undefined>)
            if (row?.pending) rows.put({ ...row, pending: false })
          }
        },
        'relaxed',
      )
      .catch((cause: unknown) => this.fail(cause))
  }

  /** Keeps the relay's last word on what this person may do here, for a start without network; it has the plan. */
  keepStanding(standing: Standing): void {
    this.keepMeta({ standing, gone: false })
  }

  /** Keeps that the plan was deleted. */
  keepGone(): void {
    this.keepMeta({ gone: true })
  }

  private keepMeta(change: Partial<Meta>): void {
    this.db
      .run(
        'readwrite',
        'meta',
        async (tx) => {
          const meta = await readMeta(tx)
          if (meta.generation === this.generation) tx.objectStore('meta').put({ ...meta, ...change }, 'meta')
        },
        'relaxed',
      )
      .catch((cause: unknown) => this.fail(cause))
  }

  /** Settles when everything appended so far is on disk, or at once when the store does not work. */
  whenStored(): Promise<void> {
    if (this.isStored() || this.broken) return Promise.resolve()
    return new Promise((resolve) => this.waiters.push(resolve))
  }

  isStored(): boolean {
    return this.queue.length === 0 && this.unwritten.length === 0
  }

  private fail(cause: unknown): void {
    console.warn('local store:', cause)
    this.setBroken(true)
    this.retryTimer ??= setTimeout(() => {
      this.retryTimer = null
      this.flush()
    }, RETRY_MS)
  }

  private setBroken(broken: boolean): void {
    this.broken = broken
    this.report()
  }

  private report(): void {
    this.onState({
      stored: !this.queue.some(isPending) && !this.unwritten.some(isPending),
      broken: this.broken,
    })
    if (!this.isStored() && !this.broken) return
    const waiters = this.waiters
    this.waiters = []
    for (const resolve of waiters) resolve()
  }

  /** Writes what is left; afterwards this store does nothing more. The database stays open. */
  async settle(): Promise<void> {
    this.writeMarks()
    this.flush()
    await this.whenStored()
    if (this.retryTimer !== null) clearTimeout(this.retryTimer)
    this.retryTimer = null
    // An empty transaction behind all others: when it is done, they are.
    await this.db.run('readwrite', 'rows', () => Promise.resolve()).catch(() => this.setBroken(true))
  }
}
