import { joined, type Line } from './lines.ts'
import { columnsOf } from './tables.ts'

/**
 * Tables whose copy put a cell on each line, a bar behind it, and closed each row by bars alone, one for each cell
 * that is empty: the cells of a row are put on one line again.
 */

const CLOSED = /[|｜]$/u
const BARS = /^[|｜\s]+$/u
const FEWEST_ROWS = 3
const MOST_CELLS = 9

/** A row's lines: from its first to behind the bars that close it. */
type Row = { from: number; to: number; cells: string[] }

/** The rows that end in bars alone, in all of a text. */
function closedRows(lines: readonly Line[]): Row[] {
  const rows: Row[] = []
  let cells: string[] = []
  for (const [index, { words }] of lines.entries()) {
    if (BARS.test(words)) {
      const empty = words.replace(/\s/gu, '').length
      const all = [...cells, ...Array.from({ length: empty }, () => '')]
      if (cells.length > 0 && all.length <= MOST_CELLS)
        rows.push({ from: index - cells.length, to: index + 1, cells: all })
      cells = []
    } else if (CLOSED.test(words)) cells.push(words.slice(0, -1).trim())
    else cells = []
  }
  return rows
}

/** The lines with the cells of each row of such tables, where these are schedules, on one. */
export function wholeClosedRows(lines: readonly Line[]): readonly Line[] {
  const rows = closedRows(lines)
  const widths = new Set(
    rows.filter(({ cells }) => columnsOf(cells) !== null).map(({ cells }) => cells.length),
  )
  const own = rows.filter(({ cells }) => widths.has(cells.length))
  if (own.length < FEWEST_ROWS) return lines
  const whole: Line[] = []
  let from = 0
  for (const row of own) {
    whole.push(...lines.slice(from, row.from), joined(lines.slice(row.from, row.to)))
    from = row.to
  }
  whole.push(...lines.slice(from))
  return whole
}
