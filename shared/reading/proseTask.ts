import { typedNumber } from '../plan/numbering.ts'
import type { Span } from './clauses.ts'
import { fold } from './fold.ts'
import { withoutLeadingMonth } from './items.ts'
import { BULLET } from './schedule.ts'

/** Which words of a sentence are the task that its date belongs to. */

/** A clause with fewer words says by when, and not what. */
export const LEAST_OWN = 4

/** How many characters of a line its number or its bullet takes. */
export const markLength = (line: string): number =>
  (typedNumber(line)?.text ?? BULLET.exec(line)?.[0] ?? '').length

/** 第三周（3月3日—3月7日）：, 第四、五周：: which week of a semester it is. */
const WEEK =
  /^第[一二三四五六七八九十\d]{1,3}(?:[、,，至到—-]第?[一二三四五六七八九十\d]{1,3})?[周週](?:[（(][^（）()]{1,24}[)）])?[:：]\s*(?:[（(][^（）()]{1,16}[)）])?/u

/** A clause without its number and the time that it begins with. */
export const withoutTime = (clause: string): string =>
  withoutLeadingMonth(clause.slice(markLength(clause)).replace(WEEK, '')).replace(
    /^(?:今年|本年)?(?:上半年|下半年|第?[一二三四1-4]季度|年底|年末|年初)(?:之?前)?[，,]?/u,
    '',
  )

/** A task in prose has no more clauses. */
export const MOST_CLAUSES = 4
/** So many times as long as the clause with the date the task becomes at most by the clauses behind it. */
const MOST_GROWTH = 2.3

/** Words that only lead up to what is done. */
const OCCASION = /^(?:结合|围绕|按照|根据|针对|借助|依托|利用|通过|以|为了?|在)/u

/** Behind which clause a task ends: the dated one, those that it needs to say what, and what little more stands behind. */
export function lastClause(
  words: string,
  clauses: readonly Span[],
  [begin, dated, until]: readonly [number, number, number],
  timeEnd: number,
): number {
  const start = clauses[begin]?.start ?? 0
  const lengthTo = (clause: number): number => (clauses[clause]?.end ?? start) - start
  let last = dated + 1
  // “七一”前夕，召开支部大会; 4月结合法制宣传，组织讲座: the dated clause says only when, or on what occasion.
  const saysWhat = (clause: number): boolean => {
    const from = Math.max(clauses[clause]?.start ?? 0, timeEnd)
    const said = words.slice(from, clauses[clause]?.end).replace(/^[份，,、\s]+/u, '')
    return said.length >= LEAST_OWN && !OCCASION.test(fold(said))
  }
  if (begin === dated) while (last < until && !saysWhat(last - 1)) last += 1
  const own = lengthTo(last - 1)
  while (last < until && lengthTo(last) <= MOST_GROWTH * own) last += 1
  return last
}
