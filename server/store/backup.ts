import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Database, databaseFile } from './database.ts'

/** Brings a file or a folder's list of names onto the disk. */
function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Why a file is no sound database, in SQLite's words, or null. */
function fault(sqlite: DatabaseSync): string | null {
  const found = String(sqlite.prepare('PRAGMA integrity_check').get()?.['integrity_check'])
  return found === 'ok' ? null : found
}

/**
 * Copies the folder's database into one file as it stands at one moment, while others go on writing: a reader
 * of the write-ahead log sees one state, which ends after some commit. Throws when the copy is not sound.
 */
export function writeBackup(folder: string, file: string): void {
  const part = `${file}.part`
  rmSync(part, { force: true })
  const source = new DatabaseSync(databaseFile(folder))
  try {
    source.exec('PRAGMA busy_timeout=5000')
    source.prepare('VACUUM INTO ?').run(part)
  } finally {
    source.close()
  }
  // It holds what people wrote: nobody else on the machine needs to read it.
  chmodSync(part, 0o600)
  const copy = new DatabaseSync(part, { readOnly: true })
  const wrong = fault(copy)
  copy.close()
  if (wrong !== null) throw new Error(`the copy is not sound: ${wrong}`)
  sync(part)
  renameSync(part, file)
  sync(dirname(file))
}

/** What is wrong with a file as a backup, or null. */
export function faultOf(file: string): string | null {
  let sqlite: DatabaseSync
  try {
    sqlite = new DatabaseSync(file, { readOnly: true })
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
  try {
    sqlite.prepare("SELECT value FROM meta WHERE key = 'epoch'").get()
    sqlite.prepare('SELECT max(row) FROM log').get()
    return fault(sqlite)
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  } finally {
    sqlite.close()
  }
}

/** Brings a write-ahead log that a crash left behind into its database, if that can still be read. */
function settle(file: string): void {
  try {
    const sqlite = new DatabaseSync(file)
    sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    sqlite.close()
  } catch {
    // A broken database may be why a backup is restored: both files are kept as they are.
  }
}

/** Moves what is in the folder aside, keeping it whole; returns where to, or null when there was nothing. */
function setAside(folder: string, at: number): string | null {
  const file = databaseFile(folder)
  if (!existsSync(file)) return null
  settle(file)
  const aside = join(folder, `before-restore-${new Date(at).toISOString().replaceAll(':', '')}`)
  mkdirSync(aside)
  // A log that stayed beside another database would be taken for that one's: it goes first.
  for (const suffix of ['-wal', '-shm'])
    if (existsSync(file + suffix)) renameSync(file + suffix, databaseFile(aside) + suffix)
  linkSync(file, databaseFile(aside))
  sync(aside)
  return aside
}

/**
 * Puts a backup in the place of the folder's database, as a new epoch (RULES O3). The caller holds the folder
 * alone. Until the last rename the old data is in its place. Returns where the old data is now.
 */
export function readBackup(file: string, folder: string, at: number): string | null {
  const staging = mkdtempSync(join(folder, '.restore-'))
  try {
    copyFileSync(file, databaseFile(staging))
    const db = new Database(staging)
    db.beginEpoch()
    db.checkpoint()
    db.close()
    sync(databaseFile(staging))
    const aside = setAside(folder, at)
    renameSync(databaseFile(staging), databaseFile(folder))
    sync(folder)
    return aside
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}
