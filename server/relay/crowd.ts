import type { PlanId } from '../../shared/plan/ids.ts'
import { FRAME_BYTES } from '../../shared/wire/limits.ts'
import { DEFAULT_LIMITS, type Limits } from '../limits.ts'
import type { Meter } from './meter.ts'
import { isTokenSession } from '../store/standings.ts'

/** Sums by key; a key whose sum is nothing is not kept. */
class Tally {
  private readonly sums = new Map<string, number>()

  of(key: string): number {
    return this.sums.get(key) ?? 0
  }

  add(key: string, amount: number): void {
    const sum = this.of(key) + amount
    if (sum === 0) this.sums.delete(key)
    else this.sums.set(key, sum)
  }
}

/** One socket's place among all; `leave` gives it back. */
export type Place = {
  /** Counts bytes of a frame that is not complete. False when the session holds too many of them. */
  hold: (bytes: number) => boolean
  /** The frame is complete. */
  release: () => void
  leave: () => void
}

/** All open sockets, and what their unfinished frames cost the relay's memory together (RULES P7). */
export class Crowd {
  private readonly ofSession = new Tally()
  private readonly ofPlan = new Tally()
  private readonly held = new Tally()
  sockets = 0
  private readonly limits: Limits

  private readonly meter: Meter | null

  constructor(limits: Limits = DEFAULT_LIMITS, meter: Meter | null = null) {
    this.limits = limits
    this.meter = meter
  }

  /** A place for one more socket, or null when the session or the plan has as many as it may. */
  enter(session: string, plan: PlanId): Place | null {
    const { socketsPerSession, socketsPerToken, socketsPerPlan } = this.limits
    const most = isTokenSession(session) ? socketsPerToken : socketsPerSession
    if (this.ofSession.of(session) >= most || this.ofPlan.of(plan) >= socketsPerPlan) {
      this.meter?.refused(plan, 'too-many')
      return null
    }
    this.sockets += 1
    this.ofSession.add(session, 1)
    this.ofPlan.add(plan, 1)
    let own = 0
    const release = (): void => {
      this.held.add(session, -own)
      own = 0
    }
    return {
      hold: (bytes) => {
        own += bytes
        this.held.add(session, bytes)
        // One whole frame, and what came with the end of the one before it.
        return this.held.of(session) <= FRAME_BYTES * 1.1
      },
      release,
      leave: () => {
        release()
        this.sockets -= 1
        this.ofSession.add(session, -1)
        this.ofPlan.add(plan, -1)
      },
    }
  }
}
