import type { Column } from './items.ts'
import { type Line, TABLE } from './lines.ts'
import { readsBehind } from './lineWork.ts'
import type { MonthRun } from './monthRun.ts'
import { beforeTask, headerColumns, isTimeBehind } from './tables.ts'
import { whenOf } from './when.ts'

/** Lines of cells that were put together again. */
const isRow = (words: string): boolean => words.includes('\n') && /[|｜]$/u.test(words)

/** Reads lines that are rows of a schedule's table. */
export class TableLines {
  private readonly month: MonthRun
  /** The columns of the table that the lines are rows of. */
  private columns: readonly Column[] | null = null

  constructor(month: MonthRun) {
    this.month = month
  }

  /** Behind a heading lines are rows no more. */
  end(): void {
    this.columns = null
  }

  /** Whether the line is a table's header or one of its rows: the month may stand in the first row of a month only. */
  read(line: Line): boolean {
    const { words } = line
    const header = headerColumns(words)
    if (header !== null || words === TABLE) {
      this.month.endWith(line)
      this.columns = header
      return true
    }
    if (this.columns === null) return false
    if (isTimeBehind(this.columns) && readsBehind(words, this.columns)) {
      this.month.addUndated(line, 0)
      return true
    }
    // A row that names no time, such as a group's name over the next ones.
    if (isTimeBehind(this.columns) && isRow(words)) {
      this.month.endWith(line)
      return true
    }
    const row = beforeTask(words, this.columns.indexOf('month'), (cell) => whenOf(cell) !== null)
    if (row === null || (row.cell === '' && !this.month.isOpen)) {
      this.month.end()
      this.columns = null
      return false
    }
    const when = whenOf(row.cell)
    if (when?.months.length === 0) this.month.addUndated(line, row.start)
    else this.month.addRow(line, row.length, when?.months ?? null)
    return true
  }
}
