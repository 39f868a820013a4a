import { CELL_COLUMNS, CELL_ROWS } from '../../plan/block.ts'
import { joinedWords, type Words } from '../../plan/marks.ts'
import type { Cell } from './document.ts'

/** A cell as a row of the document has it: how many columns it covers, and whether it goes on from the cell above or before it. */
export type RawCell = { words: Words; columns: number; isBelow: boolean; isBehind: boolean }
/** A row of a table; `before` are the columns that it leaves out at its beginning. */
export type RawRow = { before: number; cells: RawCell[] }

/** A column that begins before no cell. */
const EMPTY: Words = { words: '', marks: [] }

export const emptyCell = (): RawCell => ({ words: EMPTY, columns: 1, isBelow: false, isBehind: false })

type Open = Cell & { rows: number; columns: number }

/** Adds the words of a merged cell's part, which nothing shows, to its first cell. */
function addTo(open: Open, words: Words): void {
  if (words.words !== '') Object.assign(open, joinedWords([{ marks: [], ...open }, words], '\n'))
}

/** The rows of a table, each merged cell once and where it begins. A row that holds only what is merged from above is none. */
export function mergedRows(rows: readonly RawRow[]): Cell[][] {
  const found: Cell[][] = []
  // By their first column, the cells that may go on below.
  let above = new Map<number, Open>()
  for (const { before, cells } of rows) {
    const own: Open[] = []
    const now = new Map<number, Open>()
    const goingOn: Open[] = []
    let column = Math.min(before, CELL_COLUMNS)
    if (column > 0) own.push({ ...EMPTY, rows: 1, columns: column })
    let last: Open | null = null
    for (const { words, columns, isBelow, isBehind } of cells) {
      const over = isBelow ? above.get(column) : undefined
      if (isBehind && last !== null) {
        addTo(last, words)
        last.columns = Math.min(last.columns + columns, CELL_COLUMNS)
      } else if (over?.columns === columns && over.rows < CELL_ROWS) {
        addTo(over, words)
        goingOn.push(over)
        now.set(column, over)
        last = null
      } else {
        last = { ...words, rows: 1, columns }
        own.push(last)
        now.set(column, last)
      }
      column += columns
    }
    above = now
    if (own.length === 0) continue
    for (const open of goingOn) open.rows += 1
    found.push(own)
  }
  return found
}
