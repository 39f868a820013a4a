/** The process dies at every step of a migration, a compaction and a checkpoint: what it leaves is whole. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { Database, databaseFile, SCHEMA } from '../../server/store/database.ts'
import { foldPlan } from '../../server/store/fold.ts'
import { docOf, PlanLog } from '../../server/store/planLog.ts'
import type { PlanId } from '../../shared/plan/ids.ts'
import { BODY } from '../../shared/text/schema.ts'
import { scenario } from '../harness/cases.ts'
import { checkpointCrash, commitCrashes, type Image, imageOf, layOut } from '../harness/crashImages.ts'
import { addCommittee, addMember } from '../harness/members.ts'
import { paragraphOf } from '../harness/rawClient.ts'
import { newPlanId } from '../harness/relayProcess.ts'
import { emptyFolder, folderOf } from '../harness/versions.ts'

const NOW = Date.UTC(2026, 0, 8, 9)
const Body = z.object({ body: z.instanceof(Uint8Array) })

/** What stands in the text's log and who wrote it. */
const logOf = (sqlite: DatabaseSync): unknown =>
  sqlite.prepare('SELECT row, plan, seq, body, author, session, at FROM log ORDER BY row').all()

/** Opens what a crash left, as the system's next process does, and closes it again. */
function reading<T>(image: Image, folder: string, read: (sqlite: DatabaseSync) => T): T {
  layOut(image, folder)
  const sqlite = new DatabaseSync(databaseFile(folder))
  try {
    expect(sqlite.prepare('PRAGMA integrity_check').get()?.['integrity_check']).toBe('ok')
    return read(sqlite)
  } finally {
    sqlite.close()
  }
}

const versionOf = (sqlite: DatabaseSync): number =>
  Number(sqlite.prepare('PRAGMA user_version').get()?.['user_version'])
const shapeOf = (sqlite: DatabaseSync): string =>
  JSON.stringify(sqlite.prepare('SELECT type, name FROM sqlite_master ORDER BY type, name').all())

/** What a migration of everything leaves at each of its steps, and the log that must be in all of it. */
function migrated(): { images: Image[]; log: unknown } {
  const folder = folderOf(1)
  const sqlite = new DatabaseSync(databaseFile(folder))
  sqlite.exec('PRAGMA journal_mode=WAL')
  const log = logOf(sqlite)
  sqlite.close()
  const before = imageOf(folder)
  const db = new Database(folder)
  const after = imageOf(folder)
  db.close()
  return { images: [...commitCrashes(before, after)], log }
}

test('[O5] a crash at any step of migrating the oldest data leaves one of the versions, whole, and the next start brings it to the newest', () => {
  const shapes = new Map<number, string>()
  for (let version = 1; version <= SCHEMA; version++) {
    const sqlite = new DatabaseSync(databaseFile(folderOf(version)))
    shapes.set(version, shapeOf(sqlite))
    sqlite.close()
  }
  const { images, log } = migrated()
  const folder = join(emptyFolder(), 'crashed')
  const seen = new Set<number>()
  for (const image of images) {
    const version = reading(image, folder, (sqlite) => {
      expect(shapeOf(sqlite)).toBe(shapes.get(versionOf(sqlite)))
      expect(logOf(sqlite)).toEqual(log)
      return versionOf(sqlite)
    })
    expect(version).toBeGreaterThanOrEqual(Math.max(1, ...seen))
    seen.add(version)
    layOut(image, folder)
    const db = new Database(folder)
    expect(db.schema()).toBe(SCHEMA)
    expect(logOf(db.sqlite)).toEqual(log)
    db.close()
  }
  expect([...seen]).toEqual(Array.from({ length: SCHEMA }, (_, nth) => nth + 1))
})

