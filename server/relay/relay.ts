import type { PlanId } from '../../shared/plan/ids.ts'
import type { Limits } from '../limits.ts'
import type { TextStore } from '../store/store.ts'
import { Awareness } from './awareness.ts'
import { GroupCommit } from './commit.ts'
import { IDLE_TAIL_ROWS, isDue } from '../store/compactor.ts'
import { Budget } from './budget.ts'
import { Crowd } from './crowd.ts'
import type { Line } from './line.ts'
import type { Meter } from './meter.ts'
import { Questions } from './questions.ts'
import { Room } from './room.ts'
import { StandingWatch } from './standing.ts'
import { PlanText } from './text.ts'

export type RelayDeps = {
  store: TextStore
  compactor: { compact: (plan: PlanId) => void }
  epoch: string
  now: () => number
  /** How many sockets may be open; the defaults when left out. */
  limits?: Limits
  meter?: Meter
  /** Broken machinery (a failed commit, an unreadable log), for the operator's log. */
  onFault: (cause: unknown) => void
}

/** Under y-websocket's 30 s without a word, and how often half-open sockets are looked for. */
const KEEPALIVE_MS = 20_000
/** A replica that nothing asked for in this time, and a plan that nobody came back to, is dropped, milliseconds. */
const REST_MS = 10_000
/** Carets are sent on at most this often, milliseconds. */
const AWARENESS_MS = 50

/**
 * The share of the time that digests may take, and what of it may be saved up, milliseconds: a thousand plans may
 * fall quiet at once.
 */
const DIGEST_SHARE = 0.05
const DIGEST_MS = 200

/** All open plans. A room is opened by its first connection and dropped with its last: idle plans cost nothing. */
export class Relay {
  readonly deps: RelayDeps
  readonly crowd: Crowd
  private readonly rooms = new Map<PlanId, Room>()
  private readonly opening = new Map<PlanId, Promise<Room>>()
  /** Rooms that somebody left for now since the last rest. */
  private visited = new Set<Room>()
  private readonly commits: GroupCommit
  private readonly digesting = new Budget(DIGEST_SHARE, DIGEST_MS)
  private readonly watch: StandingWatch
  private readonly timers: ReturnType<typeof setInterval>[]
  private stopped = false

  constructor(deps: RelayDeps) {
    this.deps = deps
    this.crowd = new Crowd(deps.limits, deps.meter)
    this.commits = new GroupCommit({ ...deps, onTurn: (room) => this.afterTurn(room) })
    this.watch = new StandingWatch({ ...deps, rooms: () => this.rooms.values() })
    this.timers = [
      setInterval(() => this.each((room) => room.keepAlive()), KEEPALIVE_MS),
      setInterval(() => this.rest(), REST_MS),
      setInterval(() => this.each((room) => room.sendAwareness()), AWARENESS_MS),
    ]
  }

  /** Open sockets, and plans with somebody in them. */
  readonly connections = (): number => this.crowd.sockets
  readonly documents = (): number => this.rooms.size

  private each(act: (room: Room) => void): void {
    for (const room of this.rooms.values()) act(room)
  }

  /**
   * Seats a connection in its plan's room, which is read from the log if it is not open. Resolves to the
   * room, or to null when the connection was closed: by its standing, or because the log cannot be read
   * (RULES W9: a failed load never makes a plan).
   */
  async join(plan: PlanId, line: Line): Promise<Room | null> {
    const { store, now, epoch, onFault } = this.deps
    const { user, session } = line.person
    try {
      for (;;) {
        if (this.stopped) return this.turnAway(line, 1001, 'the server stops')
        const room = await this.open(plan)
        const standing = await store.standing(plan, user.id, session, now())
        // Everybody else may have left meanwhile, and the room with them.
        if (room.closed) continue
        if (standing !== null) {
          room.join(line, standing, epoch)
          return room
        }
        this.dropIdle(room)
        return this.turnAway(line, 1008, 'not-allowed')
      }
    } catch (cause) {
      onFault(cause)
      return this.turnAway(line, 1011, 'the plan could not be read')
    }
  }

  private turnAway(line: Line, code: number, reason: string): null {
    line.close(code, reason)
    return null
  }

  /** The connection is gone. */
  leave(room: Room, line: Line): void {
    room.leave(line)
    this.dropIdle(room)
  }

  /** The same of one that is likely to be back soon: its plan stays open for some time, so as not to be read anew. */
  leaveForNow(room: Room, line: Line): void {
    this.visited.add(room)
    room.leave(line)
  }

  private rest(): void {
    this.commits.rest()
    const { visited } = this
    this.visited = new Set()
    this.each((room) => {
      if (!visited.has(room)) this.dropIdle(room)
    })
  }

  private open(plan: PlanId): Promise<Room> {
    const open = this.rooms.get(plan)
    if (open !== undefined) return Promise.resolve(open)
    const under = this.opening.get(plan) ?? this.read(plan).finally(() => this.opening.delete(plan))
    this.opening.set(plan, under)
    return under
  }

  private async read(plan: PlanId): Promise<Room> {
    const { store, now, onFault } = this.deps
    const text = new PlanText(plan, await store.load(plan))
    const awareness = new Awareness<Line>(now, (client, tell) => {
      store.clientOwner(plan, client).then(tell, onFault)
    })
    // While the server stops, what still comes is not taken: its senders keep it, unacknowledged.
    const wake = (): void => {
      if (!this.stopped) this.commits.wake(room)
    }
    const room: Room = new Room(text, wake, awareness, new Questions(this.digesting))
    room.meter = this.deps.meter ?? null
    this.rooms.set(plan, room)
    this.compactIfDue(room)
    return room
  }

  private afterTurn(room: Room): void {
    if (room.closed) this.forget(room)
    else if (!this.dropIdle(room)) this.compactIfDue(room)
  }

  private compactIfDue(room: Room): void {
    const { text } = room
    if (!isDue(text.tail, text.seq)) return
    this.deps.compactor.compact(room.plan)
    text.tail = 0
  }

  private dropIdle(room: Room): boolean {
    if (room.closed || !room.isIdle() || this.visited.has(room)) return false
    if (room.text.tail >= IDLE_TAIL_ROWS && !this.stopped) this.deps.compactor.compact(room.plan)
    room.close(1001, 'nobody is here')
    this.forget(room)
    return true
  }

  private forget(room: Room): void {
    if (this.rooms.get(room.plan) === room) this.rooms.delete(room.plan)
  }

  /** Compares every open connection with the role, stage and session rows now (RULES W6, H3). */
  refresh(): void {
    this.watch.refresh()
  }

  /** Closes every socket of a session that was ended. */
  endSession(session: string): void {
    this.each((room) => {
      for (const line of room.lines()) if (line.person.session === session) line.close(1008, 'signed-out')
    })
  }

  /** Tells everyone in the plan that its journal has grown. */
  journalGrew(plan: PlanId, seq: number): void {
    this.rooms.get(plan)?.sendRecord(seq)
  }

  /** Commits what has arrived, then closes every socket. */
  async close(): Promise<void> {
    this.stopped = true
    for (const timer of this.timers) clearInterval(timer)
    this.watch.stop()
    await this.commits.settled()
    for (const room of this.rooms.values()) room.close(1001, 'the server stops')
    this.rooms.clear()
  }
}
