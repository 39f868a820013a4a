import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { random22 } from '../../server/people/tokens.ts'
import { Database } from '../../server/store/database.ts'
import { packSnapshot } from '../../server/store/snapshot.ts'
import { PlanLog } from '../../server/store/planLog.ts'
import { SqliteStore } from '../../server/store/sqlite.ts'
import { updatesOf } from '../../server/store/store.ts'
import { PlanId } from '../../shared/plan/ids.ts'
import type { Role } from '../../shared/record/roles.ts'
import { FAULTS, FaultySql } from '../harness/faultySql.ts'
import { addCommittee, addMember } from '../harness/members.ts'
import { type StoreWorld, textStoreContract } from './textStore.ts'

const NOW = Date.UTC(2026, 0, 8, 9)

function openSqlite(): StoreWorld & { db: Database; log: PlanLog; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-store-'))
  const db = new Database(folder)
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true })
  })
  const log = new PlanLog(db)
  const committee = addCommittee(db, NOW)
  const person = (role: Role) => addMember(db, committee, role, { at: NOW, expires: NOW + 1000 })
  const chair = person('chair')
  return {
    db,
    log,
    folder,
    person,
    store: new SqliteStore(db, log),
    now: NOW,
    plan: () => {
      const id = PlanId.parse(random22())
      const doc = new Y.Doc()
      doc.getMap('front').set('title', '计划')
      const first = Y.encodeStateAsUpdate(doc)
      log.create({ id, committee, author: chair.user, first, at: NOW, session: chair.session })
      return id
    },
    setRole: (user, role) => db.run('UPDATE members SET role = ? WHERE user = ?', role, user),
    setStage: (plan, stage) => log.setStage(plan, stage),
    endSession: (session) => db.run('DELETE FROM sessions WHERE id = ?', session),
    damage: (plan, seq) => db.run('DELETE FROM log WHERE plan = ? AND seq = ?', plan, seq),
  }
}

textStoreContract('the embedded database', openSqlite)

test('[W6] a session that has run out may not write', async () => {
  const { store, plan, person } = openSqlite()
  const [id, member] = [plan(), person('member')]
  expect(await store.standing(id, member.user, member.session, NOW + 999)).not.toBeNull()
  expect(await store.standing(id, member.user, member.session, NOW + 1000)).toBeNull()
  const write = (base: number, at: number) =>
    store.append([{ plan: id, base, rows: [{ ...member, update: Uint8Array.of(0, 0), clients: [] }] }], at)
  expect(await write(1, NOW + 999)).toEqual([{ kind: 'appended', seq: 2 }])
  expect(await write(2, NOW + 1000)).toEqual([{ kind: 'refused', index: 0, code: 'not-allowed' }])
})

test('[W1] the database is opened durable, and refuses a newer schema', () => {
  const { db, folder } = openSqlite()
  expect(db.sqlite.prepare('PRAGMA synchronous').get()?.['synchronous']).toBe(2)
  expect(db.sqlite.prepare('PRAGMA journal_mode').get()?.['journal_mode']).toBe('wal')
  db.sqlite.exec('PRAGMA user_version=99')
  expect(() => new Database(folder)).toThrow(/newer version/)
})

test('[W1] a database that would not be durable is not opened', () => {
  const { folder } = openSqlite()
  const spy = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
    const weaker = sql.replace('synchronous=FULL', 'synchronous=NORMAL')
    for (const one of weaker.split(';')) this.prepare(one).all()
  })
  onTestFinished(() => spy.mockRestore())
  expect(() => new Database(folder)).toThrow('would not be durable: journal_mode=wal, synchronous=1')
})

test('[W1] a checkpoint that fails leaves the database waiting for others as before', () => {
  const { db } = openSqlite()
  const timeout = (): unknown => db.sqlite.prepare('PRAGMA busy_timeout').get()?.['timeout']
  const before = timeout()
  const [full] = FAULTS.filter(({ name }) => name === 'ENOSPC')
  if (full === undefined) throw new Error('a disk can be full')
  new FaultySql(db).arm(1, full)
  expect(() => db.checkpoint()).toThrow('ENOSPC')
  expect([before, timeout()]).toEqual([5000, 5000])
})

