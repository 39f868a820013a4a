import { monthHeadingOf } from './dates.ts'
import type { Line } from './lines.ts'
import type { MonthRun, NewBlock } from './monthRun.ts'

/** Months that stand side by side (一月 and 二月 on one line; 部门 | 1月 | 2月), and the tasks that stand under each. */

/** Signs that part two cells: several spaces, or any with a bar or tab among them. */
const SIGNS = /[|｜\t \u3000]+/gu
const isBetween = (signs: string): boolean => signs.length > 1 || /[|｜\t]/u.test(signs)
/** Most lines have no second cell. */
const MAY_PART = /[|｜\t]|[ \u3000]{2}/u
/** A line of more characters is text. */
const LONGEST = 200
/** |---|---| under a table's header. */
const RULE = /^[|｜:\s—–-]+$/u
const FEWEST = 2

type Cell = { lead: string; words: string }

/** The cells of a line, each with what stands before it; a bar at an end of the line begins or closes none. */
function cellsOf({ lead, words }: Line): Cell[] {
  const cells: Cell[] = []
  let before = lead
  let from = 0
  for (const { index, 0: signs } of words.matchAll(SIGNS)) {
    const end = index + signs.length
    if (!isBetween(signs) || end === words.length) continue
    if (index > from) cells.push({ lead: before, words: words.slice(from, index) })
    before = index > from ? signs : `${before}${words.slice(from, end)}`
    from = end
  }
  return [...cells, { lead: before, words: words.slice(from) }]
}

/** A cell's words without the bar that closes the line. */
const nameOf = (words: string): string => words.replace(/[|｜]$/u, '').trimEnd()

/** The months of the columns that a line names side by side, none for a first column that does not; empty for any other line. */
function monthsOf(line: Line): (readonly number[])[] {
  if (line.words.length > LONGEST || !MAY_PART.test(line.words)) return []
  const months = cellsOf(line).map(({ words }) => {
    const name = nameOf(words)
    const heading = monthHeadingOf(name)
    return heading !== null && heading.length === name.length ? heading.months : []
  })
  const isSide = months.length > FEWEST || (months[0]?.length ?? 0) > 0
  return months.length >= FEWEST && isSide && months.slice(1).every((one) => one.length > 0) ? months : []
}

/** Whether a text only names months side by side. */
export const namesSideMonths = (words: string): boolean => monthsOf({ lead: '', words, at: -1 }).length > 0

/** Reads lines that stand under months side by side; the run of other months ends before them. */
export class SideMonths {
  private readonly blocks: NewBlock[]
  private readonly month: MonthRun
  private months: (readonly number[])[] = []

  constructor(blocks: NewBlock[], month: MonthRun) {
    this.blocks = blocks
    this.month = month
  }

  /** Whether the line names such months, or holds a task for each of the last ones. */
  read(line: Line): boolean {
    const named = monthsOf(line)
    if (named.length > 0) {
      this.month.endWith(line)
      this.months = named
      return true
    }
    if (this.months.length > 0 && RULE.test(line.words)) {
      this.month.endWith(line)
      return true
    }
    const cells = this.months.length === 0 ? [] : cellsOf(line)
    if (cells.length === 0 || cells.length !== this.months.length) {
      this.months = []
      return false
    }
    for (const [index, { lead, words }] of cells.entries()) {
      const months = this.months[index] ?? []
      this.blocks.push(
        months.length === 0 || /^[/／|｜—–-]*$/u.test(words)
          ? { kind: 'paragraph', lead, text: words }
          : { kind: 'monthlyItem', lead, text: words, number: '', months, monthHeading: '' },
      )
    }
    return true
  }
}
