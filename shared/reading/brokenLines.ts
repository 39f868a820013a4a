import { typedNumber } from '../plan/numbering.ts'
import { isCutOff } from './cutOff.ts'
import { monthHeadingOf } from './dates.ts'
import { fold } from './fold.ts'
import { type Line, type Marked, TABLE } from './lines.ts'
import { isTitle } from './sections.ts'

/** Lines that a copy broke within a sentence: put together again before they are read, and read as one. */

const SENTENCE_END = /[。；;！!？?：:.)）”"』」】|｜]$/u
const BULLET = /^[•·●■◆▪○※☆★*–—-]/u
/** Narrower lines are not those of running text. */
const NARROWEST = 56
/** So many lines must end at one width in mid-sentence to show at which width a text was wrapped. */
const LEAST = 3
/** How far the ends of wrapped lines lie apart. */
const RAGGED = 4

/** How wide words are drawn: a Han character is as wide as two letters. */
function widthOf(words: string): number {
  let width = 0
  for (const char of words) width += char > '\u2e7f' ? 2 : 1
  return width
}

const count = (words: string, sign: RegExp): number => words.match(sign)?.length ?? 0
const PAIRS: readonly [RegExp, RegExp][] = [
  [/[（(]/gu, /[）)]/gu],
  [/《/gu, /》/gu],
]
const QUOTES = /[“”"]/gu

/** Whether a bracket or quotation mark that `before` opens is closed in `after`. */
function isOpen(before: string, after: string): boolean {
  if (count(before, QUOTES) % 2 === 1 && count(after, QUOTES) % 2 === 1) return true
  return PAIRS.some(
    ([open, close]) => count(before, open) > count(before, close) && count(after, close) > count(after, open),
  )
}

/** A shorter English line may be a heading. */
const LEAST_ENGLISH = 30
/** begin selection of clubs for the: no line ends so that is whole. */
const LEADS_TO_NOUN = / (?:the|an?|of|to|and|for|with|at|on|or|by|from|its|their|our|your)$/u

/** Whether a line goes on from the one before it, which is no title. */
const goesOn = (before: string, after: string, isWide: boolean): boolean =>
  looksBroken(before, after, isWide) && !isTitle(before)

/** Whether two lines look like one that was broken; `isWide` says that the one before is as wide as the text is. */
function looksBroken(before: string, after: string, isWide: boolean): boolean {
  if (before === TABLE || after === TABLE) return false
  if (/[|｜\t]/u.test(before) || /^\d|[|｜\t]/u.test(after)) return false
  const number = typedNumber(after)
  const own = typedNumber(before)
  if (number !== null)
    return (
      number.level === 1 &&
      isCutOff(before) &&
      after.length > number.text.length &&
      own?.text.length !== before.length
    )
  if (BULLET.test(after) || monthHeadingOf(after) !== null) return false
  if (isOpen(before, after)) return true
  const level = own?.level ?? 4
  // 抓住结合点，促进建设， may be a heading; none ends in 、.
  if (/[，,、]$/u.test(before))
    return (level > 2 || before.endsWith('、')) && before.length >= 8 && !/[，,、]$/u.test(after)
  if (/(?<![单双隔])(?:每|每周|第)$/u.test(fold(before.slice(-4)))) return before.length >= 8
  if (before.length >= LEAST_ENGLISH && /^[a-z]{2}/u.test(after) && /[A-Za-z,]$/u.test(before)) return true
  if (before.length >= LEAST_ENGLISH && LEADS_TO_NOUN.test(before) && /^[A-Za-z]/u.test(after)) return true
  return isWide && !SENTENCE_END.test(before)
}

/** The width at which a text was wrapped; null for a text that was not. */
function wrapOf(lines: readonly Line[]): number | null {
  const widths = lines.map(({ words }) => widthOf(words))
  const widest = widths.reduce((most, width) => Math.max(most, width), 0)
  if (widest < NARROWEST || widest > 2.5 * NARROWEST) return null
  const wrapped = lines.map(
    ({ words }, index) =>
      (widths[index] ?? 0) >= widest - 2 * RAGGED &&
      !SENTENCE_END.test(words) &&
      typedNumber(lines[index + 1]?.words ?? '1、') === null &&
      !BULLET.test(lines[index + 1]?.words ?? ''),
  )
  // Where sentences were broken they also end: a list of lines without full stops is none.
  const last = lines.filter((_, index) => wrapped[index] === false && wrapped[index - 1] === true)
  const ended = last.filter(({ words }) => SENTENCE_END.test(words))
  const isWrapped =
    wrapped.filter(Boolean).length >= Math.max(LEAST, lines.length / 10) && ended.length * 2 >= last.length
  return isWrapped ? widest - 2 * RAGGED : null
}

/** The lines with those that a copy broke put together; one that a document marks as a heading is whole. */
export function wholeLines(lines: readonly Line[], marked: Marked = new Map()): Line[] {
  const wrap = wrapOf(lines)
  const whole: Line[] = []
  let before = ''
  for (const line of lines) {
    const last = whole.at(-1)
    const isWide = wrap !== null && widthOf(before) >= wrap
    const isMarked = marked.has(line.at) || (last !== undefined && marked.has(last.at))
    if (last !== undefined && !isMarked && goesOn(before, line.words, isWide))
      whole[whole.length - 1] = { ...last, words: `${last.words}${line.lead}${line.words}` }
    else whole.push(line)
    before = line.words
  }
  return whole
}

/** A text without the breaks within its sentences, and where each character of it stands in the text. */
export type Unbroken = { words: string; at: (place: number) => number }

const BREAK = /\n\s*/gu

/** Takes the breaks within sentences out of a block's text; others stay. */
export function unbroken(text: string): Unbroken {
  if (!text.includes('\n')) return { words: text, at: (place) => place }
  const breaks = [...text.matchAll(BREAK)]
  const cuts: { place: number; skipped: number }[] = []
  let words = ''
  let from = 0
  let lineStart = 0
  let skipped = 0
  for (const [index, match] of breaks.entries()) {
    const end = match.index + match[0].length
    const line = text.slice(lineStart, match.index).trimEnd()
    const lineEnd = lineStart + line.length
    const after = text.slice(end, breaks[index + 1]?.index).trimEnd()
    lineStart = end
    if (!goesOn(line, after, widthOf(line) >= NARROWEST)) continue
    // Latin words are parted by a space.
    const between = /[a-z,;]$/iu.test(line) && /^[a-z]/iu.test(after) ? ' ' : ''
    words += text.slice(from, lineEnd) + between
    skipped += end - lineEnd - between.length
    cuts.push({ place: words.length, skipped })
    from = end
  }
  words += text.slice(from)
  return { words, at: (place) => place + skippedBefore(cuts, place) }
}

/** How many characters were taken out before a place: the last cut that is not behind it says so. */
function skippedBefore(cuts: readonly { place: number; skipped: number }[], place: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle]?.place ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return cuts[low - 1]?.skipped ?? 0
}