test('[W1] a store that fails in mid-turn appends nothing of it', async () => {
  const { store, plan, person, db } = openSqlite()
  const [id, member] = [plan(), person('member')]
  db.sqlite.exec(
    "CREATE TRIGGER full BEFORE INSERT ON log WHEN NEW.seq = 3 BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END",
  )
  const rows = [1, 2].map(() => ({ ...member, update: Uint8Array.of(0, 0), clients: [] }))
  await expect(store.append([{ plan: id, base: 1, rows }], NOW)).rejects.toThrow(/full/)
  expect((await store.load(id)).seq).toBe(1)
  db.sqlite.exec('DROP TRIGGER full')
  expect(await store.append([{ plan: id, base: 1, rows }], NOW)).toEqual([{ kind: 'appended', seq: 3 }])
})

test.each([
  "UPDATE members SET role = 'reader'",
  'UPDATE members SET removed_at = 1',
  "UPDATE plans SET stage = 'ballot'",
  'UPDATE plans SET deleted_at = 1',
  'UPDATE sessions SET expires = 1',
  'DELETE FROM sessions',
  'UPDATE api_tokens SET revoked_at = 1',
  'DELETE FROM token_plans',
])('[W6][H3][H8] the change number changes when another process does: %s', async (sql) => {
  const { store, folder, plan, person } = openSqlite()
  const [id, { user }] = [plan(), person('member')]
  const other = new Database(folder)
  onTestFinished(() => other.close())
  other.run(
    "INSERT INTO api_tokens VALUES ('t', 'h', ?, (SELECT committee FROM plans), 'member', 1, NULL)",
    user,
  )
  other.run("INSERT INTO token_plans VALUES ('t', ?)", id)
  const before = await store.changes()
  other.run(sql)
  expect(await store.changes()).not.toBe(before)
})

test('[W6] texts, snapshots and newcomers do not change the change number: nobody’s standing is read again for them', async () => {
  const { store, plan, person, log, db } = openSqlite()
  const [id, member] = [plan(), person('member')]
  const before = await store.changes()
  const update = Y.encodeStateAsUpdate(log.load(id).doc)
  await store.append([{ plan: id, base: 1, rows: [{ ...member, update, clients: [1] }] }], NOW)
  db.transaction(() => log.saveSnapshot(id, 2, packSnapshot(log.load(id).doc), NOW))
  person('delegate')
  plan()
  expect(await store.changes()).toBe(before)
})

test('[W10] a snapshot changes nothing of the text, the log or who wrote, and takes the place of the one before', async () => {
  const { store, plan, person, log, db } = openSqlite()
  const [id, member] = [plan(), person('member')]
  const doc = new Y.Doc()
  for (const update of updatesOf(await store.load(id))) Y.applyUpdate(doc, update)
  const texts: string[] = ['', JSON.stringify(doc.toJSON())]
  for (let seq = 1; seq <= 12; seq++) {
    const before = Y.encodeStateVector(doc)
    doc.getXmlFragment('body').insert(0, [new Y.XmlText(`第${seq}段`)])
    const rows = [{ ...member, update: Y.encodeStateAsUpdate(doc, before), clients: [] }]
    await store.append([{ plan: id, base: seq, rows }], NOW)
    texts.push(doc.getXmlFragment('body').toJSON())
    if (seq % 3 === 0) {
      const now = log.load(id).doc
      // Every other one as it was stored before states were compressed.
      const state = seq % 2 === 0 ? packSnapshot(now) : Y.encodeStateAsUpdate(now)
      // At 09:00, 09:25, 09:50 and 10:15.
      db.transaction(() => log.saveSnapshot(id, seq + 1, state, NOW + (seq / 3 - 1) * 25 * 60_000))
    }
  }
  for (let seq = 2; seq <= 13; seq++)
    expect(log.load(id, seq).doc.getXmlFragment('body').toJSON()).toBe(texts[seq])
  const last = await store.load(id)
  expect(last.tail).toEqual([])
  const state = last.snapshot?.state() ?? new Uint8Array()
  expect(last.snapshot?.vector).toEqual(Y.encodeStateVectorFromUpdate(state))
  const upto = db.sqlite.prepare('SELECT upto FROM snapshots ORDER BY upto').all()
  expect(upto.map((row) => row['upto'])).toEqual([13])
  const authors = db.sqlite.prepare('SELECT count(*) AS n FROM log WHERE plan = ? AND author = ?')
  expect(authors.get(id, member.user)?.['n']).toBe(12)
})
