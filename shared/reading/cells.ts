import type { Block } from '../plan/block.ts'
import type { Part } from '../plan/plan.ts'
import { monthPhrases } from './dates.ts'
import { type Column, itemOf, type ItemReading, trimTask } from './items.ts'
import { tasksOf } from './schedule.ts'
import { columnsOf } from './tables.ts'
import { typedNumber } from '../plan/numbering.ts'

/** A schedule in a table of the text: what row and column say of a cell's words. Null for every other cell. */
export type CellOver = { months: readonly number[]; part: Part | null; owner: string | null }

type Row = Map<number, Block>

/** What stands over the task cells of all tables. A month's cell may be empty, or merged, in the rows after its first. */
export function cellsOver(blocks: readonly Block[]): Map<Block, CellOver> {
  const over = new Map<Block, CellOver>()
  const tables = new Map<number, Row[]>()
  for (const block of blocks) {
    if (block.kind !== 'cell' || block.cell === undefined) continue
    const { table, row, column } = block.cell
    const rows = tables.get(table) ?? []
    tables.set(table, rows)
    const cells = rows[row] ?? new Map<number, Block>()
    rows[row] = cells
    cells.set(column, block)
  }
  for (const rows of tables.values()) readTable(rows, over)
  return over
}

function readTable(rows: readonly Row[], over: Map<Block, CellOver>): void {
  const header = rows[0]
  const columns = header === undefined ? null : columnsOf([...header.values()].map(({ text }) => text))
  if (columns === null) return
  const width = columns.length
  let months: readonly number[] = []
  let part: Part | null = null
  for (const row of rows.slice(1)) {
    // A cell merged over rows is missing in the later ones, so these begin further right.
    const shift = Math.max(0, width - row.size)
    const at = (column: Column): Block | undefined => row.get(columns.indexOf(column) - shift)
    const phrase = shift > 0 ? undefined : monthPhrases(at('month')?.text ?? '')[0]
    if (phrase !== undefined) ({ months, part } = phrase)
    const task = at('task')
    const owner = columns.includes('owner') ? at('owner')?.text.trim() : undefined
    if (task !== undefined && months.length > 0)
      over.set(task, { months, part, owner: owner === '' || owner === undefined ? null : owner })
  }
}

/** The tasks of a schedule's cell, each with its months. */
export function itemsInCell(text: string, { months, part, owner }: CellOver): ItemReading[] {
  const items: ItemReading[] = []
  let from = 0
  for (const line of text.split('\n')) {
    let at = from
    for (const task of line.trim() === '' ? [] : tasksOf(line)) {
      const number = typedNumber(task.trimStart())?.text.length ?? 0
      const words = task.trimStart().slice(number)
      const start = at + (task.length - task.trimStart().length) + number
      at += task.length
      if (trimTask(words).length < 2) continue
      const item = itemOf(words.trimEnd(), { months, part, columns: [] })
      items.push({
        ...item,
        ...(owner === null || item.owner !== null ? {} : { owner, owners: [owner] }),
        start,
        end: start + words.trimEnd().length,
      })
    }
    from += line.length + 1
  }
  return items
}
