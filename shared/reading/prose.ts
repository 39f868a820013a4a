import { typedNumber } from '../plan/numbering.ts'
import type { Part } from '../plan/plan.ts'
import { clausesOf, type Span } from './clauses.ts'
import { fold } from './fold.ts'
import { monthPhrases } from './dates.ts'
import { festivalTimes } from './festivals.ts'
import { peopleIn } from './people.ts'
import { EACH_TIME, frequencyIn, itemOf, type ItemReading, trimTask, withoutLeadingMonth } from './items.ts'

/** Dated and recurring tasks in running prose (found, `source: 'prose'`). */

const PAST =
  /去年|上年|往年|曾|已于|已经|年来|以来|成立于|来源|作者|发布|浏览|瀏覽|日期|出生|[^，]{2}了(?:一|两|三|\d)|(?:如下|以下)/u
const CODE = /(?:发|文|字|令|届|号)[〔[(（]|^\d{4}年\d{1,2}月\d{1,2}日?$/u
/** A line that is only a date, with perhaps a name before it, is a signature or a heading. */
const ONLY_DATE = /^(?:[二〇零○一三四五六七八九\dxX×]{2,4})年/u
/** Words that make a time without a month into work to do. */
const WORK =
  /次|会|活动|期|检查|例|学习|公开|上报|走访|培训|开展|组织|召开|举办|举行|推出|编|出版|汇报|通报|公布|总结|考核|评|训练|慰问|报送|上交|进行|做好|完成|开放|更新|写|读|听|交|meeting|report|hold|send|submit|review|publish|update/iu

/** A sentence with more times than this is a list of dates, not of tasks. */
const MOST_TIMES = 24

type Time = Span & { months: number[]; part: Part | null; isLoose: boolean }

/** At the start of a clause only: 按照年初计划 and 年末互动 are no dates. */
const AT_START = '(?:^|[，,：:])(?:(?:今年|本年|在|于|到|拟|计划|力争)*)'
const LOOSE: readonly [RegExp, readonly number[]][] = [
  [new RegExp(`${AT_START}(上半年)`, 'u'), [1, 2, 3, 4, 5, 6]],
  [new RegExp(`${AT_START}(下半年)`, 'u'), [7, 8, 9, 10, 11, 12]],
  [new RegExp(`${AT_START}(第?[一1]季度)(?!一次)`, 'u'), [1, 2, 3]],
  [new RegExp(`${AT_START}(第?[二2]季度)`, 'u'), [4, 5, 6]],
  [new RegExp(`${AT_START}(第?[三3]季度)`, 'u'), [7, 8, 9]],
  [new RegExp(`${AT_START}(第?[四4]季度)`, 'u'), [10, 11, 12]],
  [new RegExp(`${AT_START}(年底|年末|年终|岁末)`, 'u'), [12]],
  [new RegExp(`${AT_START}(年初)`, 'u'), [1]],
]

/** When the words of a sentence say that something is to be done: months, else festivals as times, else halves and ends of the year. */
function timesOf(words: string): Time[] {
  const months = monthPhrases(words)
  if (months.length > 0) return months.map((phrase) => ({ ...phrase, isLoose: false }))
  const festivals = festivalTimes(words)
  if (festivals.length > 0) return festivals.map((time) => ({ ...time, part: null, isLoose: true }))
  return LOOSE.flatMap(([pattern, list]): Time[] => {
    const match = pattern.exec(words)
    if (match === null) return []
    const end = match.index + match[0].length
    return [{ start: end - (match[1]?.length ?? 0), end, months: [...list], part: null, isLoose: true }]
  }).toSorted((a, b) => a.start - b.start)
}

/** The months that a paragraph begins with hold for all its sentences ((2)3—4月份，…；…). */
function monthOfAll(text: string): number[] {
  const number = typedNumber(text)?.text.length ?? 0
  const month = monthPhrases(text.slice(number, number + 24))[0]
  return number > 0 && month?.start === 0 && text.slice(number, number + month.end).endsWith('份')
    ? month.months
    : []
}

/** All items of a text that is no item itself. */
export function itemsInProse(text: string): ItemReading[] {
  const carried = monthOfAll(text)
  return clausesOf(text, 'sentence').flatMap((sentence) => {
    const words = text.slice(sentence.start, sentence.end)
    const plain = fold(words)
    if (PAST.test(plain) || CODE.test(plain)) return []
    const times = timesOf(plain)
    const found =
      times.length > 0
        ? (distributed(words, times) ?? withRecurring(words, datedItems(words, times)))
        : carried.length > 0 && words.length >= 6
          ? [itemOf(words, { months: carried, part: null, columns: [] })]
          : recurringItems(words)
    return found.map((item) => ({
      ...item,
      start: item.start + sentence.start,
      end: item.end + sentence.start,
    }))
  })
}

function datedItems(words: string, times: readonly Time[]): ItemReading[] {
  if ((ONLY_DATE.test(words) && words.length < 16) || times.length > MOST_TIMES) return []
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
    const begin = index === 0 && !time.isLoose ? 0 : from
    const start = clauses[begin]?.start ?? 0
    const end = clauses[Math.min(until, begin + 4) - 1]?.end ?? words.length
    const clause = words.slice(start, end)
    const task = trimTask(withoutTime(clause))
    if (task.length < 2 || (time.isLoose && !WORK.test(fold(task)))) return []
    const item = itemOf(clause, { months: time.months, part: time.part, columns: [] })
    const people = item.owner === null && times.length === 1 ? peopleIn(words) : {}
    return [{ ...item, ...people, months: time.months, start, end, task }]
  })
}

