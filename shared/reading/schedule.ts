import { typedNumber, type TypedNumber } from '../plan/numbering.ts'
import { leadingMonth, monthHeadingOf, monthPhrases } from './dates.ts'
import type { Line } from './lines.ts'
import { isOfMonths, type MonthNumbers } from './monthNumbers.ts'

const NUMBERS: readonly RegExp[] = [
  /(\d{1,2})\s?[、．](?!\d(?!\d?月))|(?<=[；;。]\s?)(\d{1,2})、|(\d{1,2})\.(?!\d)/gu,
  /[（(]?(?<!\d)(\d{1,2})[)）]/gu,
  /([①②③④⑤⑥⑦⑧⑨⑩])/gu,
]
/** What stands before the tasks of a list without numbers. */
export const BULLET = /^[•·●■◆▪○※☆★*–—-]\s*/u
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩'

/** Where the numbers 2, 3, … of a list stand in a line that begins with its 1 (or any number). */
function innerNumbers(words: string): number[] {
  for (const pattern of NUMBERS) {
    const places: number[] = []
    let expected: number | null = null
    for (const match of words.matchAll(pattern)) {
      const written = match[1] ?? match[2] ?? match[3] ?? ''
      const value = CIRCLED.includes(written) ? CIRCLED.indexOf(written) + 1 : Number(written)
      if (expected === null) {
        if (match.index !== 0) break
      } else if (value === expected && !/[\d.．]/u.test(words[match.index - 1] ?? ''))
        places.push(match.index)
      else continue
      expected = value + 1
    }
    if (expected !== null) return places
  }
  return []
}

/** 开展读书月：1、…2、…: where the sub-tasks begin that a task introduces. */
const SUB_TASKS = /[：:]\s*(?=(?:1\s?[、．]|1\.(?!\d)|[（(]1[)）]|①|⑴))/u

/** Two Han words that only a space parts. */
const SPACE = /(?<=[\p{Script=Han}”』」》）)])[ \u3000]+(?=[\p{Script=Han}“『「《]|\d(?!\d?\s*[月日号]))/gu

/** 春节联欢会 登塔比赛: tasks that only spaces part, as the lines of a table's cell become. */
export function spacedTasks(words: string): string[] {
  if (/[，,。；;]/u.test(words)) return [words]
  const parts: string[] = []
  let from = 0
  for (const { index, 0: space } of words.matchAll(SPACE)) {
    parts.push(words.slice(from, index + space.length))
    from = index + space.length
  }
  parts.push(words.slice(from))
  const lengths = parts.map((part) => part.trim().length)
  const isApart = lengths.every((length) => length >= 2) && lengths.some((length) => length >= 4)
  return isApart && words.length >= 3.3 * parts.length ? parts : [words]
}

/** Tasks of a month that stand on one line: split before inner numbers, or after sentences when there are none. */
export function tasksOf(words: string): string[] {
  // A bullet, like a number, stands before one task of several sentences.
  if (BULLET.test(words)) return [words]
  if (typedNumber(words) === null) {
    const sub = SUB_TASKS.exec(words)
    if (sub !== null) {
      const at = sub.index + sub[0].length
      return [words.slice(0, at), ...tasksOf(words.slice(at))]
    }
    return words
      .split(
        /(?<=[。；;])(?![”」）)]|\s*(?:责任|負責|负责|牵头|配合|协办|承办|主办)(?:单位|單位|人|部门|科室)?\s?[：:]|[（(][^（）()]*[）)]\s*$)(?=.)/u,
      )
      .filter((part) => part !== '')
  }
  const places = [0, ...innerNumbers(words)]
  return places.map((place, index) => words.slice(place, places[index + 1]))
}

/** A list counts as a schedule from so many lines on that begin with their month. */
const LEAST = 3

/** Whether a numbered line says first when, and then what (四、4月底举办…). */
const isDated = (words: string, length: number): boolean =>
  monthPhrases(words.slice(length, length + 30))[0]?.start === 0

/**
 * The lines of numbered lists whose lines begin with a month (2、四月份布置…; 8、十一月份开展…): such a list is
 * a schedule though no heading says so, and all its lines are items. Numbers `inMonths` are no list's.
 */
export function monthListLines(lines: readonly Line[], inMonths: MonthNumbers): ReadonlySet<number> {
  const numbers = lines.map(({ words }, index) => (isOfMonths(inMonths, index) ? null : typedNumber(words)))
  const found = new Set<number>()
  let run: number[] = []
  let dated = 0
  let last = 0
  const close = (): void => {
    if (dated >= LEAST && dated * 2 >= run.length) for (const index of run) found.add(index)
    run = []
    dated = 0
  }
  for (const [index, { words }] of lines.entries()) {
    const number = numbers[index] ?? null
    if (number?.level === 3) {
      if (number.value !== last + 1) close()
      last = number.value
      run.push(index)
      if (isDated(words, number.text.length)) dated += 1
    } else if (number === null || number.level < 3) {
      close()
      last = 0
    }
  }
  close()
  for (const index of [...datedHeadings(lines, numbers), ...monthParagraphs(lines, numbers)]) found.add(index)
  return found
}

/** Lines that are numbered like headings (一、二、) and mostly begin with the month of a task: no headings. */
function datedHeadings(lines: readonly Line[], numbers: readonly (TypedNumber | null)[]): number[] {
  const numbered = lines.flatMap(({ words }, index) => {
    const number = numbers[index]
    return number == null || number.level > 2 ? [] : [{ index, words, number }]
  })
  return ([1, 2] as const).flatMap((level) => {
    const own = numbered.filter(({ number }) => number.level === level)
    const dated = own.filter(
      ({ words, number }) =>
        isDated(words, number.text.length) && monthHeadingOf(words.slice(number.text.length)) === null,
    )
    return dated.length >= LEAST && dated.length * 2 >= own.length ? own.map(({ index }) => index) : []
  })
}

/** Paragraphs without numbers that begin with one month after the other (10月，组建…。 / 11月，落实…。). */
function monthParagraphs(lines: readonly Line[], numbers: readonly (TypedNumber | null)[]): number[] {
  const found: number[] = []
  let run: { index: number; month: number }[] = []
  const close = (): void => {
    if (run.length >= LEAST) for (const { index } of run) found.push(index)
    run = []
  }
  for (const [index, { words }] of lines.entries()) {
    const level = numbers[index]?.level ?? 4
    if (level < 3) close()
    const month = /^[\d０-９一二三四五六七八九十元]/u.test(words)
      ? (leadingMonth(words, true)?.months[0] ?? 0)
      : 0
    if (month === 0) continue
    const last = run.at(-1)?.month
    if (last !== undefined && (month - last + 12) % 12 > MOST_SKIPPED) close()
    if (last !== month) run.push({ index, month })
  }
  close()
  return found
}

/** So many months lie between two paragraphs of one schedule at most. */
const MOST_SKIPPED = 3
