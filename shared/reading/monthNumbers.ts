import { typedNumber, type TypedNumber } from '../plan/numbering.ts'
import { remember } from '../plan/remember.ts'
import { leadingMonth, monthHeadingOf, monthPhrases } from './dates.ts'

/**
 * 一、二月份：, 3、4月份…: the number that such a line begins with counts a list, or is the first of its months.
 * The other numbers of the list and the other months of the text tell which.
 */

/** What the number of such a line is, by the line's place: the first of its months, a list's, or either. */
export type MonthNumbers = ReadonlyMap<number, 'months' | 'list' | 'either'>

/** What is looked at of a line. */
type Looked = {
  number: TypedNumber | null
  /** The months that it begins with, its number among them. */
  months: readonly number[]
  /** Whether they stand over what follows, or run on (七、八月份组织疗养). */
  isHeading: boolean
  /** Its number may be the first of them. */
  isOpen: boolean
}

/** Only these join a number and the months behind it. */
const JOINED = /^[^、,，]{1,3}[、,，]\s?$/u
/** What a line begins with that begins with its month; most begin otherwise, and all are asked at a key. */
const MONTH_BEGINS = /^[\d０-９一二三四五六七八九十元][^月]{0,24}月/u
/** Numbers and months stand within the first characters. */
const HEAD = 60

/** Whether the number of a line can be the first of its months. */
const canBeMonth = (number: TypedNumber, months: readonly number[]): boolean =>
  (number.level === 1 || number.level === 3) &&
  JOINED.test(number.text) &&
  months.length > 1 &&
  months[0] === number.value

/** Whether a sentence of running text begins with several months, though its first is written as a list's number is. */
export function beginsWithMonths(words: string): boolean {
  const number = typedNumber(words)
  const [months] = monthPhrases(words.slice(0, HEAD))
  return number !== null && months?.start === 0 && canBeMonth(number, months.months)
}

/** The months that a line begins with, and how it goes on; null for any other line. */
const monthsAt = remember((words): (Pick<Looked, 'months' | 'isHeading'> & { runsOn: boolean }) | null => {
  const [phrase] = monthPhrases(words.slice(0, HEAD))
  if (phrase?.start !== 0) return null
  const { months } = phrase
  return { months, isHeading: monthHeadingOf(words) !== null, runsOn: leadingMonth(words, true) !== null }
})

function lookAt(words: string, number: TypedNumber | null): Looked {
  const at = MONTH_BEGINS.test(words) ? monthsAt(words) : null
  if (at === null) return { number, months: [], isHeading: false, isOpen: false }
  const { months, isHeading, runsOn } = at
  const isOpen = number !== null && canBeMonth(number, months) && (isHeading || runsOn)
  return { number, months, isHeading, isOpen }
}

/** The numbers of one level that stand before and behind each line of a list. */
type Around = { before: number | null; behind: number | null }

function numbersAround(lines: readonly Looked[]): Around[] {
  const pass = (order: readonly Looked[]): (number | null)[] => {
    const last: (number | null)[] = [null, null, null, null, null]
    return order.map(({ number }) => {
      const found = number === null ? null : (last[number.level] ?? null)
      if (number !== null) {
        last[number.level] = number.value
        last.fill(null, number.level + 1)
      }
      return found
    })
  }
  const behind = pass(lines.toReversed()).toReversed()
  return pass(lines).map((before, index) => ({ before, behind: behind[index] ?? null }))
}

/** The lines before and behind each that name months in the same way, and are not numbered beside that. */
function monthsAround(lines: readonly Looked[]): [Looked | null, Looked | null][] {
  const pass = (order: readonly Looked[]): (Looked | null)[] => {
    const last = { heading: null as Looked | null, text: null as Looked | null }
    return order.map((line) => {
      const form = line.isHeading ? 'heading' : 'text'
      const found = last[form]
      if (line.months.length > 0 && (line.number === null || line.isOpen)) last[form] = line
      return found
    })
  }
  const behind = pass(lines.toReversed()).toReversed()
  return pass(lines).map((before, index) => [before, behind[index] ?? null])
}

/** Whether the second of some months follows the first: 三、九月份 may be the ninth's third task. */
const goOn = ([first = 0, second = 0]: readonly number[]): boolean => second === (first % 12) + 1

function decide(
  { number, months }: Looked,
  { before, behind }: Around,
  around: readonly (Looked | null)[],
  next: Looked | undefined,
): 'months' | 'list' | 'either' {
  const value = number?.value ?? 0
  const others = around.filter((line) => line !== null)
  // 一、二月份 / 二、三月份
  if (others.some((other) => other.isOpen && other.months.some((month) => months.includes(month))))
    return 'list'
  const isNext = before === value - 1
  const goesOn = behind === value + 1
  // What comes before and behind makes a list without it.
  if (value === 1) return goesOn && before !== 1 ? 'list' : 'months'
  if (!isNext && goesOn && before === null) return others.length > 0 ? 'either' : 'list'
  if (!isNext) return 'months'
  if (goesOn) return 'list'
  // A list of its own begins right under it.
  if (next?.number?.level === number?.level && next?.number?.value === 1) return 'months'
  if (others.length === 0 || !goOn(months)) return 'list'
  // The list breaks off here, and the months go on.
  return behind !== null && behind > value && around[1] != null ? 'months' : 'either'
}

/** What the numbers of a text's lines are that may be the first of their months. */
export function monthNumbers(
  lines: readonly { words: string }[],
  numberOf: (words: string) => TypedNumber | null,
): MonthNumbers {
  const looked = lines.map(({ words }) => lookAt(words, numberOf(words)))
  const found = new Map<number, 'months' | 'list' | 'either'>()
  if (looked.every(({ isOpen }) => !isOpen)) return found
  const numbers = numbersAround(looked)
  const months = monthsAround(looked)
  for (const [index, line] of looked.entries()) {
    const around = numbers[index]
    if (line.isOpen && around !== undefined)
      found.set(index, decide(line, around, months[index] ?? [], looked[index + 1]))
  }
  return found
}

/** Whether the number of a line is read as the first of its months. */
export const isOfMonths = (numbers: MonthNumbers, index: number): boolean =>
  (numbers.get(index) ?? 'list') !== 'list'
