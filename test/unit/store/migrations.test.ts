import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Database, databaseFile, SCHEMA } from '../../../server/store/database.ts'
import { PlanLog } from '../../../server/store/planLog.ts'
import { PlanId } from '../../../shared/plan/ids.ts'
import { gongni } from '../../harness/command.ts'
import { emptyFolder, folderOf, VERSIONS } from '../../harness/versions.ts'

const Named = z.object({ name: z.string() })

/** Every table with its columns, every index and trigger: what a schema is, however it came about. */
function shapeOf(db: Database): unknown {
  const names = (type: string): string[] =>
    db.all(Named, 'SELECT name FROM sqlite_master WHERE type = ? ORDER BY name', type).map(({ name }) => name)
  const columns = db.sqlite.prepare('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)')
  const tables = names('table').map((table) => [table, columns.all(table)])
  return { tables, indexes: names('index'), triggers: names('trigger') }
}

test('[O5] there is data of every version, so that the next one is tried on it', () => {
  expect(VERSIONS).toEqual(Array.from({ length: SCHEMA }, (_, n) => `000${n + 1}.sql`))
})

test.each(VERSIONS.map((file, index) => [file, index + 1] as const))(
  '[O5] the data of %s is brought to the newest schema, and all of it holds',
  async (_file, version) => {
    const folder = folderOf(version)
    const before = new DatabaseSync(databaseFile(folder), { readOnly: true })
    const bodies = before.prepare('SELECT row, plan, seq, body, author, session, at FROM log').all()
    before.close()
    const db = new Database(folder)
    const fresh = new Database(emptyFolder())
    try {
      expect(db.schema()).toBe(SCHEMA)
      expect(shapeOf(db)).toEqual(shapeOf(fresh))
      expect(db.sqlite.prepare('PRAGMA foreign_key_check').all()).toEqual([])
      const after = db.sqlite.prepare('SELECT row, plan, seq, body, author, session, at FROM log').all()
      expect(after).toEqual(bodies)
      const plan = db.one(z.object({ id: PlanId }), 'SELECT id FROM plans')
      if (plan === null) throw new Error('the plan is gone')
      const { doc } = new PlanLog(db).load(plan.id)
      expect(doc.getXmlFragment('body').toJSON()).toMatch(/第3段.*全年新建兴趣小组6个/s)
    } finally {
      db.close()
      fresh.close()
    }
    expect(await gongni('verify-log', '--data', folder)).toMatchObject({ code: 0, err: '' })
  },
  30_000,
)

test('[O5][W15] snapshots that only told the past become history; the newest still opens the plan', () => {
  const folder = folderOf(7)
  const sqlite = new DatabaseSync(databaseFile(folder))
  sqlite.exec('INSERT INTO snapshots SELECT plan, 4, state, at, NULL FROM snapshots')
  const at = sqlite.prepare('SELECT at FROM log WHERE seq = 3').get()?.['at']
  sqlite.close()
  const db = new Database(folder)
  const rows = db.sqlite.prepare('SELECT upto, kind, writers, at FROM versions').all()
  expect(rows.map((row) => ({ ...row }))).toEqual([{ upto: 3, kind: 'hourly', writers: null, at }])
  expect(
    db.sqlite
      .prepare('SELECT upto FROM snapshots')
      .all()
      .map((row) => row['upto']),
  ).toEqual([4])
  db.close()
})

test('[O5] a step that fails half way leaves the version before it, whole', () => {
  const folder = folderOf(4)
  const sqlite = new DatabaseSync(databaseFile(folder))
  // In the way of the fifth file's second table.
  sqlite.exec('CREATE TABLE token_plans (stray)')
  expect(() => new Database(folder)).toThrow(/token_plans/)
  const tables = sqlite.prepare("SELECT name FROM sqlite_master WHERE name = 'api_tokens'").all()
  expect([sqlite.prepare('PRAGMA user_version').get()?.['user_version'], tables]).toEqual([4, []])
  sqlite.exec('DROP TABLE token_plans')
  sqlite.close()
  const db = new Database(folder)
  expect(db.schema()).toBe(SCHEMA)
  db.close()
})

test('[O5] processes that begin on old data at once all find it at the newest schema', async () => {
  const folder = folderOf(1)
  const said = await Promise.all(Array.from({ length: 4 }, () => gongni('verify-log', '--data', folder)))
  expect(said.map(({ code, err }) => [code, err])).toEqual(said.map(() => [0, '']))
}, 30_000)
