/** The process dies at every step of noting and of settling a version: what it leaves is whole. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Database } from '../../server/store/database.ts'
import { PlanLog } from '../../server/store/planLog.ts'
import { settleVersions } from '../../server/store/settleVersions.ts'
import { SqliteStore } from '../../server/store/sqlite.ts'
import { BODY } from '../../shared/text/schema.ts'
import { commitCrashes, imageOf, layOut } from '../harness/crashImages.ts'
import { addCommittee, addMember } from '../harness/members.ts'
import { paragraphOf } from '../harness/rawClient.ts'
import { newPlanId } from '../harness/relayProcess.ts'
import { emptyFolder } from '../harness/versions.ts'

const NOW = Date.UTC(2026, 0, 8, 9)

test('[W15] a crash at any step leaves a deletion with its version or neither, and the next start settles it', async () => {
  const folder = emptyFolder()
  const db = new Database(folder)
  const log = new PlanLog(db)
  const committee = addCommittee(db, NOW)
  const { user, session } = addMember(db, committee, 'member', { at: NOW, expires: NOW + 1_000_000 })
  const plan = newPlanId()
  const doc = new Y.Doc()
  const body = doc.getXmlFragment(BODY)
  body.insert(
    0,
    Array.from({ length: 60 }, (_, nth) => paragraphOf(`第${nth}段${'字'.repeat(nth % 40)}`)),
  )
  const first = Y.encodeStateAsUpdate(doc)
  const text = body.toJSON()
  db.transaction(() => log.create({ id: plan, committee, author: user, first, at: NOW, session }))

  const before = imageOf(folder)
  const known = Y.encodeStateVector(doc)
  body.delete(0, 50)
  const update = Y.encodeStateAsUpdate(doc, known)
  const row = { user, session, update, clients: [], deletes: 1_000 }
  const [outcome] = await new SqliteStore(db, log).append([{ plan, base: 1, rows: [row] }], NOW + 1)
  expect(outcome).toEqual({ kind: 'appended', seq: 2 })
  const noted = imageOf(folder)
  settleVersions(db, log, plan, NOW + 2)
  const settled = imageOf(folder)
  db.close()

  const crashed = join(emptyFolder(), 'crashed')
  const seen = new Set<string>()
  for (const image of [...commitCrashes(before, noted), ...commitCrashes(noted, settled)]) {
    layOut(image, crashed)
    const after = new Database(crashed)
    const left = new PlanLog(after)
    const kinds = left.versions.all(plan).map(({ kind }) => kind)
    seen.add(`${left.head(plan)} ${kinds.join()}`)
    for (const unsettled of left.versions.unsettled()) settleVersions(after, left, unsettled, NOW + 3)
    const versions = left.versions.list(plan)
    expect(versions.map(({ upto, kind }) => [upto, kind])).toEqual(
      left.head(plan) === 1 ? [] : [[1, 'deletion']],
    )
    for (const { upto } of versions)
      expect(left.load(plan, upto).doc.getXmlFragment(BODY).toJSON()).toBe(text)
    after.close()
  }
  expect([...seen]).toEqual(['1 ', '2 doubted', '2 deletion'])
})
