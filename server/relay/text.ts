import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { applyAll, docOf } from '../store/planLog.ts'
import { type StoredText, updatesOf } from '../store/store.ts'
import { Learned } from './learned.ts'
import { applyNew, compare, type Compared, isAllGone, lacking, standing } from './receive.ts'
import { scanUpdate } from './scan.ts'

/** Updates that the replica may be behind before it is cheaper to make it afresh. */
const MOST_BEHIND = 1_000

/** What an update is to the text. `absent` says that only a replica can tell; see `ready`. */
export type Verdict =
  | { kind: 'new'; log: Uint8Array; clients: number[]; compared: Compared; plain: boolean }
  | { kind: 'known' | 'gap' | 'absent' }
  | { kind: 'refused'; code: RefusalCode }

/** The clocks of a stored text. Throws when an update lacks its predecessor: the log would be broken. */
function clocksOf(plan: PlanId, stored: StoredText): Map<number, number> {
  const vector = stored.snapshot?.vector ?? null
  const clocks = vector === null ? new Map<number, number>() : Y.decodeStateVector(vector)
  for (const update of vector === null ? updatesOf(stored) : stored.tail)
    scanUpdate(update, {
      struct: (client, from, to) => {
        const known = clocks.get(client) ?? 0
        if (from > known) throw new Error(`plan ${plan} has updates that lack their predecessors`)
        clocks.set(client, Math.max(known, to))
      },
      deletion: () => undefined,
    })
  return clocks
}

/**
 * What an open plan keeps of its text: the clocks of the log and this turn, always; a replica, made of the log
 * when something can only be told with one and dropped when nothing was for a while. Plain typing is taken by
 * the clocks and by what was learned of the texts around it.
 */
export class PlanText {
  readonly plan: PlanId
  seq: number
  /** Updates after the newest snapshot, as far as is known here. */
  tail: number
  private clocks: Map<number, number>
  private readonly learned = new Learned()
  private replica: Y.Doc | null = null
  /** What was taken without the replica since it was last used. */
  private behind: Uint8Array[] = []
  private used = false
  /** What the replica was made of and what came to it since, bytes. */
  weight = 0

  constructor(plan: PlanId, stored: StoredText) {
    this.plan = plan
    this.seq = stored.seq
    this.tail = stored.tail.length
    this.clocks = clocksOf(plan, stored)
  }

  /** Goes back to what the log has, with a replica of it. */
  rebase(stored: StoredText): void {
    this.drop()
    this.learned.forget()
    this.clocks = clocksOf(this.plan, stored)
    this.seq = stored.seq
    this.tail = stored.tail.length
    const updates = updatesOf(stored)
    this.replica = docOf(this.plan, updates)
    this.weight = updates.reduce((sum, { byteLength }) => sum + byteLength, 0)
    this.used = true
  }

  /** The log stands at `seq` with all that was taken. */
  committed(seq: number): void {
    this.tail += seq - this.seq
    this.seq = seq
  }

  vector(): Uint8Array {
    return Y.encodeStateVector(this.clocks)
  }

  hasReplica(): boolean {
    return this.replica !== null
  }

  /** The replica with all that was taken, or null when there is none. */
  ready(): Y.Doc | null {
    const { replica, behind } = this
    if (replica === null) return null
    this.used = true
    if (behind.length > 0) {
      this.behind = []
      applyAll(replica, behind)
    }
    return replica
  }

  /** The same; made of what the log has if there is none. */
  replicaFrom(stored: StoredText | null): Y.Doc {
    if (stored !== null && this.replica === null) this.rebase(stored)
    const replica = this.ready()
    if (replica === null) throw new Error(`plan ${this.plan} was not read from the log`)
    return replica
  }

  judge(update: Uint8Array, limit: number): Verdict {
    const compared = compare(update, (client) => this.clocks.get(client) ?? 0, limit)
    if (compared.kind !== 'compared') return compared
    const { structs, deletions, next } = compared
    if (structs.length === 0 && deletions.length === 0) return { kind: 'known' }
    const plain = this.learned.isPlain(compared)
    if (!plain) {
      const replica = this.ready()
      if (replica === null) return { kind: 'absent' }
      if (structs.length === 0 && isAllGone(replica, deletions)) return { kind: 'known' }
    }
    const log = lacking(update, compared, () => this.vector())
    return { kind: 'new', log, clients: [...next.keys()], compared, plain }
  }

  /** How much an update deletes of what stands, in clocks; of plain typing all that it names. Before it is taken. */
  deletes({ compared: { deletions }, plain }: Extract<Verdict, { kind: 'new' }>): number {
    const replica = plain ? null : this.ready()
    if (replica !== null) return standing(replica, deletions)
    return deletions.reduce((sum, { from, to }) => sum + to - from, 0)
  }

  /** Whether all that an update wrote stands, after it was taken; plain typing always does. */
  stands({ compared: { structs }, plain }: Extract<Verdict, { kind: 'new' }>): boolean {
    const replica = plain ? null : this.ready()
    return (
      replica === null ||
      standing(replica, structs) === structs.reduce((sum, { from, to }) => sum + to - from, 0)
    )
  }

  /** Takes what `judge` called new. False: the text is spoilt and must be rebased. */
  take({ log, clients, compared, plain }: Extract<Verdict, { kind: 'new' }>): boolean {
    if (plain) {
      this.learned.take(compared)
      if (this.replica !== null && this.behind.push(log) > MOST_BEHIND) this.drop()
    } else {
      const replica = this.ready()
      if (replica === null || !applyNew({ log, clients, structs: compared.structs }, replica)) return false
      this.learned.learn(compared, replica)
    }
    if (this.replica !== null) this.weight += log.byteLength
    for (const [client, clock] of compared.next) this.clocks.set(client, clock)
    return true
  }

  /** Drops the replica if it was not used since the last call. */
  rest(): void {
    if (!this.used) this.drop()
    this.used = false
  }

  /** Drops the replica: the log has all of it that is committed. */
  drop(): void {
    this.replica?.destroy()
    this.replica = null
    this.behind = []
    this.weight = 0
  }
}
