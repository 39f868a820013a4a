import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { z } from 'zod'
import { inUse } from './folderLock.ts'

const Value = z.object({ value: z.string() })

const newEpoch = (): string => randomBytes(16).toString('base64url')

/** Where a data folder has its database. */
export const databaseFile = (folder: string): string => join(folder, 'gongni.sqlite')

/**
 * The one SQLite file, opened so that a commit is on the disk when it returns (RULES W1): WAL with
 * synchronous=FULL, asserted. Statements are prepared once and kept.
 */
export class Database {
  readonly sqlite: DatabaseSync
  private readonly statements = new Map<string, StatementSync>()
  private readonly release: () => void
  private inside = false

  /** Opens or makes `gongni.sqlite` in the folder and brings it to the newest schema. Throws when it cannot. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    const release = inUse(folder)
    if (release === null) throw new Error('a backup is being restored into it: wait until that has ended')
    this.release = release
    this.sqlite = new DatabaseSync(databaseFile(folder))
    this.sqlite.exec(
      'PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON',
    )
    const mode = this.sqlite.prepare('PRAGMA journal_mode').get()?.['journal_mode']
    const synchronous = this.sqlite.prepare('PRAGMA synchronous').get()?.['synchronous']
    if (mode !== 'wal' || synchronous !== 2) {
      throw new Error(
        `the database would not be durable: journal_mode=${String(mode)}, synchronous=${String(synchronous)}`,
      )
    }
    migrate(this.sqlite)
    this.run("INSERT INTO meta VALUES ('epoch', ?) ON CONFLICT DO NOTHING", newEpoch())
  }

  /** Names this history of the data: a client that knows another one keeps its unsent work apart (RULES O3). */
  epoch(): string {
    return this.one(Value, "SELECT value FROM meta WHERE key = 'epoch'")?.value ?? ''
  }

  /** Begins another history: what clients hold beyond this data is not to be mixed into it. */
  beginEpoch(): void {
    this.run("UPDATE meta SET value = ? WHERE key = 'epoch'", newEpoch())
  }

  private prepared(sql: string): StatementSync {
    let statement = this.statements.get(sql)
    if (statement === undefined) {
      statement = this.sqlite.prepare(sql)
      this.statements.set(sql, statement)
    }
    return statement
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.prepared(sql).run(...values).changes)
  }

  /** The first row, parsed by `row`, or null. A schema is made once, outside of functions: making one takes 40 µs. */
  one<S extends z.ZodType>(row: S, sql: string, ...values: SQLInputValue[]): z.infer<S> | null {
    const found = this.prepared(sql).get(...values)
    return found === undefined ? null : row.parse(found)
  }

  all<S extends z.ZodType>(row: S, sql: string, ...values: SQLInputValue[]): z.infer<S>[] {
    return this.prepared(sql)
      .all(...values)
      .map((found) => row.parse(found))
  }

  /**
   * Runs `work` in one transaction; what it throws rolls everything back. A transaction inside another
   * is a savepoint of it, so that one refused piece of a group leaves the others standing.
   */
  transaction<T>(work: () => T): T {
    const nested = this.inside
    this.sqlite.exec(nested ? 'SAVEPOINT piece' : 'BEGIN IMMEDIATE')
    this.inside = true
    try {
      const result = work()
      this.sqlite.exec(nested ? 'RELEASE piece' : 'COMMIT')
      return result
    } catch (cause) {
      // A failed COMMIT (disk full) may have ended the transaction already.
      if (this.sqlite.isTransaction)
        this.sqlite.exec(nested ? 'ROLLBACK TO piece; RELEASE piece' : 'ROLLBACK')
      throw cause
    } finally {
      this.inside = nested
    }
  }

  /**
   * Brings the write-ahead log into the file and empties it, as far as no other reader holds it: nobody
   * waits for that.
   */
  checkpoint(): void {
    this.sqlite.exec('PRAGMA busy_timeout=0')
    try {
      this.sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      this.sqlite.exec('PRAGMA busy_timeout=5000')
    }
  }

  /** The number of migrations that this database has seen. */
  schema(): number {
    return schemaOf(this.sqlite)
  }

  close(): void {
    this.statements.clear()
    this.sqlite.close()
    this.release()
  }
}

const MIGRATIONS = join(import.meta.dirname, 'migrations')
const FILES = readdirSync(MIGRATIONS)
  .filter((file) => /^\d{4}_.+\.sql$/.test(file))
  .toSorted()

/** The newest schema, as a number. */
export const SCHEMA = FILES.length

const schemaOf = (sqlite: DatabaseSync): number =>
  Number(sqlite.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)

/**
 * Applies the numbered files that this database has not seen, each in one transaction, forward only. What
 * fails or is cut off leaves the version before; of two processes that begin at once, one applies each file.
 */
function migrate(sqlite: DatabaseSync): void {
  if (schemaOf(sqlite) > SCHEMA) {
    throw new Error(
      `the data was written by a newer version (schema ${schemaOf(sqlite)}, this one knows ${SCHEMA})`,
    )
  }
  for (const [index, file] of FILES.entries()) {
    if (index < schemaOf(sqlite)) continue
    sqlite.exec('BEGIN IMMEDIATE')
    try {
      if (index === schemaOf(sqlite)) {
        sqlite.exec(readFileSync(join(MIGRATIONS, file), 'utf8'))
        sqlite.exec(`PRAGMA user_version=${index + 1}`)
      }
      sqlite.exec('COMMIT')
    } catch (cause) {
      if (sqlite.isTransaction) sqlite.exec('ROLLBACK')
      throw cause
    }
  }
}
