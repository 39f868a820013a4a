import type { Every, Part } from '../plan/plan.ts'

/** English months and frequencies. Month names are capital, so that "may" and "march" stay verbs. */

const NAMES = [
  'Jan(?:uary)?',
  'Feb(?:ruary)?',
  'Mar(?:ch)?',
  'Apr(?:il)?',
  'May',
  'June?',
  'July?',
  'Aug(?:ust)?',
  'Sept?(?:ember)?',
  'Oct(?:ober)?',
  'Nov(?:ember)?',
  'Dec(?:ember)?',
] as const
/** JUNE is as good as June. */
const EITHER = [...NAMES, ...NAMES.map((name) => name.toUpperCase())]
const MONTH = `(?:${EITHER.join('|')})(?![A-Za-z])\\.?`
/** What parts the months of a list: March, June and September. */
const ALSO = '\\s?(?:, and|,|/|&|and)\\s?'
const PHRASE = new RegExp(
  `(?:\\b([Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he )?[Bb]eginning of|(?:[Tt]he )?[Mm]iddle of|(?:[Tt]he )?[Ee]nd of)[- ])?\\b(?:(\\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(${MONTH})(?:(?:,? (?:19|20)\\d\\d(?=\\s?(?:-|–|—|to|through)\\s?[A-Z]))?(\\s?(?:-|–|—|to|through)\\s?|${ALSO})(${MONTH})((?:${ALSO}${MONTH})*))?(?: (\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?(?:,? (?:19|20)\\d\\d(?!\\d))?`,
  'gu',
)
const MORE = new RegExp(MONTH, 'gu')
const ONES = NAMES.map((name) => new RegExp(`^${name}(?![A-Za-z])`, 'iu'))
/** May as a month, where a capital alone could begin a sentence. */
const MAY_BEFORE =
  /(?:\b(?:in|by|of|during|until|till|before|from|to|for|and|since|next|this)|early|late|mid|[-–/(|,])\s?$/iu
const MAY_AFTER = /^\s*(?:$|[:：|,.)\d–-]|\d{4})/u

const monthOf = (name: string): number => ONES.findIndex((pattern) => pattern.test(name)) + 1

const partOf = (word: string | undefined): Part | null => {
  if (word === undefined) return null
  return /early|begin/iu.test(word) ? 'early' : /mid/iu.test(word) ? 'mid' : 'late'
}

/** Month names in an English text, with a day before or behind. */
export function englishMonths(
  text: string,
): { start: number; end: number; months: number[]; part: Part | null; time: string | null }[] {
  const found = []
  for (const match of text.matchAll(PHRASE)) {
    const [phrase, when, dayBefore, first = '', join, second, others = '', dayAfter] = match
    const start = match.index
    const end = start + phrase.length
    if (
      /^may$/iu.test(first) &&
      when === undefined &&
      second === undefined &&
      !MAY_BEFORE.test(text.slice(Math.max(0, start - 8), start)) &&
      !MAY_AFTER.test(text.slice(end)) &&
      !/\d/u.test(phrase)
    )
      continue
    const from = monthOf(first)
    const to = second === undefined ? from : monthOf(second)
    const months = [from]
    if (to !== from && join !== undefined) {
      if (/[-–—]|to|through/u.test(join))
        for (let next = (from % 12) + 1; next !== to; next = (next % 12) + 1) months.push(next)
      months.push(to)
    }
    for (const [other] of others.matchAll(MORE)) {
      const month = monthOf(other)
      if (!months.includes(month)) months.push(month)
    }
    found.push({
      start,
      end,
      months,
      part: partOf(when),
      time: (dayBefore ?? dayAfter) === undefined ? null : phrase,
    })
  }
  return found
}

const YEAR_MONTH = `(${MONTH}),? ((?:19|20)\\d\\d)`
const SPAN = new RegExp(`${YEAR_MONTH}\\s?(?:-|–|—|to|through|until)\\s?${YEAR_MONTH}`, 'u')
const DATE = new RegExp(
  `^(?:[^\\d]{0,40}?)(?:(\\d{1,2})(?:st|nd|rd|th)? (${MONTH})|(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?),? ((?:19|20)\\d\\d)$`,
  'u',
)
const pad = (value: number | string): string => String(value).padStart(2, '0')

/** A period that names both its ends: April 2025 – March 2026. */
export function englishSpan(text: string): { from: string; to: string; text: string } | null {
  const [whole, first, from, last, to] = SPAN.exec(text) ?? []
  if (whole === undefined || first === undefined || last === undefined) return null
  return { from: `${from}-${pad(monthOf(first))}`, to: `${to}-${pad(monthOf(last))}`, text: whole }
}

/** The date that a line is or ends with: 28 March 2025; null for any other line. */
export function englishDate(line: string): string | null {
  const [whole, day, month, other, otherDay, year] = DATE.exec(line) ?? []
  if (whole === undefined) return null
  return `${year}-${pad(monthOf(month ?? other ?? ''))}-${pad(day ?? otherDay ?? '')}`
}

const EVERY: readonly [Every, RegExp][] = [
  ['2months', /\b(?:every (?:two|2|other) months?|bi-?monthly)\b/iu],
  [
    '2weeks',
    /\b(?:every (?:two|2|other|second) weeks?|every (?:other|second) (?:mon|tues|wednes|thurs|fri|satur|sun)day|bi-?weekly|fortnightly|(?:once )?a fortnight)\b/iu,
  ],
  ['quarter', /\b(?:quarterly|(?:every|each|per|once a) quarter)\b/iu],
  [
    'half-year',
    /\b(?:semi-?annual(?:ly)?|every six months|(?:every|each|once a|per) (?:semester|term|half-year))\b/iu,
  ],
  ['month', /\b(?:monthly|(?:every|each|per|once a) month)\b/iu],
  [
    'week',
    /\b(?:weekly|(?:every|each|per|once a) week|(?:every|each) (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/iu,
  ],
  ['day', /\b(?:daily|(?:every|each) day)\b/iu],
  ['year', /\b(?:annually|yearly|(?:every|each|per|once a) year)\b/iu],
]

/** How often an English text says that something is done. */
export function englishRecurrence(text: string): { every: Every; text: string } | null {
  if (!/[a-z]{3}/iu.test(text)) return null
  for (const [every, pattern] of EVERY) {
    const match = pattern.exec(text)
    if (match !== null) return { every, text: match[0] }
  }
  return null
}
