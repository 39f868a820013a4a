import { z } from 'zod'
import { type PlanId, UserId } from '../../shared/plan/ids.ts'
import type { Limits } from '../limits.ts'
import type { Database } from './database.ts'
import { isTokenSession } from './standings.ts'

const DAY_MS = 24 * 3_600_000

/** Owners, and people, that are remembered; each takes some 150 bytes. */
const MOST_KNOWN = 20_000

const Owner = z.object({ user: UserId })
const Count = z.object({ count: z.number() })

const keyOf = (plan: PlanId, client: number): string => `${plan} ${client}`

/** Whose each Yjs client id of a plan is (RULES W7). All writes happen inside the caller's transaction. */
export class ClientIds {
  private readonly db: Database
  private readonly limits: Limits
  /** Owners that are on the disk, by plan and client id: they never change. */
  private readonly known = new Map<string, UserId>()
  /** How many ids a person has claimed within a day at most: older ones and ones rolled back may be counted. */
  private readonly claims = new Map<UserId, number>()

  constructor(db: Database, limits: Limits) {
    this.db = db
    this.limits = limits
  }

  /** Who first wrote with an id in this plan, or null. */
  owner(plan: PlanId, client: number): UserId | null {
    const known = this.known.get(keyOf(plan, client))
    if (known !== undefined) return known
    const sql = 'SELECT user FROM client_ids WHERE plan = ? AND client = ?'
    return this.db.one(Owner, sql, plan, client)?.user ?? null
  }

  /** The claims of a person are committed. */
  committed(plan: PlanId, user: UserId, clients: readonly number[]): void {
    if (this.known.size > MOST_KNOWN) this.known.clear()
    for (const client of clients) this.known.set(keyOf(plan, client), user)
  }

  /**
   * Binds ids to a person. Returns why not: one of them is somebody else's, or the person has had too many
   * new ones within a day; the caller rolls back.
   */
  claim(
    plan: PlanId,
    { user, session }: { user: UserId; session: string },
    clients: readonly number[],
    at: number,
  ): 'foreign-client-id' | 'too-many' | null {
    let claimed = 0
    for (const client of clients) {
      const owner = this.owner(plan, client)
      if (owner === user) continue
      if (owner !== null) return 'foreign-client-id'
      const sql = 'INSERT INTO client_ids (plan, client, user, at) VALUES (?, ?, ?, ?)'
      this.db.run(sql, plan, client, user, at)
      claimed += 1
    }
    const most = isTokenSession(session) ? this.limits.newClientIdsPerToken : this.limits.newClientIds
    return claimed > 0 && this.hasMore(most, user, claimed, at) ? 'too-many' : null
  }

  /** Whether a person with these new claims has more than `most` of a day; counts them one by one only if it may be so. */
  private hasMore(most: number, user: UserId, claimed: number, at: number): boolean {
    const before = this.claims.get(user)
    let count = before === undefined ? null : before + claimed
    if (count === null || count > most) count = this.claimedSince(user, at - DAY_MS)
    if (this.claims.size > MOST_KNOWN) this.claims.clear()
    this.claims.set(user, count)
    return count > most
  }

  private claimedSince(user: UserId, since: number): number {
    const sql = 'SELECT count(*) AS count FROM client_ids WHERE user = ? AND at > ?'
    return this.db.one(Count, sql, user, since)?.count ?? 0
  }
}
