import { monthHeadingOf } from './dates.ts'
import type { Line } from './lines.ts'
import type { MonthRun, NewBlock } from './monthRun.ts'

/** Months that stand side by side (一月 and 二月 on one line; 部门 | 1月 | 2月), and the tasks that stand under each. */

const BETWEEN = /\s*[|｜\t]\s*|[ \u3000]{2,}/gu
/** |---|---| under a table's header. */
const RULE = /^[|｜:\s—–-]+$/u
const FEWEST = 2

/** The cells of a line, each with what stands before it; a bar at an end of the line begins or closes none. */
function cellsOf({ lead, words }: Line): { lead: string; words: string }[] {
  const open = /^[|｜]\s*/u.exec(words)?.[0].length ?? 0
  const close = /\s*[|｜]$/u.exec(words)?.index ?? words.length
  const row = words.slice(open, Math.max(open, close))
  const signs = [`${lead}${words.slice(0, open)}`, ...(row.match(BETWEEN) ?? [])]
  const cells = row.split(BETWEEN)
  const last = cells.length - 1
  return cells.map((cell, index) => ({
    lead: signs[index] ?? '',
    words: index === last ? `${cell}${words.slice(Math.max(open, close))}` : cell,
  }))
}

/** The months of the columns that a line names side by side, none for a first column that does not; empty for any other line. */
function monthsOf(line: Line): (readonly number[])[] {
  const months = cellsOf(line).map(({ words }) => {
    const name = words.replace(/\s*[|｜]$/u, '')
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
