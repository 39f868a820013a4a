import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The file that is locked. SQLite's own lock on it: the system lets go of it however a process ends. */
const LOCK = '.lock'

function hold(folder: string, begin: string): (() => void) | null {
  const lock = new DatabaseSync(join(folder, LOCK))
  try {
    lock.exec(begin)
    return () => lock.close()
  } catch {
    // Somebody holds it the other way; anything else is said when the database itself is opened.
    lock.close()
    return null
  }
}

/** Says that the folder's database is in use, until the returned function is called; null while it is being replaced. */
export const inUse = (folder: string): (() => void) | null =>
  hold(folder, 'BEGIN; SELECT count(*) FROM sqlite_master')

/** Keeps everybody else out of the folder, until the returned function is called; null while it is in use. */
export const alone = (folder: string): (() => void) | null => hold(folder, 'BEGIN EXCLUSIVE')
