import { leadingMonth, monthHeadingOf, monthPhrases } from './dates.ts'
import { goalsIn } from './goals.ts'
import { itemsInProse } from './prose.ts'
import { festivalMonth } from './festivals.ts'
import { fold } from './fold.ts'
import { typedNumber, type TypedNumber } from '../plan/numbering.ts'
import { type NewBlock, undated } from './monthRun.ts'
import type { Column } from './items.ts'
import type { Line } from './lines.ts'
import { tasksOf } from './schedule.ts'
import { isStage, sectionKind } from './sections.ts'
import { cellBehind } from './tables.ts'
import { isTold, NAMES_DAYS } from './told.ts'
import { whenOf } from './when.ts'
import type { SectionKind } from '../plan/plan.ts'

/** What a line of a source says has to be done, where its number or its date alone does not tell what it is. */

/** 11月下旬召开总结会，12月上报材料: two tasks in one line, to be read as prose. */
function isDatedAgain(text: string): boolean {
  const [first, ...later] = monthPhrases(text)
  return later.some(
    ({ start, months }) =>
      months.join() !== first?.months.join() && /^[^。；;]*[，,]\s?$/u.test(text.slice(0, start)),
  )
}

/** (二)每季度末召开一次例会。 is a task that is numbered like a heading, 一、新建工会20家 a goal; a stage (准备阶段（3月）) is a heading. */
export const statesWork = (text: string, inGoals: boolean): boolean =>
  !isStage(text) && (goalsIn(text, inGoals).length > 0 || itemsInProse(text).length > 0)

/** The months that a line begins with as a heading, behind its number of `skip` characters, and where its tasks begin; null for any other line. */
export function headedMonths(
  words: string,
  skip: number,
  inSchedule: boolean,
  isListed: boolean,
): { months: number[]; end: number } | null {
  const heading = monthHeadingOf(words.slice(skip))
  if (heading === null) return null
  const end = skip + heading.length
  const rest = words.slice(end)
  const hasSign = rest === '' || /[：:]$/u.test(words.slice(0, end).trimEnd())
  const isHeading = !isTold(rest, 1) && (hasSign || inSchedule || (isListed && typedNumber(rest) !== null))
  return isHeading ? { months: heading.months, end } : null
}

/** 二、下半年工作安排: a part of the plan, and no month. */
export const isHalfYear = (months: readonly number[]): boolean => months.length === HALF_YEAR
const HALF_YEAR = 6

/** What a style calls a heading and is longer is a paragraph. */
export const LONGEST_HEADING = 60
/** A longer line of a deeper number is no heading. */
const LONGEST_DEEP = 24
/** Whether the words of a deeper number can be a heading. */
export const isShort = (words: string): boolean =>
  words.length <= LONGEST_DEEP && !/[。；;，,：:]/u.test(words)
const NAMED = new Set<SectionKind>(['guiding', 'principles', 'goals', 'schedule', 'budget'])

/** Whether the words of a deeper number (2、工作目标; 1.宣传阶段（3月）) are those of a section. */
export const isDeepHeading = (words: string): boolean =>
  (isStage(words) || (words.length <= LONGEST_DEEP && NAMED.has(sectionKind(words)))) &&
  // 1、九月份 委员竞选: a task in its month.
  leadingMonth(words, true) === null &&
  !/[。；;，,]/u.test(words)

/** Where an unnumbered stage's heading ends (第一阶段：动员（4月）。召开启动会…); 0 for none. */
export function stageLength(words: string): number {
  const end = (words.slice(0, LONGEST_HEADING).search(/。/u) + 1 || words.length + 1) - 1
  const head = words.slice(0, end)
  return isStage(head) && !/[；;，,]/u.test(head) ? Math.min(end + 1, words.length) : 0
}

/** Whether a line is a row of a table whose time stands behind the task. */
export const readsBehind = (words: string, columns: readonly Column[]): boolean =>
  whenOf(cellBehind(words, columns, 'month') ?? '') !== null

/** A column of people that a copy took apart has its name on a line of its own. */
const PEOPLE_COLUMN =
  /^(?:persons?|people|owners?|responsible(?: person)?|who|负责人|责任人|责任单位|责任部门)$/iu
