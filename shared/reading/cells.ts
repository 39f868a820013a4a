import { type Block, CELL_COLUMNS } from '../plan/block.ts'
import { monthHeadingOf } from './dates.ts'
import { amountIn } from './amounts.ts'
import { type Column, isPending, itemOf, type ItemReading, trimTask } from './items.ts'
import { spacedTasks, tasksOf } from './schedule.ts'
import { columnsOf, isTimeBehind } from './tables.ts'
import { type When, whenOf } from './when.ts'
import { typedNumber } from '../plan/numbering.ts'

/** A schedule in a table of the text: what row and column say of a cell's words. Null for every other cell. */
export type CellOver = When & {
  owner: string | null
  amount: string | null
  /** Another cell of its row says 待定 or 待批. */
  pending: boolean
  /** Other cells of the schedule hold no tasks. */
  isTask: boolean
}

const UNKNOWN: When = { months: [], part: null, recurrence: null }
const NO_TASK: CellOver = { ...UNKNOWN, owner: null, amount: null, pending: false, isTask: false }

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

/** The rows with each merged cell in all places that it covers; a row that holds no cell of its own is empty. */
function spread(rows: readonly Row[]): Row[] {
  const grid = Array.from(rows, (row) => new Map(row))
  for (const [at, row] of grid.entries()) {
    for (const [column, block] of rows[at] ?? []) {
      const { rows: height = 1, columns: width = 1 } = block.cell ?? {}
      for (const covered of grid.slice(at, at + height))
        for (let place = column; place < Math.min(column + width, CELL_COLUMNS); place++)
          if (covered === row || !covered.has(place)) covered.set(place, block)
    }
  }
  return grid
}

/** A row's cells from left to right: what is merged from above was put behind the others. */
const inOrder = (row: Row = new Map()): Row => new Map([...row].toSorted(([a], [b]) => a - b))

function readTable(rows: readonly Row[], over: Map<Block, CellOver>): void {
  const grid = spread(rows)
  const namesOf = (row: Row = new Map()): readonly Column[] | null =>
    columnsOf([...row.values()].map(({ text }) => text))
  const named = namesOf(grid[0])
  // 时间 over two rows, 工作安排 over 项目 and 具体内容: the lower row of the header says what the columns are.
  const height = (named === null ? undefined : grid[0]?.get(named.indexOf('month'))?.cell?.rows) ?? 1
  const lower = height > 1 ? namesOf(inOrder(grid[height - 1])) : null
  const columns = lower ?? named
  if (columns === null) {
    readSideMonths(grid, over)
    return
  }
  const width = columns.length
  let when: When | null = null
  for (const [index, row] of grid.entries()) {
    if (index < (lower === null ? 1 : height)) continue
    // Where nothing says that a cell is merged over rows, it is missing in the later ones: these begin further right.
    const shift = Math.max(0, width - row.size)
    const at = (column: Column): Block | undefined => row.get(columns.indexOf(column) - shift)
    const month = shift > 0 && !isTimeBehind(columns) ? undefined : at('month')
    const said = month?.text.trim() ?? ''
    // What a cell says and nobody understands is no month of the row above.
    if (said !== '') when = whenOf(said) ?? UNKNOWN
    const task = at('task')
    // A cell merged over columns, such as a month over the whole width, is no task of its own; nor is one of a row above.
    if (task === month || task?.cell?.row !== index) continue
    const lead = columns.includes('owner') ? at('owner') : undefined
    const owner = lead === task ? undefined : lead?.text.trim()
    const sum = columns.includes('amount') ? at('amount') : undefined
    // A sum that is merged over rows is that of all of them.
    const amount = sum === undefined || sum === task || (sum.cell?.rows ?? 1) > 1 ? null : sum.text.trim()
    const others = [...row.values()].filter((cell) => cell !== task && cell !== month)
    for (const cell of others) if (!over.has(cell)) over.set(cell, NO_TASK)
    const pending = others.some(({ text }) => isPending(text))
    if (when !== null)
      over.set(task, {
        ...when,
        owner: owner === '' || owner === undefined ? null : owner,
        amount,
        pending,
        isTask: true,
      })
  }
}

/** 部门 | 1月 | 2月: months side by side, each over the tasks of its column. */
function readSideMonths(grid: readonly Row[], over: Map<Block, CellOver>): void {
  const [header, ...rows] = grid
  const named = [...(header ?? [])].map(([column, { text }]) => ({ column, months: monthsOfCell(text) }))
  const [first, ...others] = named
  if (others.length === 0 || others.some(({ months }) => months.length === 0)) return
  if (others.length === 1 && first?.months.length === 0) return
  for (const row of rows)
    for (const { column, months } of named) {
      const task = row.get(column)
      if (task !== undefined && months.length > 0 && task.cell?.column === column)
        over.set(task, { ...NO_TASK, months, isTask: true })
    }
}

/** The months that a cell names and nothing else. */
const monthsOfCell = (text: string): readonly number[] => {
  const heading = monthHeadingOf(text.trim())
  return heading?.length === text.trim().length ? heading.months : []
}

/** The tasks of a schedule's cell, each with its months. */
export function itemsInCell(
  text: string,
  { months, part, recurrence, owner, amount, pending, isTask }: CellOver,
): ItemReading[] {
  if (!isTask) return []
  const items: ItemReading[] = []
  let from = 0
  for (const line of text.split('\n')) {
    let at = from
    for (const task of line.trim() === ''
      ? []
      : typedNumber(line) === null
        ? spacedTasks(line).flatMap(tasksOf)
        : tasksOf(line)) {
      const number = typedNumber(task.trimStart())?.text.length ?? 0
      const words = task.trimStart().slice(number)
      const start = at + (task.length - task.trimStart().length) + number
      at += task.length
      if (trimTask(words).length < 2) continue
      const item = itemOf(words.trimEnd(), { months, part, columns: [] })
      items.push({
        ...item,
        recurrence: item.recurrence ?? recurrence,
        pending: item.pending || pending,
        ...(owner === null || item.owner !== null ? {} : { owner, owners: [owner] }),
        start,
        end: start + words.trimEnd().length,
      })
    }
    from += line.length + 1
  }
  // A row's sum is that of its task; of several, nobody knows of which.
  const [only] = items
  if (items.length === 1 && only !== undefined && only.amount === null && amount !== null)
    return [{ ...only, amount: amountIn(amount) }]
  return items
}
