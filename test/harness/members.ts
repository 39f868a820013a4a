/** People of a committee written straight into a database, for tests below the API. */
import { random22 } from '../../server/people/tokens.ts'
import type { Database } from '../../server/store/database.ts'
import { CommitteeId, UserId } from '../../shared/plan/ids.ts'
import type { Role } from '../../shared/record/roles.ts'

export type Member = { user: UserId; session: string }

export function addCommittee(db: Database, at: number): CommitteeId {
  const committee = CommitteeId.parse(random22())
  db.run('INSERT INTO committees (id, name, created_at) VALUES (?, ?, ?)', committee, '工会', at)
  return committee
}

/** Somebody with this role and a session until `expires`. */
export function addMember(
  db: Database,
  committee: CommitteeId,
  role: Role,
  { at, expires }: { at: number; expires: number },
): Member {
  const [user, session] = [UserId.parse(random22()), random22()]
  db.run('INSERT INTO users (id, name, created_at) VALUES (?, ?, ?)', user, '某人', at)
  db.run('INSERT INTO members (committee, user, role) VALUES (?, ?, ?)', committee, user, role)
  db.run(
    'INSERT INTO sessions (hash, id, user, committee, created_at, expires) VALUES (?, ?, ?, ?, ?, ?)',
    random22(),
    session,
    user,
    committee,
    at,
    expires,
  )
  return { user, session }
}
