import { typedNumber } from '../plan/numbering.ts'
import { remember } from '../plan/remember.ts'
import { fold } from './fold.ts'
import { frequencyIn, type Recurrence } from './recurrence.ts'
import { BULLET } from './schedule.ts'

/** Work that a line above says recurs (每周工作：1、…2、…; Each month: • … • …). */

/** 每月活动安排, 每月主题 head a schedule by months. */
const CHINESE =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])?\s?每(?:个|一)?(?:月|周|星期|季度?|学期|半年|天|日)(?:固定|常规|例行|日常|经常性|基本|重点|主要|必做|要做|都要做|应做|需做|的)*(?:工作|任务|事项|事务|活动)?[:：]?$/u
const EVERY =
  '(?:(?:each|every) (?:day|week|month|quarter|semester|term)|daily|weekly|monthly|quarterly|annually|yearly)'
const WORK =
  '(?:tasks?|activities|duties|actions?|items|jobs|things|responsibilities|business|to-?do(?: list)?)'
const ENGLISH = new RegExp(
  `^(?:(?:ongoing|regular|recurring|routine) )?(?:${EVERY}(?: ${WORK})?|${WORK}(?: [a-z]+){0,4} ${EVERY})\\s?:?$`,
  'iu',
)

const known = remember((line): Recurrence | null => {
  const words = fold(line.trim())
  return CHINESE.test(words) || ENGLISH.test(words) ? frequencyIn(line) : null
})
const LONGEST = 60

/** How often what stands under such a line is due, the same object for the same line; null for any other line. */
export const routineOf = (line: string): Recurrence | null =>
  line.length > LONGEST ? null : known(line.replace(BULLET, ''))

/** Whether a line is one of a list, so that it may stand under such a line. */
export const isListed = (line: string): boolean => BULLET.test(line) || (typedNumber(line)?.level ?? 0) > 2
