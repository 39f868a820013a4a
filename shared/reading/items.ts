import type { Every, Part } from '../plan/plan.ts'
import { typedNumber } from '../plan/numbering.ts'
import { NUMBER, valueOf } from '../plan/numerals.ts'
import { clausesOf, type Span } from './clauses.ts'
import { type MonthPhrase, monthPhrases } from './dates.ts'

/** A monthly item read in a text; offsets are UTF-16 units of that text. */
export type ItemReading = Span & {
  months: number[]
  part: Part | null
  task: string
  time: string | null
  recurrence: { every: Every; text: string } | null
  pending: boolean
  owners: string[]
  amount: { value: number; unit: string } | null
  festival: string | null
}

const EVERY: readonly [Every, RegExp][] = [
  [
    '2months',
    /每?(?:两|二|兩|2)个?月(?:出刊|召开|组织|举行|举办|开展|编印)?[一1](?:次|期)|每(?:两|二|兩)个?月/u,
  ],
  ['2weeks', /双周|隔周|每(?:两|二|兩)周|雙週/u],
  ['quarter', /每(?:个)?季度?|(?:一|1)个?季度(?:一次|[^，。；]{0,4}一次)|按季度?/u],
  ['half-year', /每半年|半年(?:一次|[^，。；]{0,4}一次)|每(?:个)?学期|每個?學期|学期一次/u],
  ['month', /每(?:个|個)?月|(?:一|1)个?月(?:[^，。；]{0,4})(?:一|1)次|按月/u],
  ['week', /每周|每週|每(?:个)?星期/u],
  ['day', /每天|每日/u],
  ['year', /每年(?!度)/u],
]
const SLOGAN = /每天锻炼一小时/u
const CLOCK =
  /(?:(?:双|单|每)?(?:周|星期)[一二三四五六日末天]?)?(?:上午|下午|晚上?|中午)\s?\d{1,2}[:：]\d{2}(?:\s?[-—–~～至]\s?\d{1,2}[:：]\d{2})?/u
const PENDING = /待定|待批|暂定|暫定|另行通知/u
const OWNER =
  /(?:由|以)([^，,。；;（）()由以]{2,16}?)(?:牵头|牽頭|负责|負責|为牵头|主办|主抓)|(?:责任人|责任部门|负责人|責任人|负责部门|牵头单位)[:：]\s?([^，,。；;）)\s]{2,20})|[（(]([^（）()，。；]{2,12}?)(?:负责|牵头|負責|牽頭)[）)]/gu
const AMOUNT = new RegExp(`(${NUMBER})\\s?(元|美元)`, 'u')
const FESTIVAL =
  /元旦|春节|春節|元宵|三八|五一|五四|六一|七一|八一|教师节|教師節|国庆|國慶|中秋|端午|重阳|重陽/u

const ownersIn = (text: string): string[] =>
  [...text.matchAll(OWNER)]
    .map((match) => (match[1] ?? match[2] ?? match[3] ?? '').trim())
    .filter((name) => name !== '')

export function recurrenceIn(text: string): { every: Every; text: string } | null {
  if (SLOGAN.test(text)) return null
  for (const [every, words] of EVERY) {
    const match = words.exec(text)
    if (match !== null) return { every, text: match[0] }
  }
  return null
}

const trimTask = (text: string): string => text.replace(/^[\s、，,：:.．]+|[\s。；;，,、.．]+$/gu, '')

function fieldsOf(
  text: string,
): Omit<ItemReading, 'start' | 'end' | 'months' | 'part' | 'task' | 'recurrence'> {
  const amount = AMOUNT.exec(text)
  const value = amount?.[1] === undefined ? null : valueOf(amount[1])
  return {
    time: CLOCK.exec(text)?.[0] ?? null,
    pending: PENDING.test(text),
    owners: ownersIn(text),
    amount: value === null || amount?.[2] === undefined ? null : { value, unit: amount[2] },
    festival: FESTIVAL.exec(text)?.[0] ?? null,
  }
}

