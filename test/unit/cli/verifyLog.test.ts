import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { verifyLog } from '../../../server/cli/verifyLog.ts'
import { settleVersions } from '../../../server/store/settleVersions.ts'
import { packSnapshot } from '../../../server/store/snapshot.ts'
import { SqliteStore } from '../../../server/store/sqlite.ts'
import { UserId } from '../../../shared/plan/ids.ts'
import { House } from '../people/house.ts'

async function verify(house: House): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const hear = (line: unknown): void => void lines.push(String(line))
  const spies = (['log', 'error'] as const).map((way) => vi.spyOn(console, way).mockImplementation(hear))
  try {
    return { code: await verifyLog(['--data', house.folder]), said: lines.join('\n') }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** A committee with a plan of several updates and a snapshot in their middle, a record, and people who came and went. */
async function filled() {
  const house = new House()
  const { chair, member, delegate, plan } = await house.committee()
  await delegate.comment(plan, '写清楚负责人')
  await chair.event(plan, { kind: 'stage', stage: 'consultation' })
  await chair.send('PATCH', `/members/${(await member.me()).user.id}`, { role: 'chair' })
  await chair.send('DELETE', `/members/${(await delegate.me()).user.id}`)
  const session = house.people.sessions.find(chair.cookie.slice('gongni='.length), house.clock)
  if (session === null) throw new Error('the chair has no session')
  const store = new SqliteStore(house.db, house.log)
  const { doc } = house.log.load(plan)
  for (let base = 1; base < 6; base++) {
    const before = Y.encodeStateVector(doc)
    doc.getXmlFragment('body').insert(0, [new Y.XmlText(`第${base}段`)])
    const update = Y.encodeStateAsUpdate(doc, before)
    const row = {
      user: UserId.parse(session.user),
      session: session.session,
      update,
      clients: [doc.clientID],
    }
    await store.append([{ plan, base, rows: [row] }], house.clock)
    if (base === 3) house.log.saveSnapshot(plan, 4, packSnapshot(doc), house.clock)
  }
  doc.destroy()
  const author = UserId.parse(session.user)
  house.log.versions.keep(plan, 3, { kind: 'named', name: '初稿', author })
  settleVersions(house.db, house.log, plan, house.clock)
  return { house, plan }
}

test('[O4] data that holds is called sound, with how much of it there is', async () => {
  const { house } = await filled()
  expect(await verify(house)).toEqual({
    code: 0,
    said: expect.stringMatching(/sound: 1 plans, 6 updates, \d+ events/),
  })
})

const FLIP_BODY = (table: string, column: string, where: string): string =>
  `UPDATE ${table} SET ${column} = CAST(substr(${column}, 1, length(${column}) - 8) || x'7f' ||
   substr(${column}, length(${column}) - 6) AS BLOB) WHERE ${where}`

test.each([
  [
    'a byte of an update',
    FLIP_BODY('log', 'body', 'seq = 3'),
    /log \(plan .*, seq 3\): it differs from its checksum/,
  ],
  [
    'a byte of an update from before there were checksums',
    `UPDATE log SET sum = NULL; UPDATE log SET body = x'0001' WHERE seq = 5`,
    /log \(plan .*, seq 5\)|client_ids/,
  ],
  [
    'who wrote an update',
    "UPDATE log SET author = '!' || substr(author, 2) WHERE seq = 2",
    /log \(plan .*, seq 2\)/,
  ],
  ['an update that is gone', 'DELETE FROM log WHERE seq = 4', /log \(plan .*, seq 4\): the row is missing/],
  ['an emptied update', 'UPDATE log SET body = NULL WHERE seq = 6', /log \(plan .*, seq 6\)/],
  [
    'a byte of a snapshot',
    FLIP_BODY('snapshots', 'state', 'true'),
    /snapshots \(plan .*, upto 4\): it differs/,
  ],
  [
    'a byte of a snapshot from before there were checksums',
    `UPDATE snapshots SET sum = NULL; ${FLIP_BODY('snapshots', 'state', 'true')}`,
    /snapshots \(plan .*, upto 4\): its state cannot be decoded/,
  ],
  [
    'a snapshot of another moment',
    'UPDATE snapshots SET sum = NULL, upto = 5',
    /snapshots \(plan .*, upto 5\): it is not what/,
  ],
  ['a byte of a version', FLIP_BODY('versions', 'state', 'true'), /versions \(plan .*, upto 3\): it differs/],
  [
    'a byte of a version from before there were checksums',
    `UPDATE versions SET sum = NULL; ${FLIP_BODY('versions', 'state', 'true')}`,
    /versions \(plan .*, upto 3\): its state cannot be decoded/,
  ],
  ['a version’s name', "UPDATE versions SET name = '终稿'", /versions \(plan .*, upto 3\): it differs/],
  ['who wrote a version', "UPDATE versions SET writers = '[]'", /versions \(plan .*, upto 3\): it differs/],
  [
    'a version of another moment',
    'UPDATE versions SET sum = NULL, upto = 5',
    /versions \(plan .*, upto 5\): it is not what/,
  ],
  [
    'a version of no moment',
    'UPDATE versions SET sum = NULL, upto = 55',
    /versions \(plan .*, upto 55\): it is of no position/,
  ],
  [
    'a Yjs client id',
    'UPDATE client_ids SET client = client + 1 WHERE client = (SELECT min(client) FROM client_ids)',
    /client_ids/,
  ],
  ['whose a Yjs client id is', "UPDATE client_ids SET user = '!' || substr(user, 2)", /client_ids/],
  ['a plan’s id', "UPDATE plans SET id = '!' || substr(id, 2)", /plans|log/],
  ['a plan’s stage', "UPDATE plans SET stage = 'ballot'", /plans \(id .*\): the record tells another stage/],
  [
    'a letter of a comment',
    "UPDATE journal SET body = replace(body, '负责人', '负责入')",
    /journal \(plan:.*, seq 1\)/,
  ],
  ['a time in the record', 'UPDATE journal SET at = at + 1 WHERE seq = 2', /journal \(committee:.*, seq 2\)/],
  [
    'a hash of the record',
    "UPDATE journal SET hash = '!' || substr(hash, 2) WHERE seq = 3",
    /journal \(.*, seq 3\)/,
  ],
  ['an event that is gone', 'DELETE FROM journal WHERE seq = 2', /journal \(.*, seq 2\)/],
  [
    'a role',
    "UPDATE members SET role = 'chair' WHERE role = 'reader'",
    /members \(user .*\): the record tells another role/,
  ],
  ['a removal', 'UPDATE members SET removed_at = NULL', /members/],
  [
    'a name',
    "UPDATE users SET name = '李问' WHERE name = '李文'",
    /users \(id .*\): the record tells another name/,
  ],
])('[O4] %s is found, and its row is named', async (_what, sql, named) => {
  const { house } = await filled()
  house.db.sqlite.exec('PRAGMA foreign_keys=OFF')
  house.db.sqlite.exec(sql)
  const { code, said } = await verify(house)
  expect([code, said]).toEqual([1, expect.stringMatching(named)])
  expect(said.split('\n')).toHaveLength(1)
})
