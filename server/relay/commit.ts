import type { PlanOutcome, TextStore } from '../store/store.ts'
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

/**
 * The group commit: what arrived in all rooms while the last commit was under way is checked, appended and
 * committed as one transaction, and only then acknowledged and sent on (RULES W1, P2). One commit at a
 * time, so that batches grow with the load and an idle relay waits for nobody.
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
          writing.map(({ room, rows }) => ({ plan: room.plan, base: room.text.seq, rows })),
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
      // Once checked, a room's replica can go: what was taken is in the rows.
      this.replicas.note(room.text)
      if (rows !== 'rebuild') return rows
      room.text.rebase(await this.deps.store.load(room.plan))
    }
  }

  private async finish(room: Room, outcome: PlanOutcome | undefined): Promise<void> {
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
    } catch (cause) {
      this.fail(room, cause)
    }
  }
}
