import { typedNumber } from '../plan/numbering.ts'
import type { Part } from '../plan/plan.ts'
import { clausesOf, type Span } from './clauses.ts'
import { fold } from './fold.ts'
import { monthPhrases } from './dates.ts'
import { saysOnlyWhen } from './deadlines.ts'
import { festivalTimes } from './festivals.ts'
import { peopleIn } from './people.ts'
import { EACH_TIME, itemOf, type ItemReading, trimTask, withoutLeadingMonth } from './items.ts'
import { LEAST_OWN, lastClause, MOST_CLAUSES, withoutTime } from './proseTask.ts'
import { ONLY_WHEN, recurringItems } from './recurringWork.ts'
import { frequencyIn } from './recurrence.ts'
import { distributed } from './sharedOut.ts'
import { namesSideMonths } from './sideMonths.ts'
import { CODE, isTold, NAMES_DAYS, PAST } from './told.ts'

/** Dated and recurring tasks in running prose (found, `source: 'prose'`). */

/** A sentence with more times than this is a list of dates, not of tasks. */
const MOST_TIMES = 24
/** A longer stretch of months is what the plan is for, not when something is done. */
const MOST_MONTHS = 10

type Time = Span & { months: number[]; part: Part | null; isLoose: boolean }

/** At the start of a clause only: 按照年初计划 and 年末互动 are no dates. */
const AT_START =
  '(?:^(?:\\d{1,2}\\s?[、.．]\\s*|[（(][一二三四五六七八九十\\d]{1,3}[)）]\\s*)?|[，,：:和及与])(?:(?:每年|今年|本年|在|于|到|拟|计划|力争|的)*)'
const LOOSE: readonly [RegExp, readonly number[]][] = [
  [new RegExp(`${AT_START}(上半年)`, 'u'), [1, 2, 3, 4, 5, 6]],
  [new RegExp(`${AT_START}(下半年)`, 'u'), [7, 8, 9, 10, 11, 12]],
  [new RegExp(`${AT_START}(第?[一1]季度)(?!一次)`, 'u'), [1, 2, 3]],
  [new RegExp(`${AT_START}(第?[二2]季度)`, 'u'), [4, 5, 6]],
  [new RegExp(`${AT_START}(第?[三3]季度)`, 'u'), [7, 8, 9]],
  [new RegExp(`${AT_START}(第?[四4]季度)`, 'u'), [10, 11, 12]],
  [new RegExp(`${AT_START}(每?年底|每?年末|年终|岁末)`, 'u'), [12]],
  [new RegExp(`${AT_START}(每?年初)`, 'u'), [1]],
]

