import type { TextStore } from '../store/store.ts'
import type { Room } from './room.ts'

export type WatchDeps = {
  store: TextStore
  rooms: () => Iterable<Room>
  epoch: string
  now: () => number
  onFault: (cause: unknown) => void
}

/** How often another process's writes are looked for, milliseconds (RULES W6: within a second). */
const LOOK_MS = 400
/** How often standings are read unasked, in looks: a session may simply run out. */
const UNASKED_LOOKS = 25

/**
 * Keeps what open connections may do in step with the rows of roles, stages and sessions (RULES W6, H3).
 * The routes of this process call `refresh`; what another process changed is found by the store's change
 * number. This only tells people and spares refusals: whether an update is taken is decided by the rows read
 * in the transaction that appends it.
 */
export class StandingWatch {
  private readonly deps: WatchDeps
  private readonly timer: ReturnType<typeof setInterval>
  private seen: number | null = null
  private looks = 0
  private asked = false
  private busy = false

  constructor(deps: WatchDeps) {
    this.deps = deps
    this.timer = setInterval(() => void this.look(), LOOK_MS)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** Reads every open connection's standing again, now. */
  refresh(): void {
    this.asked = true
    void this.look()
  }

  private async look(): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      this.looks = (this.looks + 1) % UNASKED_LOOKS
      const changes = await this.deps.store.changes()
      const changed = changes !== this.seen
      this.seen = changes
      if (changed || this.looks === 0) this.asked = true
      while (this.asked) {
        this.asked = false
        for (const room of this.deps.rooms()) await this.readStandings(room)
      }
    } catch (cause) {
      this.deps.onFault(cause)
    } finally {
      this.busy = false
    }
  }

  private async readStandings(room: Room): Promise<void> {
    const { store, now, epoch } = this.deps
    for (const line of room.lines()) {
      const { user, session } = line.person
      const standing = await store.standing(room.plan, user.id, session, now())
      if (standing === null) line.close(1008, 'not-allowed')
      else room.setStanding(line, standing, epoch)
    }
  }
}
