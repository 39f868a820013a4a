import { clausesOf, type Span, withoutNames } from './clauses.ts'
import { fold } from './fold.ts'
import { itemOf, type ItemReading, trimTask } from './items.ts'
import { withoutTime } from './proseTask.ts'
import { frequencyIn, type Recurrence } from './recurrence.ts'

/** Recurring tasks in running prose. */

/** 计划及每月安排: what a text is called. */
const IS_NAME = /每(?:月|周|季度|学期)(?:工作|活动|教育)?(?:安排|计划|要点|主题|行事历)(?:表)?$/u
/** 每月的活动就像约定: what it is like. */
const IS_LIKE = /^每(?:个)?(?:[月周天日]|季度|学期)的.{1,12}(?:像|是|取决|体现|成为)/u
/** 每学期家访率达20%: how much, and nothing to be done. */
const STATES_SHARE = /[率面度].{0,8}(?:\d[%％]|百分之|[一-九]成)/u
/** What says when, and not yet what: 时间安排在每月最后一个周五下午. */
export const ONLY_WHEN = /^(?:具体|活动|会议|学习|开放)?(?:时间|日期)/u
/** 活动时间：每周三下午: a label, and no sentence. */
const LABEL = /^[\p{Script=Han}]{2,6}\s?[:：]/u

/** A shorter clause says how often, and not what. */
const SHORTEST = 6

/** What the clauses of a sentence say recurs. One that says only when counts where no other says what (训练时间定在每周六下午). */
export function recurringItems(words: string): ItemReading[] {
  const names = withoutNames(words)
  const clauses = clausesOf(words, 'comma')
  const found = clauses.flatMap((own, index): { clause: Span; recurrence: Recurrence }[] => {
    const recurrence = frequencyIn(names.slice(own.start, own.end))
    // 检查食堂，半年一次: what recurs stands before it.
    const before = own.end - own.start < SHORTEST ? clauses[index - 1] : undefined
    const clause = before === undefined ? own : { start: before.start, end: own.end }
    const isNone =
      recurrence === null ||
      recurrence.every === 'year' ||
      clause.end - clause.start < SHORTEST ||
      IS_NAME.test(fold(words.slice(clause.start, clause.end))) ||
      STATES_SHARE.test(words.slice(clause.start, clause.end)) ||
      IS_LIKE.test(fold(words.slice(clause.start, clause.end)))
    return isNone ? [] : [{ clause, recurrence }]
  })
  const wordsOf = ({ clause }: { clause: Span }): string => words.slice(clause.start, clause.end)
  const whole = found.filter((one) => !ONLY_WHEN.test(fold(wordsOf(one))))
  const kept = whole.length > 0 ? whole : found.filter((one) => !LABEL.test(wordsOf(one)))
  return kept.map(({ clause, recurrence }) => {
    const part = wordsOf({ clause })
    const item = itemOf(part, { months: [], part: null, columns: [] })
    return { ...item, ...clause, months: [], recurrence, task: trimTask(withoutTime(part)) }
  })
}
