import type { Line } from './lines.ts'

/**
 * A table 月份 | 工作 whose copy lost what parted its columns: a month's number and its first task's run together
 * (11、年会 / 2、总结 / 21、走访: January's first and second task, February's first).
 */

/** So many months in order show that the numbers are no list's. */
const FEWEST = 3
/** So many months may lie between two of a table. */
const MOST_SKIPPED = 3
/** 21、走访, or 7走访 for a month with one task. */
const NUMBERED = /^(\d{1,3})(?:\s?[、．]|\s?\.(?!\d)|(?=\p{Script=Han}))/u
/** 3名, 5天: a figure. */
const COUNTED = /^\d{1,2}[年月日号天周时点个名次项条场元人家篇]/u

type Begin = { index: number; month: number }

/** The month that `number` names before its first task, where the table has come to `month`; 0 for none. */
function monthIn(number: string, isBare: boolean, month: number): number {
  if (!isBare && !number.endsWith('1')) return 0
  const named = Number(isBare ? number : number.slice(0, -1))
  if (named < 1 || named > 12) return 0
  if (month === 0) return isBare ? 0 : named
  const skipped = (named - month + 12) % 12
  return skipped > 0 && skipped <= (isBare ? 1 : MOST_SKIPPED) ? named : 0
}

/** The lines that begin such a month. */
function monthsBegun(lines: readonly Line[]): Begin[] {
  const found: Begin[] = []
  let run: Begin[] = []
  let last = 0
  const close = (): void => {
    if (run.length >= FEWEST) found.push(...run)
    run = []
  }
  for (const [index, { words }] of lines.entries()) {
    const match = NUMBERED.exec(words)
    const number = match?.[1]
    if (match === null || number === undefined) continue
    const isBare = match[0] === number
    if (!isBare && Number(number) === last + 1 && last > 0) {
      last += 1
      continue
    }
    const month = COUNTED.test(words) ? 0 : monthIn(number, isBare, run.at(-1)?.month ?? 0)
    if (month > 0) run.push({ index, month })
    else if (!isBare) close()
    last = month === 0 && !isBare ? Number(number) : isBare ? 0 : 1
  }
  close()
  return found
}

/** The lines with such months on lines of their own. */
export function partedMonths(lines: readonly Line[]): readonly Line[] {
  const begun = new Map(monthsBegun(lines).map(({ index, month }) => [index, month]))
  if (begun.size === 0) return lines
  return lines.flatMap((line, index) => {
    const month = begun.get(index)
    if (month === undefined) return [line]
    const { length } = String(month)
    return [
      { ...line, words: line.words.slice(0, length), month },
      { lead: '', words: line.words.slice(length), at: -1 },
    ]
  })
}
