import { monthPhrases } from './dates.ts'
import type { Figure } from './figures.ts'
import { asWritten, fold } from './fold.ts'
import { UNDERTAKING } from './goalWords.ts'

/** What a goal counts, cut from its clause. */

const METRIC_START =
  /^(?:其中|全年|年内|年底前?|今年|本年度?|本学期|每年|[上下]半年|第[一二三四1-4]季度|至少|最少|力争|争取|确保|实现|做到|要|将|再|并|的|\s)+/u
const METRIC_END =
  /(?:不少于|不低于|不超过|至少|最少|达到|达|超过|约|占|为|共|计|在|以|的|：|:|[≥≧⩾≤≦⩽＞＜><=＝]|\s)+$/u

/** 由3家增至, 提高到: from what and by what it becomes the figure. */
const RISE =
  /(?:[由从][^由从，,]{1,8}?)?(?:增[长加]?|提[高升]|成长|发展|扩大|上升|降低?|下降|减少|压缩|控制)[到至]\s*$/u

/** … evenings with 150 participants, … members by March: what is said beside it. */
const BESIDE = /(?<=\S)\s(?:with|by|before|until)\s.*$/iu
const FRACTION = /^(?:of|by|in|at|for|from|before|to)\b/iu
const UP_TO =
  /(?:\b(?:to|by|at|least|most|more than|over|above|no fewer than|no less than|a minimum of|about|around|approximately|up)\s*)+$/iu

/** A clause without the deadline and the words of undertaking that it begins with. */
export function withoutStart(clause: string): string {
  const bare = clause.trim().replace(METRIC_START, '')
  const [phrase] = monthPhrases(bare.slice(0, 40))
  const rest = phrase?.start === 0 ? bare.slice(phrase.end).replace(/^之?前?/u, '') : bare
  return rest.replace(METRIC_START, '')
}

/** A figure and what it counts, before another one of a list (新建工会20家、…). */
const LISTED_BEFORE = /^.*\d[^、\d号楼]{1,3}、/u
const LISTED_AFTER = /、(?=[^、]*(?:\d|[一二两三四五六七八九十]+[家个名次场户间项件所])).*$/u
/** Words that only lead up to what is counted. */
const NO_DEED = /^(?:有|使|让|以|由|在|从|对|为|把|将|与|和|及|给|向|于)$/u
/** So much before the figure is what is done; of more it is the last verb. */
const LONGEST_DEED = 8
const DEED = new RegExp(`(?:${UNDERTAKING.source})[了到出好]?$`, 'u')
const WHEN = /年|学期|每人|人均|名额|计划|做到|达|实现/u

/** What is done with what a figure counts: the words before it (新建二十家工会). */
function deedOf(before: string): string {
  if (before.length <= LONGEST_DEED) return NO_DEED.test(before) ? '' : before
  const verb = DEED.exec(before)?.[0] ?? ''
  return WHEN.test(verb) ? '' : verb
}

/** What is counted, with what is done: the words around the figure (新建二十家工会: 新建工会). */
export function metricOf(written: string, { start, end, unit }: Figure): string {
  const clause = fold(written)
  const after = clause
    .slice(end)
    .replace(LISTED_AFTER, '')
    .replace(/^(?:[/／][年人次月]|[（(][^（）()]{1,3}[)）]|[的\s])+/u, '')
    .replace(/^为.*$/u, '')
    .trim()
  const before = withoutStart(clause.slice(0, start).replace(LISTED_BEFORE, ''))
    .replace(RISE, '')
    .replace(METRIC_END, '')
    .replace(UP_TO, '')
    .trim()
  if (!/\p{Script=Han}/u.test(clause)) {
    // Raise membership to at least 95% of staff: what is raised stands before it.
    const isShare = unit === '%' && FRACTION.test(after) && before !== ''
    return after.length >= 2 && !isShare ? after.replace(BESIDE, '') : before
  }
  // 全年共四期: what is counted was said before.
  if (after.length < 2) return before === '' ? written.trim() : asWritten(written, before)
  return `${asWritten(written, deedOf(before))}${asWritten(written, after)}`
}
