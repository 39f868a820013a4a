import type { Append, PlanOutcome, TextStore } from '../store/store.ts'
import { Replicas } from './replicas.ts'
import type { Room } from './room.ts'

export type CommitDeps = {
  store: TextStore
  now: () => number
  /** Broken machinery (a failed commit, an unreadable log), for the operator's log. */
  onFault: (cause: unknown) => void
  /** After a room's turn, whether it was published or closed. */
  onTurn: (room: Room) => void
}

/** A room and what its turn appends. */
type Writing = { room: Room; rows: Append[] }

/**
 * How long a turn may check and answer, milliseconds: after a restart a thousand plans may each need their replica
 * at once, and meanwhile nobody else would be heard.
 */
const TURN_MS = 20

/**
 * The group commit: what arrived in all rooms while the last commit was under way is checked, appended and
 * committed as one transaction, and only then acknowledged and sent on (RULES W1, P2). One commit at a
 * time, so that batches grow with the load and an idle relay waits for nobody; as much at a time as TURN_MS allows.
 */
export class GroupCommit {
  private readonly deps: CommitDeps
  private readonly woken = new Set<Room>()
  private running: Promise<void> | null = null
  private readonly replicas = new Replicas()

  constructor(deps: CommitDeps) {
    this.deps = deps
  }

  /** A room has frames waiting. */
  wake(room: Room): void {
    this.woken.add(room)
    this.running ??= this.run()
  }

  /** Drops what no room asked for since the last call. */
  rest(): void {
    this.replicas.rest()
  }

  /** Resolves when nothing waits and nothing is under way. */
  async settled(): Promise<void> {
    while (this.running !== null) await this.running
  }

  private async run(): Promise<void> {
    while (this.woken.size > 0) {
      // The rest of this event-loop turn's frames join the batch.
      await new Promise((resolve) => setImmediate(resolve))
      await this.turn()
    }
    this.running = null
  }

  private fail(room: Room, cause: unknown): void {
    this.deps.onFault(cause)
    room.close(1011, 'the relay could not store this')
    this.deps.onTurn(room)
  }

  private async turn(): Promise<void> {
    const { store, now } = this.deps
    const writing = await this.checkWoken()
    if (writing.length === 0) return
    let outcomes: PlanOutcome[]
    try {
      outcomes = await store.append(
        writing.map(({ room, rows }) => ({ plan: room.plan, base: room.text.seq, rows })),
        now(),
      )
    } catch (cause) {
      // Nothing of this turn is on the disk and nothing was said of it: everyone comes back to resync.
      outcomes = writing.map(() => ({ kind: 'failed', cause }))
    }
    for (const [index, { room }] of writing.entries())
      if (!room.closed) await this.finish(room, outcomes[index])
  }

  /**
   * Checks the rooms that woke, first come first, until the time of a turn is up; the others keep their place. A
   * room with nothing to append is answered at once: what it is told is committed. Returns what is to append.
   */
  private async checkWoken(): Promise<Writing[]> {
    const end = performance.now() + TURN_MS
    const writing: Writing[] = []
    // Who wakes again meanwhile waits for the next turn: a room is checked once before it is published.
    const due = [...this.woken]
    for (const room of due) {
      this.woken.delete(room)
      if (room.closed) continue
      const rows = await this.check(room)
      if (rows.length > 0) writing.push({ room, rows })
      else if (!room.closed) await this.finish(room)
      if (performance.now() > end) break
    }
    return writing
  }

  private async check(room: Room): Promise<Append[]> {
    try {
      for (;;) {
        const rows = room.check()
        // Once checked, a room's replica can go: what was taken is in the rows.
        this.replicas.note(room.text)
        if (rows !== 'rebuild') return rows
        room.text.rebase(await this.deps.store.load(room.plan))
      }
    } catch (cause) {
      // One plan whose log cannot be read must not stop the others (RULES P7).
      this.fail(room, cause)
      return []
    }
  }

  /** Publishes a room's turn; `outcome` is undefined where it had nothing to append. */
  private async finish(room: Room, outcome?: PlanOutcome): Promise<void> {
    try {
      if (outcome?.kind === 'failed') return this.fail(room, outcome.cause)
      if (outcome === undefined) room.publish(room.text.seq)
      else if (outcome.kind === 'appended') room.publish(outcome.seq)
      else {
        if (outcome.kind === 'refused') room.refuseRow(outcome.index, outcome.code)
        room.text.rebase(await this.deps.store.load(room.plan))
        this.woken.add(room)
        return
      }
      if (room.needsLog()) {
        room.answer(await this.deps.store.load(room.plan))
        this.replicas.note(room.text)
      }
      this.deps.onTurn(room)
    } catch (cause) {
      this.fail(room, cause)
    }
  }
}
