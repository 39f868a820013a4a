import type { Amount, Part } from '../plan/plan.ts'
import { amountIn } from './amounts.ts'
import { type Span, withoutEnd } from './clauses.ts'
import { clockIn, withoutTimeLine } from './clock.ts'
import { type MonthPhrase, monthPhrases } from './dates.ts'
import { fold } from './fold.ts'
import { festivalIn, festivalMonth } from './festivals.ts'
import { peopleIn } from './people.ts'
import { cellBehind, cellsIn, isTimeBehind } from './tables.ts'
import { recordOf } from './records.ts'
import { type When, whenOf } from './when.ts'
import { frequencyIn, type Recurrence } from './recurrence.ts'

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
  amount: Amount | null
  festival: string | null
}

const PENDING =
  /待定|待批|待[^，,。；;）)]{0,6}(?:通过|批准|确定|确认|落实后)|暂定|另行通知|\bTB[DAC]\b|\btentative(?:ly)?\b|to be (?:decided|confirmed|announced)/iu

/** Whether a text itself says that something is still open. */
export const isPending = (text: string): boolean => PENDING.test(fold(text))

export const trimTask = (text: string): string =>
  withoutEnd(text.replace(/^[\s、，,：:.．]+/u, ''), '。；;，,、.．：:|｜')

type Fields = Omit<ItemReading, 'start' | 'end' | 'months' | 'part' | 'task' | 'recurrence'>

/** What a task's own words say besides month and task. */
function fieldsOf(text: string): Fields {
  return {
    ...peopleIn(text),
    time: clockIn(text),
    pending: isPending(text),
    amount: amountIn(text),
    festival: festivalIn(text),
  }
}

/** What stands over an item: the months and part of its heading, and the columns of its table. */
export type Over = { months: readonly number[]; part: Part | null; columns: readonly Column[] }

/** What a column of a schedule's table holds. */
export type Column = 'month' | 'task' | 'owner' | 'amount' | 'other'

/**
 * The reading of a monthly item's block: the whole block is the item, its month the one that its words begin
 * with, else the heading's, else one that they name, else that of the festival that they are about.
 */
export function itemOf(text: string, over: Over): ItemReading {
  const { task, owner, amount, recurrence, when } = partsOf(text, over.columns)
  const phrases = monthPhrases(task)
  const [phrase] = phrases
  const isSet = phrases.length > 1 && EACH_TIME.test(fold(task))
  const named = isSet ? [...new Set(phrases.flatMap((one) => one.months))] : (phrase?.months ?? [])
  const festival = festivalMonth(task)
  const months =
    when !== null && (when.months.length > 0 || over.months.length === 0)
      ? [...when.months]
      : named.length > 0 && (leads(task, phrase) || isNarrower(task, phrase, over.months))
        ? named
        : over.months.length > 0
          ? [...over.months]
          : named.length > 0
            ? named
            : festival === null
              ? []
              : [festival]
  const fields = fieldsOf(task)
  // Plan the review of early July, in June: that part is July's.
  const own = phrase?.months.some((month) => months.includes(month)) ? phrase.part : null
  return {
    ...fields,
    ...(owner === null ? {} : { owner, owners: [owner] }),
    amount: fields.amount ?? amount,
    pending: isPending(text),
    start: 0,
    end: text.length,
    months,
    part: when?.part ?? own ?? relativePart(task) ?? over.part,
    // What says only when is all that there is of it.
    task: trimTask(withoutLeadingMonth(withoutTimeLine(task))) || trimTask(task) || task.trim(),
    time:
      fields.time ?? phrase?.time ?? (task === text ? null : (monthPhrases(text)[0]?.time ?? clockIn(text))),
    recurrence: frequencyIn(task) ?? recurrence,
  }
}

/** 运动会（11月） under 第四季度: which of the quarter's months it is. */
const isNarrower = (task: string, phrase: MonthPhrase | undefined, months: readonly number[]): boolean =>
  phrase !== undefined &&
  months.length >= QUARTER &&
  phrase.months.length < months.length &&
  phrase.months.every((month) => months.includes(month)) &&
  /[（(](?:暂定|拟|计划|预计|约|时间[：:]?)*$/u.test(fold(task.slice(0, phrase.start))) &&
  /^(?:[^（()）]{0,6})[)）]/u.test(task.slice(phrase.end))
const QUARTER = 3

/** 上旬, 月底: a part of the month that stands over the task. */
const RELATIVE = /^(?:(上旬|月初)|(中旬|月中(?!秋))|(下旬|月底|月末))[，,、：:\s]*/u

function relativePart(task: string): Part | null {
  const match = RELATIVE.exec(task)
  return match === null ? null : match[1] ? 'early' : match[2] ? 'mid' : 'late'
}

