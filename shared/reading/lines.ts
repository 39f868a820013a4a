import type { HeadingLevel } from '../plan/block.ts'

/** A line that stands for a table of the document. */
export const TABLE = '\uFFFC'

/** Lines that a document marks as title or heading by their style, by line of the source. */
export type Marked = ReadonlyMap<number, HeadingLevel>

/** A line with words, all white space since the words before it, and which line of the source it is. */
export type Line = {
  lead: string
  words: string
  at: number
  /** The month that the words are the number of. */
  month?: number
}

/** The lines of a source that have words; and the white space at its end. */
export function linesOf(source: string): { lines: Line[]; tail: string } {
  const lines: Line[] = []
  let lead = ''
  for (const [number, line] of source.split(/(?<=\n)/u).entries()) {
    const words = line.trim()
    const start = line.indexOf(words)
    if (words === '') lead += line
    else {
      lines.push({ lead: lead + line.slice(0, start), words, at: number })
      lead = line.slice(start + words.length)
    }
  }
  return { lines, tail: lead }
}

/** Lines put together as one. */
export function joined(lines: readonly Line[]): Line {
  const [first, ...rest] = lines
  return {
    lead: first?.lead ?? '',
    at: first?.at ?? -1,
    words: rest.reduce((words, line) => `${words}${line.lead}${line.words}`, first?.words ?? ''),
  }
}