/** Whether a table of this text had a column of people, whose cells stand on lines of their own. */
export const namesPeople = (lines: readonly Line[]): boolean =>
  lines.some(({ words }) => words.length <= 20 && PEOPLE_COLUMN.test(fold(words)))

const ROLES =
  /^(?:(?:vice|co|executive|sub|past|chairs?|chairperson|committees?|board|members?|representatives?|secretary|treasurer|officers?|liaisons?|presidents?|elect|directors?|coordinators?|staff|office|nominations?|evaluation|all|and|of|the|with|[A-Z]{2,6})(?:[\s/&,-]+|$))+$/iu

/** 活动：, 主要内容：: what stands below, and no task. */
const LABEL = /^(?:主要|具体|重点|本月|活动|工作){0,2}(?:活动|工作|内容|任务|安排|重点)[:：]$/u

/** 比赛项目：…, 奖励办法：…: the rules of a contest, behind the schedule that names it. */
export const isRule = (words: string): boolean =>
  /^(?:比赛|竞赛|参赛|报名|奖励|录取|评奖|奖项|计分|裁判)(?:项目|地点|办法|方法|规则|规程|对象|资格|人员|要求|时间|设置|安排)?\s?[:：]/u.test(
    fold(words),
  )

/** Spring: what the next months are part of. */
const SEASON = /^(?:spring|summer|autumn|fall|winter|j-term|(?:term|semester) \d)\s?:?$/iu

/** A line under a month that is no task: a label, a page's number, or in a table with people who does it. */
export const isNoTask = (words: string, namesPeople: boolean): boolean =>
  /^\d{1,3}$/u.test(words) ||
  LABEL.test(fold(words)) ||
  NAMES_DAYS.test(fold(words)) ||
  SEASON.test(words) ||
  (namesPeople && words.length <= 60 && ROLES.test(words))

/** A line of a list of months as an item, and what it counts in brackets as text; nothing for a line without a time. */
function listedItem({ lead, words }: Line, { text: { length }, text }: TypedNumber): NewBlock[] {
  const isDated = monthPhrases(words.slice(length, length + 30))[0]?.start === 0
  const inner = isDated ? words.length : (words.search(/[（(]1[)）]/u) + 1 || words.length + 1) - 1
  if (!isDated && festivalMonth(words) === null) return []
  const item = undated(lead, text, words.slice(length, inner))
  return inner < words.length ? [item, { kind: 'paragraph', lead: '', text: words.slice(inner) }] : [item]
}

/** The items of a line of such a list, which may hold several (3、6月…；4、10月…). */
export function listedItems(line: Line, number: TypedNumber): NewBlock[] {
  const each = tasksOf(line.words).map((words, index) => {
    const own = typedNumber(words)
    return own === null ? [] : listedItem({ ...line, lead: index === 0 ? line.lead : '', words }, own)
  })
  return each.every((items) => items.length > 0) ? each.flat() : listedItem(line, number)
}

/** The tasks of a line of a schedule without month headings that begins with its own date; none for any other. */
export function datedItems({ lead, words }: Line, number: TypedNumber | null): NewBlock[] {
  const text = words.slice(number?.text.length ?? 0)
  const [phrase] = monthPhrases(text.slice(0, 40))
  if (phrase?.start !== 0 || phrase.end >= text.length - 1 || isDatedAgain(text)) return []
  const [first = '', ...more] = tasksOf(text)
  return [
    undated(lead, number?.text ?? '', first),
    ...more.map((task) => ({ ...undated('', '', task), months: phrase.months })),
  ]
}

/** 4月份的文化节由我们负责。节目要新颖。同时…: running text of several sentences about what has its month. */
const isProse = (words: string): boolean => /^.{1,8}月份的/u.test(words) && /。./u.test(words)

/** 9月 无: a month without tasks. */
export const isNothing = (words: string): boolean =>
  /^(?:暂?无|暫?無|\/|[—–-]+|none|nil)[。.]?$/iu.test(words.trim())

/** Whether a line that begins with its month is running text: dated again, told as done, or, where it stands free, of several sentences. */
export const readsAsProse = (words: string, isFree: boolean): boolean =>
  isDatedAgain(words) || isTold(words, 1) || (isFree && isProse(words))
