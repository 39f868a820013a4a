import type { Every } from '../plan/plan.ts'
import { withoutNames } from './clauses.ts'
import { englishRecurrence } from './english.ts'
import { fold } from './fold.ts'

export type Recurrence = { every: Every; text: string }

const ONCE = '[^，,。；;\\d一二三四五六七八九十]{0,6}[一1](?:次|期|场|回|节|遍|趟|轮|讲|报)'
const WEEKDAY = '(?:周|星期|礼拜|週)'

/** From the longest stretch to the shortest; the first that matches says how often. */
const EVERY: readonly [Every, RegExp][] = [
  [
    '2months',
    new RegExp(
      `(?:每(?:两|二|2)(?:个)?月|(?<!十)(?:两个?月|二个月)|(?<!\\d)2个月)${ONCE}|每隔?(?:两|二|2)(?:个)月|[逢每]?[单双]月(?!刊)|隔月|(?:两|二)月一(?![次期月日号])`,
      'u',
    ),
  ],
  [
    '2weeks',
    new RegExp(
      `双周|单周|隔周|每(?:两|二|2)(?:个|個)?${WEEKDAY}|半(?:个)?月(?:${ONCE}|谈|一(?![月日号]))|每半(?:个)?月|每隔一?${WEEKDAY}`,
      'u',
    ),
  ],
  [
    'quarter',
    new RegExp(
      `每(?:个|一|逢)?季(?:度)?|每隔?[三3]个?月(?![初中底末上下])|(?:一|1)?(?:个|個)?季度?${ONCE}|[一1]季一(?!度)|按季|逐季|季度(?=全面|定期|检|例|巡|走访|总结)`,
      'u',
    ),
  ],
  [
    'half-year',
    new RegExp(`每半年|每隔?[六6]个月|(?<![上下])半年${ONCE}|每(?:个|一)?学期|(?<!本)学期${ONCE}`, 'u'),
  ],
  [
    'month',
    new RegExp(
      `每(?:个|一|逢)?月|(?<![十\\d])(?:一|1)(?:个|個)?月(?!份)${ONCE}|(?<![一二三四五六七八九十\\d])月${ONCE}|(?<![十\\d])一月一(?![月日号、，,])|按月|逐月|月月|月例会|月度(?=例|检|总结|会)`,
      'u',
    ),
  ],
  [
    'week',
    new RegExp(
      `每(?:个|一|逢)?${WEEKDAY}|(?<!双|单|隔)周${ONCE}|[一1](?:周|星期)一(?![日天])|逐周|周例会|逢(?:周|星期|週)[一二三四五六日天末]`,
      'u',
    ),
  ],
  ['day', /每(?:天|日|晚|早)|逐日|[一1][天日]一(?![天日])/u],
  ['year', /每年|一年(?=[一二三四五六七八九十两\d]+次)/u],
]
/** Every frequency names a stretch of time, and most clauses none. */
const NAMES_STRETCH = /[每隔月周星礼週季期半天日年]/u
/** What may follow and says more exactly when: 双周五下午4:20-5:00, 每月最后一个周五. */
const MORE = new RegExp(
  `^(?:的?(?:第[一二三四]个?|最后一个?))?(?:${WEEKDAY}?[一二三四五六日末天、和]{1,5}(?![次期场回个节]))?(?:的?(?:上午|下午|晚上?|中午|全天))?(?:\\d{1,2}[:：]\\d{2}(?:\\s?[-—–~～至]\\s?\\d{1,2}[:：]\\d{2})?)?`,
  'u',
)

/** How often, in either language. */
export const frequencyIn = (text: string): Recurrence | null => recurrenceIn(text) ?? englishRecurrence(text)

/** How often a text says that something is done, with its wording; null where it says nothing that can be counted. */
export function recurrenceIn(text: string): Recurrence | null {
  const words = withoutNames(fold(text))
  if (!NAMES_STRETCH.test(words)) return null
  for (const [every, pattern] of EVERY) {
    const match = pattern.exec(words)
    if (match === null) continue
    const end = match.index + match[0].length
    const more = MORE.exec(text.slice(end))?.[0].length ?? 0
    return { every, text: text.slice(match.index, end + more).replace(/[、和]$/u, '') }
  }
  return null
}
