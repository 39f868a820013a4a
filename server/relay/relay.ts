import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import type { Role } from '../../shared/record/roles.ts'
import type { Compactor } from '../store/compactor.ts'
import type { Database } from '../store/database.ts'
import type { PlanLog } from '../store/planLog.ts'
import { Room } from './room.ts'

/** Who is at the other end of a socket, as its session says. */
export type Person = { user: { id: UserId; name: string }; session: string; role: Role }

export type RelayDeps = {
  db: Database
  log: PlanLog
  compactor: Compactor
  epoch: string
  now: () => number
  /** Broken machinery (a failed commit, an unreadable log), for the operator's log. */
  onFault: (cause: unknown) => void
}

/** How often open connections are compared with the role and stage rows, milliseconds (RULES W6: within a second). */
const STANDING_MS = 500
/** Under y-websocket's 30 s without a word, and how often half-open sockets are looked for. */
const KEEPALIVE_MS = 20_000
/** Carets are sent on at most this often, milliseconds. */
const PRESENCE_MS = 50

/**
 * All rooms, and the turn: what arrived in one turn of the event loop is checked, appended and
 * committed in one transaction over all plans, and only then acknowledged and sent on (RULES W1).
 */
export class Relay {
  readonly deps: RelayDeps
  private readonly rooms = new Map<PlanId, Room>()
  private turn: ReturnType<typeof setImmediate> | null = null
  private readonly timers: ReturnType<typeof setInterval>[]

  constructor(deps: RelayDeps) {
    this.deps = deps
    this.timers = [
      setInterval(() => this.refresh(), STANDING_MS),
      setInterval(() => this.each((room) => room.keepAlive()), KEEPALIVE_MS),
      setInterval(() => this.each((room) => room.sendPresence()), PRESENCE_MS),
    ]
  }

  private each(act: (room: Room) => void): void {
    for (const room of this.rooms.values()) act(room)
  }

  /** The plan's room, opened from the log. Throws when the log cannot be read; never makes a plan (RULES W9). */
  room(plan: PlanId): Room {
    const open = this.rooms.get(plan)
    if (open !== undefined) return open
    const room = new Room(
      plan,
      this.deps,
      () => this.schedule(),
      () => this.rooms.delete(plan),
    )
    this.rooms.set(plan, room)
    return room
  }

  private schedule(): void {
    this.turn ??= setImmediate(() => {
      this.turn = null
      this.commit()
    })
  }

  private commit(): void {
    const rooms = [...this.rooms.values()].filter((room) => room.isWaiting())
    if (rooms.length === 0) return
    const failed = new Set<Room>()
    try {
      this.deps.db.transaction(() => {
        for (const room of rooms) {
          try {
            this.deps.db.transaction(() => room.process())
          } catch (cause) {
            // One plan whose log cannot be read must not stop the others (RULES P7).
            this.deps.onFault(cause)
            failed.add(room)
          }
        }
      })
    } catch (cause) {
      this.deps.onFault(cause)
      for (const room of rooms) failed.add(room)
    }
    for (const room of rooms) {
      if (failed.has(room)) room.fail()
      else room.publish()
    }
  }

  /** Compares every open connection with the role and stage rows now. */
  refresh(): void {
    this.each((room) => room.refreshStanding())
  }

  /** Closes every socket of a session that was ended. */
  endSession(session: string): void {
    this.each((room) => room.closeWhere((person) => person.session === session))
  }

  /** Tells everyone in the plan that its journal has grown. */
  journalGrew(plan: PlanId, seq: number): void {
    this.rooms.get(plan)?.sendRecord(seq)
  }

  /** Commits what has arrived, then closes every socket. */
  close(): void {
    for (const timer of this.timers) clearInterval(timer)
    if (this.turn !== null) clearImmediate(this.turn)
    this.turn = null
    this.commit()
    this.each((room) => room.closeWhere(() => true))
  }
}
