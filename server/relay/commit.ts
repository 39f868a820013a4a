import type { PlanId } from '../../shared/plan/ids.ts'
import { docOf } from '../store/planLog.ts'
import type { PlanOutcome, TextStore } from '../store/store.ts'
import type { Room } from './room.ts'

export type CommitDeps = {
  store: TextStore
  now: () => number
  /** Broken machinery (a failed commit, an unreadable log), for the operator's log. */
  onFault: (cause: unknown) => void
  /** After a room's turn, whether it was published or closed. */
  onTurn: (room: Room) => void
}

/** A room's text as the log has it. Rejects for a log that cannot be read. */
export async function readText(
  store: TextStore,
  plan: PlanId,
): Promise<{ doc: ReturnType<typeof docOf>; seq: number; tail: number }> {
  const { updates, seq, tail } = await store.load(plan)
  return { doc: docOf(plan, updates), seq, tail }
}

/**
 * The group commit: what arrived in all rooms while the last commit was under way is checked, appended and
 * committed as one transaction, and only then acknowledged and sent on (RULES W1, P2). One commit at a
 * time, so that batches grow with the load and an idle relay waits for nobody.
 */
export class GroupCommit {
  private readonly deps: CommitDeps
  private readonly woken = new Set<Room>()
  private running: Promise<void> | null = null

  constructor(deps: CommitDeps) {
    this.deps = deps
  }

  /** A room has frames waiting. */
  wake(room: Room): void {
    this.woken.add(room)
    this.running ??= this.run()
  }

  /** Resolves when nothing waits and nothing is under way. */
  async settled(): Promise<void> {
    while (this.running !== null) await this.running
  }

  private async run(): Promise<void> {
    while (this.woken.size > 0) {
      // The rest of this event-loop turn's frames join the batch.
      await new Promise((resolve) => setImmediate(resolve))
      const rooms = [...this.woken].filter((room) => !room.closed)
      this.woken.clear()
      await this.turn(rooms)
    }
    this.running = null
  }

  private fail(room: Room, cause: unknown): void {
    this.deps.onFault(cause)
    room.close(1011, 'the relay could not store this')
  }

  private async turn(rooms: readonly Room[]): Promise<void> {
    const { store, now } = this.deps
    const checked = await Promise.all(
      rooms.map(async (room) => {
        try {
          return { room, rows: await this.check(room) }
        } catch (cause) {
          // One plan whose log cannot be read must not stop the others (RULES P7).
          this.fail(room, cause)
          return { room, rows: [] }
        }
      }),
    )
    const writing = checked.filter(({ rows }) => rows.length > 0)
    let outcomes: PlanOutcome[] = []
    try {
      if (writing.length > 0)
        outcomes = await store.append(
          writing.map(({ room, rows }) => ({ plan: room.plan, base: room.seq, rows })),
          now(),
        )
    } catch (cause) {
      // Nothing of this turn is on the disk and nothing was said of it: everyone comes back to resync.
      outcomes = writing.map(() => ({ kind: 'failed', cause }))
    }
    const ofRoom = new Map(writing.map(({ room }, index) => [room, outcomes[index]]))
    for (const { room } of checked) if (!room.closed) await this.finish(room, ofRoom.get(room))
    for (const { room } of checked) this.deps.onTurn(room)
  }

  private async check(room: Room): Promise<Exclude<ReturnType<Room['check']>, 'rebuild'>> {
    for (;;) {
      const rows = room.check()
      if (rows !== 'rebuild') return rows
      room.rebase(await readText(this.deps.store, room.plan))
    }
  }

  private async finish(room: Room, outcome: PlanOutcome | undefined): Promise<void> {
    try {
      if (outcome === undefined) room.publish(room.seq)
      else if (outcome.kind === 'appended') room.publish(outcome.seq)
      else if (outcome.kind === 'failed') this.fail(room, outcome.cause)
      else {
        if (outcome.kind === 'refused') room.refuseRow(outcome.index, outcome.code)
        room.rebase(await readText(this.deps.store, room.plan))
        this.woken.add(room)
      }
    } catch (cause) {
      this.fail(room, cause)
    }
  }
}