/** The reading of a monthly item's block: the whole block is the item, its month the one that its words begin with, else the heading's, else one that they name. */
export function itemOf(
  text: string,
  headingMonths: readonly number[],
  headingPart: Part | null,
): ItemReading {
  const [phrase] = monthPhrases(text)
  const named = phrase?.months ?? []
  const months =
    leads(phrase) && named.length > 0 ? named : headingMonths.length > 0 ? [...headingMonths] : named
  const fields = fieldsOf(text)
  return {
    ...fields,
    start: 0,
    end: text.length,
    months,
    part: phrase?.part ?? headingPart,
    task: trimTask(withoutLeadingMonth(text)),
    time: fields.time ?? phrase?.time ?? null,
    recurrence: recurrenceIn(text),
  }
}

const leads = (phrase: MonthPhrase | undefined): phrase is MonthPhrase =>
  phrase !== undefined && phrase.start <= 1

/** A line that begins with its month is read without it. */
function withoutLeadingMonth(text: string): string {
  const [phrase] = monthPhrases(text)
  return leads(phrase) ? text.slice(phrase.end).replace(/^(?:[份的]|[，,：:、\s])+/u, '') : text
}

const PAST = /(?:去年|上年|曾|已于|已经|年来|以来|成立于|来源|作者|发布|浏览|日期|出生)/u
const CODE = /(?:发|文|字|令|届|號|号)[〔[(（]|^\d{4}年\d{1,2}月\d{1,2}日?$/u
const NO_TASK = /^(?:[二〇零一三四五六七八九\dxX×]{2,4})年/u

/** The months that a paragraph begins with hold for all its sentences ((2)3—4月份，…；…). */
function monthOfAll(text: string): number[] {
  const number = typedNumber(text)?.text.length ?? 0
  const month = monthPhrases(text.slice(number, number + 24))[0]
  return number > 0 && month?.start === 0 && text.slice(number, number + month.end).endsWith('份')
    ? month.months
    : []
}

/** Dated and recurring tasks in running prose (found, `source: 'prose'`). */
export function itemsInProse(text: string): ItemReading[] {
  const found: ItemReading[] = []
  const carried = monthOfAll(text)
  for (const sentence of clausesOf(text, 'sentence')) {
    const words = text.slice(sentence.start, sentence.end)
    if (PAST.test(words) || CODE.test(words)) continue
    const phrases = monthPhrases(words)
    const clauses = clausesOf(words, 'comma')
    const clauseAt = (offset: number): number => clauses.findIndex((clause) => offset < clause.end)
    if (phrases.length > 0) {
      for (const [index, phrase] of phrases.entries()) {
        const from = clauseAt(phrase.start)
        const nextPhrase = phrases[index + 1]
        const until =
          nextPhrase === undefined ? clauses.length : Math.max(from + 1, clauseAt(nextPhrase.start))
        const first = index === 0 ? 0 : from
        const start = clauses[first]?.start ?? 0
        const end = clauses[Math.min(until, first + 4) - 1]?.end ?? words.length
        const clause = words.slice(start, end)
        const task = trimTask(withoutLeadingMonth(clause))
        if (task.length < 4 || (NO_TASK.test(words) && words.length < 16)) continue
        found.push({
          ...itemOf(clause, phrase.months, phrase.part),
          start: sentence.start + start,
          end: sentence.start + end,
          task,
        })
      }
      continue
    }
    if (carried.length > 0 && words.length >= 6) {
      found.push({ ...itemOf(words, carried, null), ...sentence })
      continue
    }
    for (const clause of clauses) {
      const part = words.slice(clause.start, clause.end)
      const recurrence = recurrenceIn(part)
      if (recurrence === null || part.length < 6) continue
      if (
        recurrence.every === 'year' ||
        !/次|会|活动|期|检查|例|学习|公开|上报|走访|培训|开展|组织|召开/u.test(part)
      )
        continue
      found.push({
        ...itemOf(part, [], null),
        start: sentence.start + clause.start,
        end: sentence.start + clause.end,
        months: [],
        recurrence,
      })
    }
  }
  return found
}
