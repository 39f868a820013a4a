/** A stretch of a text, UTF-16 offsets, ends trimmed of white space. */
export type Span = { start: number; end: number }

const ENDS = { sentence: '。；;！？!?\n', comma: '。；;！？!?\n，,' } as const

/** The sentences (split at 。；and line ends) or comma clauses of a text, without the sign that ends them. */
export function clausesOf(text: string, at: keyof typeof ENDS): Span[] {
  const ends = ENDS[at]
  const spans: Span[] = []
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    const char = text[i]
    // 7,000: a comma between digits does not end a clause.
    if (char === ',' && /\d/u.test(text[i - 1] ?? '') && /\d/u.test(text[i + 1] ?? '')) continue
    if (char !== undefined && !ends.includes(char)) continue
    let start = from
    let end = i
    while (start < end && /\s/u.test(text[start] ?? '')) start += 1
    while (end > start && /\s/u.test(text[end - 1] ?? '')) end -= 1
    if (end > start) spans.push({ start, end })
    from = i + 1
  }
  return spans
}
