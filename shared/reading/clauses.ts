/** A stretch of a text, UTF-16 offsets, ends trimmed of white space. */
export type Span = { start: number; end: number }

const SENTENCE_ENDS = '。；;！？!?\n'
const COMMAS = '，,'

/** The span without the white space at its ends. */
export function trimmed(text: string, { start, end }: Span): Span {
  let from = start
  let to = end
  while (from < to && /\s/u.test(text[from] ?? '')) from += 1
  while (to > from && /\s/u.test(text[to - 1] ?? '')) to -= 1
  return { start: from, end: to }
}

/** The sentences (split at 。；and line ends) or comma clauses of a text, without the sign that ends them. */
export function clausesOf(text: string, at: 'sentence' | 'comma'): Span[] {
  const ends = at === 'sentence' ? SENTENCE_ENDS : SENTENCE_ENDS + COMMAS
  const spans: Span[] = []
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    const char = text[i]
    // 7,000: a comma before three digits does not end a clause; one before 4月 does.
    if (char === ',' && /\d/u.test(text[i - 1] ?? '') && /^\d{3}(?!\d)/u.test(text.slice(i + 1, i + 5)))
      continue
    if (char !== undefined && !ends.includes(char) && !(char === '.' && isFullStop(text, i))) continue
    const span = trimmed(text, { start: from, end: i })
    if (span.end > span.start) spans.push(span)
    from = i + 1
  }
  return spans
}

/** A full stop: after an English word, before a capital or the end, not in 3.5 or p.m.; or between Han words, where a text has no 。. */
const isFullStop = (text: string, at: number): boolean => {
  const before = text[at - 1] ?? ''
  const behind = text.slice(at + 1, at + 4)
  return /[a-z\d)%]/u.test(before)
    ? text[at - 2] !== '.' && /^(?:\s+[A-Z]|\s*$)/u.test(behind)
    : HAN_BEFORE.test(before) && HAN_BEHIND.test(behind)
}
const HAN_BEFORE = /[\p{Script=Han}”"》）]/u
const HAN_BEHIND = /^\s*(?:$|[\p{Script=Han}“"《（])/u

/** The text without white space and these signs at its end. (A pattern with +$ would look at each run of spaces again from every place in it.) */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length
  while (end > 0 && (signs.includes(text[end - 1] ?? '') || /\s/u.test(text[end - 1] ?? ''))) end -= 1
  return text.slice(0, end)
}

const UNDERTAKES =
  /^[“「](?:新建|新增|新|建成|改建|改造|升级|培训|培育|帮扶|慰问|资助|开展|举办)[^”」]{0,8}\d+(?=\p{Script=Han})/u

const QUOTED = /[“「『《‘]([^“”「」『』《》‘’\n]{1,80})[”」』》’]|"([^"\n]{1,80})"/gu

/**
 * The text with what stands in quotation marks and book title marks blanked out, offsets unchanged: what
 * has a name there (“六个一”工程, 《三年规划》) states no figure and no date.
 */
export const withoutNames = (text: string): string =>
  text.replace(QUOTED, (quoted) =>
    // “零”事故 names nothing; “新建20家驿站”项目 says what is to be done.
    (quoted[1] === '零' && quoted.length === 3) || UNDERTAKES.test(quoted)
      ? quoted
      : `${quoted[0]}${'＊'.repeat(quoted.length - 2)}${quoted.at(-1) ?? ''}`,
  )
