import type { Part } from '../plan/plan.ts'
import { NUMBER, valueOf } from '../plan/numerals.ts'
import { type Span, withoutEnd } from './clauses.ts'
import { type MonthPhrase, monthPhrases } from './dates.ts'
import { englishRecurrence } from './english.ts'
import { fold } from './fold.ts'
import { festivalIn, festivalMonth } from './festivals.ts'
import { peopleIn } from './people.ts'
import { recurrenceIn, type Recurrence } from './recurrence.ts'

/** A monthly item read in a text; offsets are UTF-16 units of that text. */
export type ItemReading = Span & {
  months: number[]
  part: Part | null
  task: string
  time: string | null
  recurrence: Recurrence | null
  pending: boolean
  owner: string | null
  owners: string[]
  amount: { value: number; unit: string } | null
  festival: string | null
}

const CLOCK =
  /(?:(?:双|单|每)?(?:周|星期)[一二三四五六日末天]?)?(?:上午|下午|晚上?|中午)\s?\d{1,2}[:：]\d{2}(?:\s?[-—–~～至]\s?\d{1,2}[:：]\d{2})?/u
const PENDING = /待定|待批|暂定|暫定|另行通知|\bTB[DAC]\b|to be (?:decided|confirmed|announced)/iu
const AMOUNT = new RegExp(`(${NUMBER})\\s?(元|美元)`, 'u')

export const trimTask = (text: string): string =>
  withoutEnd(text.replace(/^[\s、，,：:.．]+/u, ''), '。；;，,、.．')

type Fields = Omit<ItemReading, 'start' | 'end' | 'months' | 'part' | 'task' | 'recurrence'>

/** What a task's own words say besides month and task. */
function fieldsOf(text: string): Fields {
  const amount = AMOUNT.exec(text)
  const value = amount?.[1] === undefined ? null : valueOf(amount[1])
  return {
    ...peopleIn(text),
    time: CLOCK.exec(text)?.[0] ?? null,
    pending: PENDING.test(fold(text)),
    amount: value === null || amount?.[2] === undefined ? null : { value, unit: amount[2] },
    festival: festivalIn(text),
  }
}

/** How often, in either language. */
export const frequencyIn = (text: string): Recurrence | null => recurrenceIn(text) ?? englishRecurrence(text)

/** What stands over an item: the months and part of its heading, and the columns of its table. */
export type Over = { months: readonly number[]; part: Part | null; columns: readonly Column[] }

/** What a column of a schedule's table holds. */
export type Column = 'month' | 'task' | 'owner' | 'other'

/**
 * The reading of a monthly item's block: the whole block is the item, its month the one that its words begin
 * with, else the heading's, else one that they name, else that of the festival that they are about.
 */
export function itemOf(text: string, over: Over): ItemReading {
  const [task, owner] = over.columns.length === 0 ? [text, null] : cellsOf(text, over.columns)
  const phrases = monthPhrases(task)
  const [phrase] = phrases
  const isSet = phrases.length > 1 && EACH_TIME.test(fold(task))
  const named = isSet ? [...new Set(phrases.flatMap((one) => one.months))] : (phrase?.months ?? [])
  const festival = festivalMonth(task)
  const months =
    leads(task, phrase) && named.length > 0
      ? named
      : over.months.length > 0
        ? [...over.months]
        : named.length > 0
          ? named
          : festival === null
            ? []
            : [festival]
  const fields = fieldsOf(task)
  return {
    ...fields,
    ...(owner === null ? {} : { owner, owners: [owner] }),
    pending: PENDING.test(fold(text)),
    start: 0,
    end: text.length,
    months,
    part: phrase?.part ?? over.part,
    task: trimTask(withoutLeadingMonth(task)),
    time: fields.time ?? phrase?.time ?? null,
    recurrence: frequencyIn(task),
  }
}

/** 3月和9月各一次: one task in each of the times named. */
export const EACH_TIME = /各(?:自|举办|组织|开展|召开|进行|安排)?[一1两二2](?:次|期|场|回)/u

const BARS = /\s*[|｜\t]\s*/u

/** The task and the one responsible in a row whose columns stand under `columns`. */
function cellsOf(text: string, columns: readonly Column[]): [string, string | null] {
  const cells = text.split(BARS)
  if (cells.length < 2) return [text, null]
  // The row's own words begin after the month's cell.
  const after = columns.indexOf('month') + 1
  const task = cells[columns.indexOf('task') - after]
  const owner = cells[columns.indexOf('owner') - after]
  return [task === undefined || task === '' ? text : task, owner === undefined || owner === '' ? null : owner]
}

/** 今年3月, 拟于3月: words that only lead up to the month. */
const UP_TO = /^[【[(（“"]?(?:[今本]年)?(?:拟|计划|预计|将|于|在|到)*$/u

const leads = (text: string, phrase: MonthPhrase | undefined): phrase is MonthPhrase =>
  phrase !== undefined && UP_TO.test(text.slice(0, phrase.start))

/** A line that begins with its month, or with several (3月和下半年9月), is read without them. */
export function withoutLeadingMonth(text: string): string {
  const [phrase] = monthPhrases(text.slice(0, 60))
  if (!leads(text, phrase)) return text
  const rest = text.slice(phrase.end)
  const next = /^[和与與及、](?:[上下]半年)?/u.exec(rest)?.[0].length ?? 0
  const after = rest.slice(next)
  if (next > 0 && monthPhrases(after.slice(0, 40))[0]?.start === 0) return withoutLeadingMonth(after)
  return rest.replace(/^(?:[份的，,：:、\s]|之?前(?![往期后台沿]))+/u, '')
}
