import type { Column } from './items.ts'
import { joined, type Line, TABLE } from './lines.ts'
import { columnsOf, isColumnName } from './tables.ts'
import { whenOf } from './when.ts'

/** Tables that a copy took apart, a cell on each line: the cells of a row are put on one line again. */

const FEWEST_ROWS = 3
const MOST_COLUMNS = 7

/** A cell's words without the bars around it. */
const bare = (line: string): string => {
  const words = line.trim()
  const start = /^[|｜]/u.test(words) ? 1 : 0
  return words.slice(start, /[|｜]$/u.test(words) ? -1 : undefined).trim()
}

/** How many lines from one on are the cells of a schedule's header; 0 where there is none. */
function headerAt(lines: readonly Line[], from: number): number {
  let width = 0
  while (width < MOST_COLUMNS && isColumnName(bare(lines[from + width]?.words ?? ''))) width += 1
  const names = lines.slice(from, from + width).map(({ words }) => bare(words))
  return width >= 2 && columnsOf(names) !== null ? width : 0
}

/** The rows under a header, as places of their first and behind their last line; empty where the lines are no rows. */
function rowsUnder(lines: readonly Line[], from: number, columns: readonly Column[]): [number, number][] {
  const month = columns.indexOf('month')
  const isRow = (at: number): boolean => {
    const cells = lines.slice(at, at + columns.length)
    const when = bare(cells[month]?.words ?? '')
    // A table of the document is no cell.
    const isWhole = cells.length === columns.length && cells.every(({ words }) => words !== TABLE)
    return isWhole && when.length <= 20 && whenOf(when) !== null
  }
  const rows: [number, number][] = []
  for (let at = from; isRow(at); at += columns.length) rows.push([at, at + columns.length])
  return rows.length >= FEWEST_ROWS ? rows : []
}

/** The lines with the cells of each row of such tables on one. */
export function wholeRows(lines: readonly Line[]): Line[] {
  const whole: Line[] = []
  for (let at = 0; at < lines.length; at++) {
    const width = headerAt(lines, at)
    const columns = columnsOf(lines.slice(at, at + width).map(({ words }) => bare(words)))
    const rows = width === 0 || columns === null ? [] : rowsUnder(lines, at + width, columns)
    if (rows.length === 0) {
      const line = lines[at]
      if (line !== undefined) whole.push(line)
      continue
    }
    whole.push(
      joined(lines.slice(at, at + width)),
      ...rows.map(([start, end]) => joined(lines.slice(start, end))),
    )
    at = (rows.at(-1)?.[1] ?? at) - 1
  }
  return whole
}