/** A folder with a plan whose log has a tail worth folding, and one snapshot of before. */
function longPlan(rows: number) {
  const folder = emptyFolder()
  const db = new Database(folder)
  const log = new PlanLog(db)
  const committee = addCommittee(db, NOW)
  const { user, session } = addMember(db, committee, 'member', { at: NOW, expires: NOW + 1 })
  const plan = newPlanId()
  const doc = new Y.Doc()
  let first = true
  doc.on('update', (update: Uint8Array) =>
    db.transaction(() => {
      if (first) log.create({ id: plan, committee, author: user, first: update, at: NOW, session })
      else log.appendAll(plan, log.head(plan), [{ user, session, update }], NOW)
      first = false
    }),
  )
  for (let nth = 0; nth < rows; nth++) {
    doc.getXmlFragment(BODY).insert(nth % 7, [paragraphOf(`第${nth}段${'字'.repeat(nth % 50)}`)])
    if (nth === rows / 2) foldPlan(db, log, plan, () => NOW)
  }
  return { folder, db, log, plan, text: doc.getXmlFragment(BODY).toJSON() }
}

const snapshotsOf = (sqlite: DatabaseSync): number[] =>
  sqlite
    .prepare('SELECT upto FROM snapshots ORDER BY upto')
    .all()
    .map(({ upto }) => Number(upto))

/** Opens the plan from what a crash left: by its snapshots, and by its log alone. */
function expectWhole(folder: string, plan: PlanId, text: string): void {
  const db = new Database(folder)
  const log = new PlanLog(db)
  expect(log.load(plan).doc.getXmlFragment(BODY).toJSON()).toBe(text)
  const bodies = db.all(Body, 'SELECT body FROM log WHERE plan = ? ORDER BY seq', plan)
  const whole = docOf(
    plan,
    bodies.map(({ body }) => body),
  )
  expect(whole.getXmlFragment(BODY).toJSON()).toBe(text)
  db.close()
}

test('[W10] a crash at any step of a compaction leaves the text, who wrote it, and either the old snapshot or the new', () => {
  const { folder, db, log, plan, text } = longPlan(300)
  const rows = logOf(db.sqlite)
  const old = snapshotsOf(db.sqlite)
  const before = imageOf(folder)
  foldPlan(db, log, plan, () => NOW + 1)
  const fresh = snapshotsOf(db.sqlite)
  expect([old, fresh]).toEqual([[151], [300]])
  const after = imageOf(folder)
  db.close()
  const crashed = join(emptyFolder(), 'crashed')
  const seen = new Set<string>()
  for (const image of commitCrashes(before, after)) {
    reading(image, crashed, (sqlite) => {
      expect(logOf(sqlite)).toEqual(rows)
      seen.add(snapshotsOf(sqlite).join())
    })
    layOut(image, crashed)
    expectWhole(crashed, plan, text)
  }
  expect([...seen]).toEqual(['151', '300'])
})

/** A database before its log is brought into the file, and the file afterwards. */
function checkpointed() {
  const { folder, db, plan, text } = longPlan(300)
  const before = imageOf(folder)
  db.checkpoint()
  const { file: after } = imageOf(folder)
  db.close()
  expect(after.byteLength).toBeGreaterThan(before.file.byteLength)
  return { before, after, plan, text, crashed: join(emptyFolder(), 'crashed') }
}
let checkpoint: ReturnType<typeof checkpointed> | null = null

scenario({
  title: '[W10][P1] a crash while a checkpoint has brought some of the pages into the file leaves all of it',
  test: 40,
  soak: 5_000,
  run: (seed) => {
    const { before, after, plan, text, crashed } = (checkpoint ??= checkpointed())
    const [pages] = fc.sample(
      fc.uniqueArray(fc.nat(after.byteLength / 4096), { maxLength: 200, size: 'max' }),
      {
        seed,
        numRuns: 1,
      },
    )
    const written = new Set(pages)
    layOut(
      checkpointCrash(before, after, (page) => written.has(page)),
      crashed,
    )
    expectWhole(crashed, plan, text)
  },
})
