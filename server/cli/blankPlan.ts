import * as Y from 'yjs'
import { DEFAULT_NUMBERING, type Front } from '../../shared/plan/block.ts'
import { BlockId, type CommitteeId, PlanId, type UserId } from '../../shared/plan/ids.ts'
import { writeBlocks } from '../../shared/text/toDoc.ts'
import type { People } from '../people/people.ts'
import { random22 } from '../people/tokens.ts'
import { PlanLog } from '../store/planLog.ts'
import { tokenSession } from '../store/standings.ts'
import type { Database } from '../store/database.ts'

/** Makes an empty plan and a token's author for it, in the caller's transaction, and returns its id. */
export function blankPlan(
  db: Database,
  people: People,
  by: { committee: CommitteeId; user: UserId; id: string },
  at: number,
): PlanId {
  const plan = PlanId.parse(random22())
  const doc = new Y.Doc()
  const front: Front = {
    title: null,
    organisation: null,
    period: null,
    kind: null,
    numbering: DEFAULT_NUMBERING,
  }
  // A line to write on.
  writeBlocks(doc, front, [{ id: BlockId.parse(random22()), kind: 'paragraph', text: '' }])
  const first = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  const { committee, user: author } = by
  const session = tokenSession(by.id)
  const log = new PlanLog(db)
  log.create({ id: plan, committee, author, first, at, session })
  log.clientIds.claim(plan, { user: author, session }, [doc.clientID], at)
  people.record(committee, author, at, { kind: 'plan-created', plan })
  people.tokens.bind(by.id, plan)
  return plan
}
