import { typedNumber } from '../plan/numbering.ts'
import { monthPhrases } from './dates.ts'
import type { Line } from './lines.ts'

const NUMBERS: readonly RegExp[] = [
  /(\d{1,2})\s?[、．](?!\d)|(\d{1,2})\.(?!\d)/gu,
  /[（(]?(?<!\d)(\d{1,2})[)）]/gu,
  /([①②③④⑤⑥⑦⑧⑨⑩])/gu,
]
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩'

/** Where the numbers 2, 3, … of a list stand in a line that begins with its 1 (or any number). */
function innerNumbers(words: string): number[] {
  for (const pattern of NUMBERS) {
    const places: number[] = []
    let expected: number | null = null
    for (const match of words.matchAll(pattern)) {
      const written = match[1] ?? match[2] ?? ''
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

/** Tasks of a month that stand on one line: split before inner numbers, or after sentences when there are none. */
export function tasksOf(words: string): string[] {
  if (typedNumber(words) === null)
    return words
      .split(
        /(?<=[。；;])(?![”」）)]|\s*(?:责任|負責|负责|牵头|配合|协办|承办|主办)(?:单位|單位|人|部门|科室)?\s?[：:]|[（(][^（）()]*[）)]\s*$)(?=.)/u,
      )
      .filter((part) => part !== '')
  const places = [0, ...innerNumbers(words)]
  return places.map((place, index) => words.slice(place, places[index + 1]))
}

/** A list counts as a schedule from so many lines on that begin with their month. */
const LEAST = 3

/**
 * The lines of numbered lists whose lines begin with a month (2、四月份布置…; 8、十一月份开展…): such a list is
 * a schedule though no heading says so, and all its lines are items.
 */
export function monthListLines(lines: readonly Line[]): ReadonlySet<number> {
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
    const number = typedNumber(words)
    if (number?.level === 3) {
      if (number.value !== last + 1) close()
      last = number.value
      run.push(index)
      const [phrase] = monthPhrases(words.slice(number.text.length, number.text.length + 30))
      if (phrase?.start === 0) dated += 1
    } else if (number === null || number.level < 3) {
      close()
      last = 0
    }
  }
  close()
  return found
}
