import { CELL_COLUMNS, CELL_ROWS } from '../plan/block.ts'

type Covering = { rows?: number; columns?: number }

/** The cells of a table's rows with their true row and column: what stands beside a cell merged over rows moves right. */
export function placeCells<T extends Covering>(
  rows: readonly (readonly T[])[],
): (T & { row: number; column: number })[] {
  /** Before which row each column is held by a cell from above. */
  const heldTo: number[] = []
  return rows.flatMap((cells, row) => {
    let column = 0
    return cells.map((cell) => {
      while ((heldTo[column] ?? 0) > row) column += 1
      const place = { ...cell, row, column }
      const end = column + Math.min(cell.columns ?? 1, CELL_COLUMNS)
      for (; column < end; column++) heldTo[column] = row + Math.min(cell.rows ?? 1, CELL_ROWS)
      return place
    })
  })
}
