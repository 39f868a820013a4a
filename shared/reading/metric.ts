import { monthPhrases } from './dates.ts'
import type { Figure } from './figures.ts'
import { asWritten, fold } from './fold.ts'

/** What a goal counts, cut from its clause. */

const METRIC_START =
  /^(?:其中|全年|年内|年底前?|今年|本年度?|本学期|上半年|下半年|力争|争取|确保|实现|做到|要|将|再|并|的|\s)+/u
const METRIC_END =
  /(?:不少于|不低于|不超过|至少|最少|达到|达|超过|约|占|为|共|计|在|：|:|[≥≧⩾≤≦⩽＞＜><=＝]|\s)+$/u

/** A clause without the deadline and the words of undertaking that it begins with. */
export function withoutStart(clause: string): string {
  const bare = clause.trim().replace(METRIC_START, '')
  const [phrase] = monthPhrases(bare.slice(0, 40))
  const rest = phrase?.start === 0 ? bare.slice(phrase.end).replace(/^之?前?/u, '') : bare
  return rest.replace(METRIC_START, '')
}

/** What is counted: the words after the figure, or before it where it ends its clause. */
export function metricOf(written: string, { start, end }: Figure): string {
  const clause = fold(written)
  const after = clause.slice(end).replace(/^(?:[/／][年人次月]|[的\s])+/u, '')
  const before = withoutStart(clause.slice(0, start)).replace(METRIC_END, '')
  return asWritten(written, (after.length >= 2 ? after : before).trim())
}