/** Festivals as times, halves, quarters and ends of the year have one of these; most sentences have none. */
const MAY_NAME_TIME = /[一八四][”"」]|[：:节節期前后後际來来天日]|每年|假|半年|季度|年[底末终終初]|岁末|歲末/u

/** When the words of a sentence say that something is to be done: months; in clauses without one festivals as times, else halves and ends of the year. */
function timesOf(words: string): Time[] {
  const times: Time[] = monthPhrases(words).map((phrase) => ({ ...phrase, isLoose: false }))
  if (times.length > MOST_TIMES || !MAY_NAME_TIME.test(words)) return times
  const clauses = clausesOf(words, 'comma')
  const isFree = ({ start, end }: Span): boolean => {
    const clause = clauses.find((one) => start < one.end)
    return (
      clause !== undefined &&
      times.every((time) => time.end <= clause.start || time.start >= (time.isLoose ? end : clause.end))
    )
  }
  const festivals = festivalTimes(words)
    .slice(0, MOST_TIMES + 1)
    .map((time) => ({ ...time, part: null, isLoose: true }))
  // What is done each year at a lunar festival recurs: its month is another one each time.
  const isYearly = festivals.some(({ months }) => months.length === 0) && frequencyIn(words) !== null
  times.push(...festivals.filter((time) => isFree(time) && (time.months.length > 0 || !isYearly)))
  const loose = LOOSE.flatMap(([pattern, list]): Time[] => {
    const match = pattern.exec(words)
    if (match === null) return []
    const end = match.index + match[0].length
    return [{ start: end - (match[1]?.length ?? 0), end, months: [...list], part: null, isLoose: true }]
  })
  times.push(...loose.filter(isFree))
  return times.toSorted((a, b) => a.start - b.start)
}

/** The months that a paragraph begins with hold for all its sentences ((2)3—4月份，…；…). */
function monthOfAll(text: string): number[] {
  const number = typedNumber(text)?.text.length ?? 0
  const month = monthPhrases(text.slice(number, number + 24))[0]
  return number > 0 && month?.start === 0 && text.slice(number, number + month.end).endsWith('份')
    ? month.months
    : []
}

/** 子女（2016年6月1日之后出生）: who is meant, and not when something is done; offsets stay. */
const withoutBirths = (words: string): string =>
  words.replace(BIRTHS, (bracket) => '＊'.repeat(bracket.length))
const BIRTHS = /[（(][^（）()]{0,60}(?:出生|生日|入职|参加工作|退休)[^（）()]{0,20}[)）]/gu

/** （责任人：王红） behind a sentence says who does it. */
const IN_BRACKETS = /^[（(][^（）()]*[）)]$/u

/** （6月底前完成）behind a sentence says by when that is done, （六月份） when. */
function isUntil(behind: string): boolean {
  if (!IN_BRACKETS.test(behind)) return false
  const [phrase] = monthPhrases(behind.slice(0, 24))
  const isAlone = phrase?.start === 1 && phrase.end === behind.length - 1
  return phrase !== undefined && (isAlone || /前|完成|截止/u.test(behind))
}

/** What is done in or until the month in brackets: what stands there itself (4月底前完成申报), else the sentence before. */
function untilBracket(words: string, behind: string): ItemReading[] {
  const inner = behind.slice(1, -1)
  const [phrase] = monthPhrases(inner)
  if (phrase === undefined) return []
  const { months, part } = phrase
  const own = withoutLeadingMonth(inner).replace(/^(?:[以之]?前)/u, '')
  const task = own.length >= 6 ? own : trimTask(withoutTime(words))
  return [{ ...itemOf(words, { months, part, columns: [] }), months, part, task }]
}

/** 1.集中入会行动。每月…: the first sentence of a numbered text only names what the others say. */
const isRunIn = (text: string, { end }: Span): boolean => {
  const number = typedNumber(text)?.text.length ?? 0
  return number > 0 && end - number <= 14 && end + 1 < text.length
}

/** 将于5日举行比赛，现将安排如下: what follows is announced as well. */
const LEADS_ON = /[，,](?:现|有关|具体)[^，,]{0,16}如下[:：]?$/u

/** All items of a text that is no item itself; `stage` are the months that its heading names for all that stands under it. */
export function itemsInProse(text: string, stage: readonly number[] = []): ItemReading[] {
  if (isTold(text) || NAMES_DAYS.test(fold(text)) || namesSideMonths(text)) return []
  const own = monthOfAll(text)
  const carried = own.length > 0 ? own : [...stage]
  const sentences = clausesOf(text, 'sentence')
  return sentences.flatMap((sentence, index) => {
    const words = text.slice(sentence.start, sentence.end)
    if (IN_BRACKETS.test(words)) return []
    const next = sentences[index + 1]
    const behind = next === undefined ? '' : text.slice(next.start, next.end)
    const people = IN_BRACKETS.test(behind) ? peopleIn(behind) : null
    const plain = withoutBirths(fold(words))
    if (PAST.test(plain.replace(LEADS_ON, '')) || CODE.test(plain) || isTold(words, 1)) return []
    const times = timesOf(plain).filter(({ months }) => months.length > 0 || carried.length === 0)
    const found =
      times.length === 0 && isUntil(behind)
        ? untilBracket(words, behind)
        : times.length > 0
          ? (distributed(words, times) ?? withRecurring(words, datedItems(words, times)))
          : carried.length > 0 && words.length >= 4 && !isRunIn(text, sentence)
            ? [itemOf(words, { months: carried, part: null, columns: [] })]
            : recurringItems(words)
    return found.map((item) => ({
      ...item,
      ...(people === null || item.owner !== null ? {} : people),
      start: item.start + sentence.start,
      end: item.end + sentence.start,
    }))
  })
}

/** 5月期间, 5月3日下午: when alone. */
const IS_TIME =
  /^(?:期间|之?内|左右|前后|为?止|上午|下午|晚上?|全天|中旬|每[天日]|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|[\d:：\s—–~～至-])+$/u
const LONGEST_TIME = 24
/** 提案办复率达100%: a goal beside the task, not part of it. */
const STATES_SHARE = /[率面度].{0,8}(?:\d[%％]|百分之|[一-九]成)/u
/** 第一梯次4月底: which of several. */
const ONE_OF_THEM = /^第[一二三四1-4](?:[批期场轮次]|梯次|阶段)/u
/** 针对两部电梯，6月底前完成更换: what the clause with the date is about stands before it. */
const FOR_WHOM = /^(?:\d{1,2}[、.．]\s?)?(?:针对|对|就)/u

function datedItems(words: string, times: readonly Time[]): ItemReading[] {
  if (times.length > MOST_TIMES) return []
  const [first] = times
  if (first !== undefined && times.length > 1 && EACH_TIME.test(fold(words))) {
    const item = itemOf(words, { months: [], part: null, columns: [] })
    return [{ ...item, months: [...new Set(times.flatMap(({ months }) => months))] }]
  }
  const clauses = clausesOf(words, 'comma')
  const clauseAt = (offset: number): number => clauses.findIndex((clause) => offset < clause.end)
  return times.flatMap((time, index): ItemReading[] => {
    const from = clauseAt(time.start)
    const next = times[index + 1]
    const until = next === undefined ? clauses.length : Math.max(from + 1, clauseAt(next.start))
    const own = withoutTime(words.slice(clauses[from]?.start ?? 0, clauses[from]?.end))
    // 组织女职工体检，4月底前完成: a clause that only says by when goes with those before it.
    const isBare =
      own.length < LEAST_OWN ||
      saysOnlyWhen(fold(own)) ||
      ONLY_WHEN.test(fold(own)) ||
      ONE_OF_THEM.test(own) ||
      FOR_WHOM.test(fold(words))
    const begin = index === 0 && !time.isLoose && isBare ? afterRecurring(words, clauses, from) : from
    const start = clauses[begin]?.start ?? 0
    const reach = Math.min(until, begin + MOST_CLAUSES)
    const last = lastClause(words, clauses, [begin, from, reach], time.end)
    const end = clauses[last - 1]?.end ?? words.length
    const clause = words.slice(start, end)
    const share = clauses.find(
      (one, at) => at > from && at < last && STATES_SHARE.test(words.slice(one.start, one.end)),
    )
    const task = trimTask(withoutTime(words.slice(start, share?.start ?? end)))
    // 3月8日是妇女节: what a day is.
    if (
      task.length < 2 ||
      (task.length <= LONGEST_TIME && IS_TIME.test(fold(task))) ||
      time.months.length > MOST_MONTHS ||
      task.startsWith('是')
    )
      return []
    const over = { months: time.months, part: time.part, columns: [] }
    const item = itemOf(clause, over)
    // What it costs, and whether it is certain, may stand further behind.
    const { amount, pending } = itemOf(words.slice(start, clauses[reach - 1]?.end), over)
    const people = item.owner === null && times.length === 1 ? peopleIn(words) : {}
    return [{ ...item, ...people, amount, pending, months: time.months, start, end, task }]
  })
}

/** The first clause that may belong to the date of a later one: those behind what recurs by itself. */
function afterRecurring(words: string, clauses: readonly Span[], dated: number): number {
  const last = clauses.findLastIndex(
    ({ start, end }, index) => index < dated && frequencyIn(words.slice(start, end)) !== null,
  )
  return last + 1
}

/** What recurs in the clauses before and behind the dated ones. */
function withRecurring(words: string, dated: ItemReading[]): ItemReading[] {
  const from = dated.at(-1)?.end ?? 0
  const behind = recurringItems(words.slice(from))
  const before = recurringItems(words.slice(0, dated[0]?.start ?? 0))
  return [
    ...before,
    ...dated,
    ...behind.map((item) => ({ ...item, start: item.start + from, end: item.end + from })),
  ]
}
