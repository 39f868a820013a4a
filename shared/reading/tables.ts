import { fold } from './fold.ts'
import type { Column } from './items.ts'

/** Tables as plain text has them: one row a line, cells between bars or tabs. */

const BAR = /[|｜\t\n]/u
/** What parts two cells; a bar at the end of a line and that line's end are one. */
const SEPARATOR = /[|｜\t\n][ \u3000\r\n]*/gu
/** What parts them in a row without bars, whose columns stand under each other. */
const SPACES = /[ \u3000]{2,}/gu
const separatorIn = (row: string): RegExp => (BAR.test(row) ? SEPARATOR : SPACES)
const hasCells = (row: string): boolean => BAR.test(row) || row.search(SPACES) > 0

/** The cells of a row; the bar that closes it begins none. */
export function cellsIn(row: string): string[] {
  const words = row.trimEnd()
  const end = /[|｜]$/u.test(words) ? words.length - 1 : row.length
  return row.slice(0, end).split(separatorIn(row))
}

/** The first of some cells of a row. */
export function firstCell(cells: string, row: string): string {
  const end = cells.search(separatorIn(row))
  return end < 0 ? cells : cells.slice(0, end).trimEnd()
}

const KINDS: readonly [Column, RegExp][] = [
  [
    'month',
    /^(?:月|月\s?份|(?:活动|完成|计划|实施|举办|起止)?(?:时\s?间|日期|月份|时限)(?:安排)?|months?|(?:(?:target|start|due|end|completion) ){0,2}(?:dates?|deadlines?|timeline)|when|time)$/iu,
  ],
  [
    'task',
    /要点|内容|事项|任务|项目|安排|重点|主题|(?:活动|工作|会议|课程)名称|^(?:主要)?(?:活动|工作)$|tasks?|activit|actions?|event|what/iu,
  ],
  ['owner', /负责|责任|牵头|承办|主办|owners?|persons?|people|responsible|roles?|lead|who|chair/iu],
  ['amount', /经费|预算|金额|费用|budget|cost/iu],
]

const GROUP = /^\s*(?:工作|活动|重点)?(?:项目|項目|主题|主題|类别|類別)\s*$/u

const columnOf = (cell: string): Column =>
  KINDS.find(([, pattern]) => pattern.test(fold(cell).trim()))?.[0] ?? 'other'

/** What other columns of a schedule are called. */
const OTHER_NAMES =
  /^(?:序号|编号|no\.?|(?:活动|工作|会议|培训|比赛)?(?:(?:参加|参与)(?:范围|对象|人员|人)|对象|人员|地点|场所|形式|要求)|备注|说明|location|venue|notes?|remarks?|place)$/iu

/** Whether a cell's words can be the name of a schedule's column, and nothing else. */
export const isColumnName = (cell: string): boolean =>
  cell.length <= (/\p{Script=Han}/u.test(cell) ? 8 : 24) &&
  !/[。；;，,：:、\d]/u.test(cell) &&
  (columnOf(cell) !== 'other' || OTHER_NAMES.test(fold(cell)))

/** The columns of a schedule's header line (月份 | 工作要点 | 负责人), or null for any other line. */
export function headerColumns(line: string): readonly Column[] | null {
  if (!hasCells(line) || line.length > 200) return null
  const cells = cellsIn(line)
  return BAR.test(line) || cells.every(isColumnName) ? columnsOf(cells) : null
}

/** The columns of a header's cells; null where there is none for months, or none for tasks. */
export function columnsOf(cells: readonly string[]): readonly Column[] | null {
  const read = cells.map(columnOf)
  // 项目 | 工作内容: the first only groups what the second says.
  const groups = read.filter((column) => column === 'task').length > 1
  const columns = read.map((column, at) => (groups && GROUP.test(cells[at] ?? '') ? 'other' : column))
  const month = columns.indexOf('month')
  return month >= 0 && columns.includes('task') ? columns : null
}

/** Whether the time stands behind the task (工作内容 | 完成时限), so that a row has no month of its own before its words. */
export const isTimeBehind = (columns: readonly Column[]): boolean =>
  columns.indexOf('month') > columns.indexOf('task')

const ROW_NUMBER = /^\d{1,2}[\dA-Z.]{0,5}\s*$/u

/** The cell of a column in such a row, whose first cells may be missing. */
export function cellBehind(row: string, columns: readonly Column[], column: Column): string | null {
  const cells = cellsIn(row)
  // 1A.1 | Review the rules | June, under Action | Date: the row's own number stands before its task.
  const own = columns[0] === 'task' && ROW_NUMBER.test(cells[0] ?? '') ? 1 : 0
  const at = columns.indexOf(column) + own - Math.max(0, columns.length - cells.length)
  return columns.includes(column) ? (cells[at]?.trim() ?? null) : null
}

/**
 * How many characters of a row stand before its month's cell (`start`) and before the one behind it (`length`). The month may be missing in rows after its
 * first: a row may hold `before` cells (a running number) before the month's.
 */
export function beforeTask(
  line: string,
  before: number,
  isMonth: (cell: string) => boolean,
): { start: number; length: number; cell: string } | null {
  if (!hasCells(line)) return null
  // Where the cells begin that stand behind the first, the second, … separator.
  const ends = [...line.matchAll(separatorIn(line))]
    .slice(0, before + 1)
    .map((match) => match.index + match[0].length)
  const start = before === 0 ? 0 : (ends[before - 1] ?? 0)
  const length = ends[before] ?? 0
  const cell = (line.slice(start, length).split(separatorIn(line), 1)[0] ?? '').trim()
  return ends.length > before && (cell === '' || isMonth(cell))
    ? { start, length, cell }
    : { start: 0, length: 0, cell: '' }
}
