import { fold } from './fold.ts'
import type { Column } from './items.ts'

/** Tables as plain text has them: one row a line, cells between bars or tabs. */

const BAR = /[|｜\t]/u
const KINDS: readonly [Column, RegExp][] = [
  ['month', /^(?:月份?|月\s?份|时间|日期|months?|dates?|when|time)$/iu],
  ['task', /(?:工作|活动|主要)?(?:要点|内容|事项|任务|项目|安排|重点)|tasks?|activit|actions?|event|what/iu],
  ['owner', /负责|责任|牵头|承办|主办|owners?|responsible|roles?|lead|who|chair/iu],
]

const columnOf = (cell: string): Column =>
  KINDS.find(([, pattern]) => pattern.test(fold(cell).trim()))?.[0] ?? 'other'

/** The columns of a schedule's header line (月份 | 工作要点 | 负责人), or null for any other line. */
export function headerColumns(line: string): readonly Column[] | null {
  if (!BAR.test(line) || line.length > 200) return null
  return columnsOf(line.split(BAR))
}

/** The columns of a header's cells; null where there is none for months, or none for tasks after it. */
export function columnsOf(cells: readonly string[]): readonly Column[] | null {
  const columns = cells.map(columnOf)
  const month = columns.indexOf('month')
  return month >= 0 && columns.indexOf('task') > month ? columns : null
}

/** How many characters of a row stand before its task: the cells up to the month's, which may be missing in rows after its first. */
export function beforeTask(
  line: string,
  isMonth: (cell: string) => boolean,
): { length: number; cell: string } | null {
  if (!BAR.test(line)) return null
  const first = /^(\s*[^|｜\t]*)[|｜\t]\s*/u.exec(line)
  const cell = first?.[1]?.trim() ?? ''
  return first !== null && (cell === '' || isMonth(cell))
    ? { length: first[0].length, cell }
    : { length: 0, cell: '' }
}
