import { z } from 'zod'
import { Database } from '../store/database.ts'
import { Journal } from '../store/journal.ts'
import { firstBrokenRecord } from '../store/verifyRecord.ts'
import { type Fault, firstBrokenText } from '../store/verifyText.ts'
import { command, needData, Wrong } from './command.ts'

/** What SQLite finds wrong with its file, or null. */
function faultOfFile(db: Database): Fault | null {
  const [found] = db.all(z.object({ integrity_check: z.string() }), 'PRAGMA integrity_check(1)')
  return found === undefined || found.integrity_check === 'ok'
    ? null
    : { table: 'gongni.sqlite', row: 'the file', why: found.integrity_check }
}

async function firstBroken(db: Database): Promise<Fault | null> {
  try {
    return faultOfFile(db) ?? firstBrokenText(db) ?? (await firstBrokenRecord(db, new Journal(db)))
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_SQLITE_ERROR')) throw cause
    return { table: 'gongni.sqlite', row: 'the file', why: cause.message }
  }
}

/**
 * `verify-log [--data DIR]`: walks every plan's text and the whole record as they stand at one moment, and
 * names the first row that does not hold. The server may run meanwhile.
 */
export const verifyLog = command({}, async ({ config }) => {
  needData(config.data)
  let db: Database
  try {
    db = new Database(config.data)
  } catch (cause) {
    throw new Wrong(`${config.data} 打不开：${cause instanceof Error ? cause.message : String(cause)}`)
  }
  try {
    // A reader's view, which holds nobody up.
    db.sqlite.exec('BEGIN')
    const fault = await firstBroken(db)
    if (fault !== null)
      throw new Wrong(
        `第一处损坏 / the first broken row: ${fault.table} (${fault.row}): ${fault.why}。请用 restore 恢复最近的备份。`,
      )
    const Counts = z.object({ plans: z.number(), updates: z.number(), events: z.number() })
    const counts = db.one(
      Counts,
      'SELECT (SELECT count(*) FROM plans) AS plans, (SELECT count(*) FROM log) AS updates, (SELECT count(*) FROM journal) AS events',
    )
    console.log(`完好 / sound: ${counts?.plans} plans, ${counts?.updates} updates, ${counts?.events} events`)
    return 0
  } finally {
    db.close()
  }
})
