import type { Deadline } from '../plan/plan.ts'
import type { Span } from './clauses.ts'
import { monthPhrases } from './dates.ts'

/** By when a text says that it is done. */
export function deadlineOf(words: string): Deadline | null {
  const phrase = monthPhrases(words).at(-1)
  if (phrase !== undefined) {
    // 7—8月雨季前 is before the first of them.
    const isBefore = /^[^，,。；;]{0,4}前/u.test(words.slice(phrase.end))
    const month = (isBefore ? phrase.months[0] : phrase.months.at(-1)) ?? null
    return { month, part: phrase.part }
  }
  if (/上半年|first half/iu.test(words)) return { month: null, part: 'first-half' }
  if (/下半年|second half/iu.test(words)) return { month: null, part: 'second-half' }
  if (
    /年底|年末|年终|(?<![一二三四五六七八九十两\d])年[内內]|岁末|year[- ]end|end of (?:the|this) year/iu.test(
      words,
    )
  )
    return { month: null, part: 'year-end' }
  return null
}

/** A clause after the figure's that says by when: 6月底前完成, 时限：6月. */
export const BY_WHEN = /前|完成|完毕|时限|时间|期限|截止|达标|到位/u

/** 6月底前全部完成: a clause that says by when of the one before it, and nothing of its own. */
export function saysOnlyWhen(clause: string): boolean {
  const [phrase] = monthPhrases(clause)
  const rest = phrase === undefined ? clause : clause.slice(0, phrase.start) + clause.slice(phrase.end)
  const words = rest.replace(
    /\p{Script=Han}{0,2}完毕|年[底末终内]|上半年|下半年|[以之]?前|完成|时限|时间|期限|截止|达标|到位|全部|全面|力争|争取|确保|要求|任务|目标|完工|投入使用|投用|交付使用|建成|实现|务必|必须|今年|本年|[一-龥]?于|在|到|[：:]/gu,
    '',
  )
  return BY_WHEN.test(clause) && words.length <= 2
}

/** （12月底以前）behind sentences says by when all of it is done. */
export const BRACKETED = /^[（(][^（）()]{2,30}[）)]$/u

/** 到年底，…；…；…: a time that begins a sentence holds for all that semicolons part in it. */
const LEADING = /^(?:确保|力争|争取|计划)?(?:[到至][^，,]{2,16}|[^，,]{2,16}前)(?=[，,])/u

/** By when those parts of sentences are due that stand behind the first. */
export function leadingDeadlines(names: string, sentences: readonly Span[]): Map<Span, Deadline> {
  const found = new Map<Span, Deadline>()
  let by: Deadline | null = null
  for (const [index, sentence] of sentences.entries()) {
    const before = sentences[index - 1]
    const goesOn = before !== undefined && /^[；;]/u.test(names.slice(before.end, before.end + 1))
    if (goesOn && by !== null) found.set(sentence, by)
    if (goesOn) continue
    const time = LEADING.exec(names.slice(sentence.start, sentence.start + 30))?.[0]
    by = time === undefined ? null : deadlineOf(time)
  }
  return found
}

/** 90% turnout, by the end of the year: by when the rest of an English sentence says. */
export const laterEnglish = (rest: string): Deadline | null =>
  /\d/u.test(rest) || !/\b(?:by|before|until)\b/u.test(rest) ? null : deadlineOf(rest)
