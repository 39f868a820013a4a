/** A database whose nth statement fails, as a bad disk, a full one or another process makes it. */
import type { Database } from '../../server/store/database.ts'

export type Fault = {
  name: string
  /** SQLite's number for it. */
  code: number
  /** Whether SQLite ends the whole transaction with it. */
  endsTransaction: boolean
  /** Whether the commit that fails has come into the file all the same, as its next reader finds. */
  afterCommit?: boolean
}

export const FAULTS: readonly Fault[] = [
  { name: 'BUSY', code: 5, endsTransaction: false },
  { name: 'EIO', code: 10, endsTransaction: false },
  { name: 'EIO that ends the transaction', code: 10, endsTransaction: true },
  { name: 'EIO after the commit', code: 10, endsTransaction: false, afterCommit: true },
  { name: 'ENOSPC', code: 13, endsTransaction: true },
]

/** As node:sqlite throws them. */
const errorOf = ({ name, code }: Fault): Error =>
  Object.assign(new Error(`${name}, as the test wants it`), { code: 'ERR_SQLITE_ERROR', errcode: code })

export class FaultySql {
  private readonly db: Database
  private fault: Fault | null = null
  private left = 0

  /** What only reads may fail too, unless it is said that it may not. */
  constructor(db: Database, { reads = true }: { reads?: boolean } = {}) {
    this.db = db
    const exec = db.sqlite.exec.bind(db.sqlite)
    const run = db.run.bind(db)
    const one = db.one.bind(db)
    const all = db.all.bind(db)
    // What undoes is not counted: SQLite does it in memory.
    db.sqlite.exec = (sql) => (sql.startsWith('ROLLBACK') ? exec(sql) : this.pass(sql, () => exec(sql)))
    db.run = (sql, ...values) => this.pass(sql, () => run(sql, ...values))
    if (!reads) return
    db.one = (row, sql, ...values) => this.pass(sql, () => one(row, sql, ...values))
    db.all = (row, sql, ...values) => this.pass(sql, () => all(row, sql, ...values))
  }

  /** The nth statement from now on fails, from 0. */
  arm(nth: number, fault: Fault): void {
    this.left = nth
    this.fault = fault
  }

  /** From now on all is well; says whether the fault has come. */
  disarm(): boolean {
    const came = this.fault === null
    this.fault = null
    return came
  }

  private pass<T>(sql: string, statement: () => T): T {
    const { fault, db } = this
    if (fault === null || (fault.afterCommit === true && sql !== 'COMMIT')) return statement()
    if (this.left > 0) {
      this.left -= 1
      return statement()
    }
    this.fault = null
    if (fault.afterCommit === true) statement()
    else if (fault.endsTransaction && db.sqlite.isTransaction) db.sqlite.exec('ROLLBACK')
    throw errorOf(fault)
  }
}
