import type { Comparator } from '../plan/plan.ts'
import type { Figure } from './figures.ts'

/** Figures of English goals: at least 20 new members, 90% participation, two workshops. */

const WORDS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
}
const NUMBER = `(?:(?<![\\d.,:])\\d{1,3}(?:,\\d{3})+|(?<![\\d.,:])\\d+(?:\\.\\d+)?|\\b(?:${Object.keys(WORDS).join('|')})\\b)`
const MONEY = 'RMB|CNY|USD|HKD|EUR|GBP'
const BEHIND = new RegExp(`^\\s(?:${MONEY}|yuan)\\b`, 'iu')
const RAISES = /\b(?:rais|fundrais|collect|sav|donat|award|pay|giv|earn)(?:e|es|ed|ing|s)?\b/iu
const FIGURE = new RegExp(
  `(?:\\b(at least|no fewer than|no less than|a minimum of|more than|over|above)\\s+|\\b(at most|no more than|fewer than|less than|a maximum of|up to|under|below)\\s+|\\b(about|around|approximately|some)\\s+)?` +
    `((?:[£$€¥￥]|\\b(?:${MONEY}))\\s?)?(${NUMBER})(?:\\s?(?:-|–|—|to)\\s?(?:[£$€¥￥]\\s?)?(${NUMBER}))?(?:\\s?(%|percent\\b|per cent\\b))?((?:\\s[a-z][a-z-]*){0,4})`,
  'giu',
)
/** Increase the welfare fund to £2,500. */
const GROWS = /\b(?:increase|grow|bring|build)(?:s|ed|ing)?\b.*\bto\s$/iu
const UNDERTAKING =
  /\b(?:recruit|hold|host|run|organi[sz]e|train|publish|issue|raise|increase|reduce|cut|reach|achieve|complete|visit|hire|sign|collect|deliver|conduct|offer|add|gain|build|open|support|help|award|attract|enrol|enroll|maintain|keep|goal|objective|secure|attend|send|plant|provide|launch|establish|set up|create|meet|aim|target|ensure|buy|start|answer|found|form|pay|give|win|read|write|review|settle|resolve|inspect|cover|renew|elect|donate|distribute)(?:s|ed|ing)?\b/iu
const NO_UNIT = new Set([
  'by',
  'in',
  'of',
  'on',
  'at',
  'and',
  'or',
  'the',
  'before',
  'per',
  'to',
  'with',
  'for',
  'from',
  'new',
  'more',
  'additional',
  'different',
])
/** 30 of June 30, 2 of Article 2, 1 of 1 March: no quantities. */
const ORDINAL_BEFORE =
  /(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|\b(?:article|section|page|room|no\.|grade|week|day|phase|step|part|item|level))$/iu
const ZERO =
  /\bzero\s+(?:[a-z]+\s){0,2}[a-z]{3,}s\b|\bno\s+(?:[a-z]+\s)?(?:accidents?|complaints?|incidents?|injuries|violations?|errors?)\b/iu
const ALL =
  /\b(?:all|every|each)\s+(?:new |of (?:the|our) )?[a-z]+s?\s+(?:will|must|shall|to(?! (?:feel|know|see|understand|enjoy))|is|are|has|have|sign|attend|complete|receive|join|take part)\b/iu

const valueOf = (text: string): number => WORDS[text.toLowerCase()] ?? Number(text.replaceAll(',', ''))

/** All quantities of an English clause that are undertaken, as all are where goals are set. */
export function englishFigures(clause: string, isGoals = false): Figure[] {
  const found: Figure[] = timesAYear(clause)
  if (!isGoals && !UNDERTAKING.test(clause) && !BOUNDED.test(clause)) return found
  for (const match of clause.matchAll(FIGURE)) {
    const [whole, least, most, about, money, first = '', second, percent, after = ''] = match
    const value = valueOf(first)
    const isYear = second === undefined && /^(?:19|20)\d\d$/u.test(first)
    if (
      isYear ||
      /^(?:st|nd|rd|th|:\d)/iu.test(clause.slice(match.index + whole.length)) ||
      /\b(?:every|within)\s*$/iu.test(clause.slice(0, match.index)) ||
      ORDINAL_BEFORE.test(clause.slice(Math.max(0, match.index - 12), match.index).trimEnd())
    )
      continue
    const sum = money ?? BEHIND.exec(after)?.[0]
    const unit = percent !== undefined ? '%' : (sum?.trim() ?? unitIn(after))
    // From 410 to 480: the second is what shall be reached.
    const isRise = second !== undefined && /\bfrom\s$/iu.test(clause.slice(0, match.index))
    const isBound = most !== undefined || least !== undefined
    // A single one is an article, unless the text insists on it.
    if (value === 1 && !isBound) continue
    if (unit === null && percent === undefined && !isRise && !isBound) continue
    const comparator: Comparator =
      most !== undefined
        ? '<='
        : second !== undefined && !isRise
          ? 'range'
          : least !== undefined
            ? '>='
            : about !== undefined
              ? 'about'
              : '='
    // Set aside £2,500: what is there to be spent is not what is undertaken.
    if (sum !== undefined && !isBound && !RAISES.test(clause) && !GROWS.test(clause.slice(0, match.index)))
      continue
    const end = match.index + whole.length - after.length + (money === undefined ? (sum?.length ?? 0) : 0)
    found.push({
      start: match.index,
      end,
      comparator,
      value: isRise ? valueOf(second) : value,
      valueMax: second === undefined || isRise ? null : valueOf(second),
      unit,
      unitAt: -1,
      written: first,
      doubt: null,
    })
  }
  return found
}

const BOUNDED =
  /\b(?:at least|(?:no )?fewer than|no less than|at most|no more than|a minimum of|a maximum of)\b/iu
const TIMES = new RegExp(`\\b(?:(twice)|(${NUMBER}) times) (?:a|per|each|every) year\\b`, 'giu')

/** Meet twice a year. */
function timesAYear(clause: string): Figure[] {
  return [...clause.matchAll(TIMES)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    comparator: '=',
    value: match[2] === undefined ? 2 : valueOf(match[2]),
    valueMax: null,
    unit: 'times',
    unitAt: -1,
    written: match[2] ?? match[1] ?? '',
    doubt: null,
  }))
}

/** What is counted: the first plural of the next words. */
function unitIn(after: string): string | null {
  const words = after
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
  for (const word of words) {
    if (NO_UNIT.has(word) && !['new', 'more', 'additional', 'different'].includes(word)) return null
    if (/[a-z]{2}s$/iu.test(word) || word === 'people' || word === 'staff') return word
  }
  return null
}

export const isEnglishZero = (clause: string): boolean => ZERO.test(clause)
export const isEnglishAll = (clause: string): boolean => ALL.test(clause)
