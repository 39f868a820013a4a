import { monthPhrases } from './dates.ts'
import { goalsIn } from './goals.ts'
import { itemsInProse } from './prose.ts'
import type { Column } from './items.ts'
import { isStage, sectionKind } from './sections.ts'
import { cellBehind } from './tables.ts'
import { whenOf } from './when.ts'
import type { SectionKind } from '../plan/plan.ts'

/** What a line of a source says has to be done, where its number or its date alone does not tell what it is. */

/** 11月下旬召开总结会，12月上报材料: two tasks in one line, to be read as prose. */
export function isDatedAgain(text: string): boolean {
  const [first, ...later] = monthPhrases(text)
  return later.some(
    ({ start, months }) =>
      months.join() !== first?.months.join() && /^[^。；;]*[，,]\s?$/u.test(text.slice(0, start)),
  )
}

/** (二)每季度末召开一次例会。 is a task that is numbered like a heading, 一、新建工会20家 a goal; a stage (准备阶段（3月）) is a heading. */
export const statesWork = (text: string, inGoals: boolean): boolean =>
  !isStage(text) && (goalsIn(text, inGoals).length > 0 || itemsInProse(text).length > 0)

/** What a style calls a heading and is longer is a paragraph. */
export const LONGEST_HEADING = 60
/** A longer line of a deeper number is no heading. */
export const LONGEST_DEEP = 24
const NAMED = new Set<SectionKind>(['guiding', 'principles', 'goals', 'schedule', 'budget'])

/** Whether the words of a deeper number (2、工作目标; 1.宣传阶段（3月）) are those of a section. */
export const isDeepHeading = (words: string): boolean =>
  (isStage(words) || (words.length <= LONGEST_DEEP && NAMED.has(sectionKind(words)))) &&
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
