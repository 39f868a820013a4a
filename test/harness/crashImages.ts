/**
 * What a process that dies leaves of a database, at every step: a commit appends frames to the write-ahead log
 * in order, so each beginning of that log is a crash; a checkpoint writes pages into the file in whatever order
 * while the log is whole, so each mixture of old and new pages is one.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { databaseFile } from '../../server/store/database.ts'

/** SQLite's: the log's head, the head of each frame in it, and a page. */
const [LOG_HEAD, FRAME_HEAD, PAGE] = [32, 24, 4096]
const FRAME = FRAME_HEAD + PAGE

export type Image = { file: Buffer; wal: Buffer }

/** The folder's database as it lies there now; a connection may be open. */
export function imageOf(folder: string): Image {
  const wal = `${databaseFile(folder)}-wal`
  return {
    file: readFileSync(databaseFile(folder)),
    wal: existsSync(wal) ? readFileSync(wal) : Buffer.alloc(0),
  }
}

/** Puts an image into a folder, which holds nothing else afterwards. */
export function layOut({ file, wal }: Image, folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  writeFileSync(databaseFile(folder), file)
  writeFileSync(`${databaseFile(folder)}-wal`, wal)
}

/** Crashes while what `before` has not was committed: between two frames, and in the middle of each. */
export function* commitCrashes(before: Image, after: Image): Generator<Image> {
  // A log that began anew has nothing of before.
  const isSame = after.wal.subarray(0, before.wal.byteLength).equals(before.wal)
  for (
    let at = isSame ? before.wal.byteLength : 0;
    at <= after.wal.byteLength;
    at += at < LOG_HEAD ? LOG_HEAD : FRAME
  )
    for (const end of [at, at + FRAME_HEAD / 2, at + FRAME_HEAD + PAGE / 2])
      if (end <= after.wal.byteLength) yield { file: before.file, wal: after.wal.subarray(0, end) }
}

/** A crash while the log of `before` is brought into the file of `after`: `has` says which pages were written. */
export function checkpointCrash(before: Image, after: Buffer, has: (page: number) => boolean): Image {
  const pages = Math.ceil(after.byteLength / PAGE)
  let last = before.file.byteLength / PAGE
  for (let page = 0; page < pages; page++) if (has(page)) last = Math.max(last, page + 1)
  const file = Buffer.alloc(last * PAGE)
  before.file.copy(file)
  for (let page = 0; page < pages; page++)
    if (has(page)) after.copy(file, page * PAGE, page * PAGE, (page + 1) * PAGE)
  return { file, wal: before.wal }
}