/** 3月和9月各一次: one task in each of the times named. */
export const EACH_TIME = /各(?:自|举办|组织|开展|召开|进行|安排)?[一1两二2](?:次|期|场|回)/u

type Cells = Pick<ItemReading, 'task' | 'owner' | 'amount' | 'recurrence'> & { when: When | null }
const NO_CELLS = { owner: null, amount: null, recurrence: null, when: null }
/** What a table says of nobody or nothing. */
const EMPTY_CELL = /^(?:[/／\\—–-]*|无|無|none|n\/a)$/iu

/** What an item's words are: a record's, a row's of a table, or its task alone. */
function partsOf(text: string, columns: readonly Column[]): Cells {
  const record = recordOf(text)
  if (record !== null) return { ...NO_CELLS, ...record, recurrence: record.when.recurrence }
  return columns.length === 0 ? { ...NO_CELLS, task: text } : cellsOf(text, columns)
}

/** 全年, 每季度: a cell that says how often is no longer. */
const LONGEST_OFTEN = 4

/** What stands in a row whose columns stand under `columns`. */
function cellsOf(text: string, columns: readonly Column[]): Cells {
  const cells = cellsIn(text).map((cell) => cell.trim())
  // 月份 | 工作: what spaces part there are tasks of one cell.
  if (cells.length < 2 || (columns.length === 2 && !/[|｜\t\n]/u.test(text)))
    return { ...NO_CELLS, task: text }
  if (isTimeBehind(columns)) return rowOf(text, columns)
  // The row's own words begin after the month's cell, or with it where that says how often (每季度).
  const month = columns.indexOf('month')
  const [first = ''] = cells
  const isWhole = cells.length === columns.length - month || first.length <= LONGEST_OFTEN
  const often = isWhole ? whenOf(first) : null
  const recurrence = often?.months.length === 0 ? often.recurrence : null
  const after = often?.months.length === 0 ? month : month + 1
  const at = (column: Column): string | null => {
    const cell = columns.includes(column) ? cells[columns.indexOf(column) - after] : undefined
    return cell === undefined || EMPTY_CELL.test(cell) ? null : cell
  }
  return {
    task: at('task') ?? text,
    owner: at('owner'),
    amount: amountOf(text, at),
    recurrence,
    when: null,
  }
}

/** What a row says that it costs: in the column for that, else where a remark names it as such (经费约5000元). */
const amountOf = (text: string, at: (column: Column) => string | null): Amount | null => {
  const cell = at('amount')
  if (cell !== null) return amountIn(cell)
  const remark = cellsIn(text).find((one) => COST.test(fold(one)))
  return remark === undefined ? null : amountIn(remark)
}
const COST = /经费|预算|费用|budget|cost/iu

/** A row whose time stands behind its task. */
function rowOf(text: string, columns: readonly Column[]): Cells {
  const at = (column: Column): string | null => {
    const cell = cellBehind(text, columns, column)
    return cell === null || EMPTY_CELL.test(cell) ? null : cell
  }
  const when = whenOf(at('month') ?? '')
  return {
    task: at('task') ?? text,
    owner: at('owner'),
    amount: amountOf(text, at),
    recurrence: when?.recurrence ?? null,
    when,
  }
}

/** 今年3月, 拟于3月: words that only lead up to the month. */
const UP_TO =
  /^[【[(（“"]?(?:[今本]年的?)?(?:拟|计划|预计|安排(?=在|于)|将|于|在|到|自|从|不迟于)*$|^(?:by|before|on|in|from|until) $/iu

const leads = (text: string, phrase: MonthPhrase | undefined): phrase is MonthPhrase =>
  phrase !== undefined && UP_TO.test(text.slice(0, phrase.start))

/** A line that begins with its month, or with several (3月和下半年9月), is read without them. */
export function withoutLeadingMonth(text: string): string {
  const [phrase] = monthPhrases(text.slice(0, 60))
  if (!leads(text, phrase)) return text.replace(RELATIVE, '')
  const rest = text.slice(phrase.end)
  const next = /^[和与與及、](?:[上下]半年)?/u.exec(rest)?.[0].length ?? 0
  const after = rest.slice(next)
  if (next > 0 && monthPhrases(after.slice(0, 40))[0]?.start === 0) return withoutLeadingMonth(after)
  const task = rest.replace(
    /^(?:[份的起止，,：:、\s】\])）”"]|[（(]?(?:星期|周|週)[一二三四五六日天][)）]?|前后|左右|之?前(?![往期后台沿]))+/u,
    '',
  )
  // 【12月份庆生会】: the bracket before the month goes with its other half.
  return /^[【[(（]/u.test(text) && !/[【[(（]/u.test(task) ? task.replace(/[】\])）]$/u, '') : task
}
