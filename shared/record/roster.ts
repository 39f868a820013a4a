import type { InviteId, UserId } from '../plan/ids.ts'
import type { StampedCommitteeEvent } from './events.ts'
import type { Role } from './roles.ts'

/** A person as the committee's journal tells it; removed people stay, because what they did stays. */
export type RosterEntry = {
  id: UserId
  name: string
  role: Role
  /** The invitation by which they came last; null for the chair who founded the committee. */
  invite: InviteId | null
  joinedAt: number
  removed: boolean
}

/** Folds a committee's events into its roster. Any order and any repetition of them gives the same one. */
export function foldRoster(events: readonly StampedCommitteeEvent[]): Map<UserId, RosterEntry> {
  const roster = new Map<UserId, RosterEntry>()
  const bySeq = new Map(events.map((event) => [event.seq, event]))
  for (const { author, at, body } of [...bySeq.values()].toSorted((a, b) => a.seq - b.seq)) {
    switch (body?.kind) {
      case 'founded':
        roster.set(author, {
          id: author,
          name: body.chair,
          role: 'chair',
          invite: null,
          joinedAt: at,
          removed: false,
        })
        break
      case 'joined': {
        const { user: id, name, role, invite } = body
        roster.set(id, { id, name, role, invite, joinedAt: at, removed: false })
        break
      }
      case 'role': {
        const entry = roster.get(body.user)
        if (entry !== undefined) entry.role = body.role
        break
      }
      case 'removed': {
        const entry = roster.get(body.user)
        if (entry !== undefined) entry.removed = true
        break
      }
      default:
        // Links, plans and names that nobody has claimed yet are no part of who is who.
        break
    }
  }
  return roster
}