/** What recurs in the clauses behind the dated ones. */
function withRecurring(words: string, dated: ItemReading[]): ItemReading[] {
  const from = dated.at(-1)?.end ?? 0
  const behind = recurringItems(words.slice(from))
  return [...dated, ...behind.map((item) => ({ ...item, start: item.start + from, end: item.end + from }))]
}

const withoutTime = (clause: string): string =>
  withoutLeadingMonth(clause.slice(typedNumber(clause)?.text.length ?? 0)).replace(
    /^(?:今年|本年)?(?:上半年|下半年|第?[一二三四1-4]季度|年底|年末|年初)(?:之?前)?[，,]?/u,
    '',
  )

const SHARED_OUT = /分别|分別/u

/** 五一和国庆期间分别举办A和B: as many things as times, one each; null where that is not what the words say. */
function distributed(words: string, times: readonly Time[]): ItemReading[] | null {
  const [time] = times
  const match = SHARED_OUT.exec(fold(words))
  if (match === null || times.length !== 1 || time === undefined || time.months.length < 2) return null
  const at = match.index + match[0].length
  const verb = words.slice(at, at + 2)
  const things = clausesOf(words.slice(at + 2), 'sentence')[0]
  if (things === undefined) return null
  const parts = words.slice(at + 2, at + 2 + things.end).split(/和|以及|与|及/u)
  if (parts.length !== time.months.length) return null
  return parts.map((part, index) => ({
    ...itemOf(part, { months: [], part: null, columns: [] }),
    months: time.months.slice(index, index + 1),
    task: trimTask(`${verb}${part}`),
    start: time.start,
    end: at + 2 + things.end,
  }))
}

function recurringItems(words: string): ItemReading[] {
  return clausesOf(words, 'comma').flatMap((clause): ItemReading[] => {
    const part = words.slice(clause.start, clause.end)
    const recurrence = frequencyIn(part)
    if (
      recurrence === null ||
      recurrence.every === 'year' ||
      part.length < 6 ||
      !(WORK.test(fold(part)) || /[a-z]{3}/iu.test(part))
    )
      return []
    const item = itemOf(part, { months: [], part: null, columns: [] })
    return [{ ...item, ...clause, months: [], recurrence, task: trimTask(withoutTime(part)) }]
  })
}
