/** A line with words, and all white space since the words before it. */
export type Line = { lead: string; words: string }

/** The lines of a source that have words; and the white space at its end. */
export function linesOf(source: string): { lines: Line[]; tail: string } {
  const lines: Line[] = []
  let lead = ''
  for (const line of source.split(/(?<=\n)/u)) {
    const words = line.trim()
    const at = line.indexOf(words)
    if (words === '') lead += line
    else {
      lines.push({ lead: lead + line.slice(0, at), words })
      lead = line.slice(at + words.length)
    }
  }
  return { lines, tail: lead }
}
