import type { LineMarks } from '../../../shared/inputs/marked.ts'
import { looksAlong, type Mark } from '../../../shared/plan/marks.ts'
import { documentOfHtml } from './htmlDocument.ts'
import { type Ink, marksByInk } from './ink.ts'
import { hasLooks } from './looks.ts'
import { wordsOf } from './plainNumbers.ts'

/** The ink of a line that has these marks. */
const inkOf = (words: string, marks: readonly Mark[]): Ink =>
  looksAlong(words.length, marks).filter((_, at) => !/\s/u.test(words[at] ?? ''))

/** The looks of the lines of a plain text that came beside HTML: those of the HTML's line with the same words. */
export function plainMarks(text: string, html: string): LineMarks {
  const found = new Map<number, readonly Mark[]>()
  if (!hasLooks(html)) return found
  const document = documentOfHtml(html)
  const known = new Map<string, Ink[]>()
  for (const [line, words] of document.text.split('\n').entries()) {
    const key = wordsOf(words)
    const inks = known.get(key) ?? []
    known.set(key, inks)
    inks.push(inkOf(words, document.marks?.get(line) ?? []))
  }
  for (const inks of known.values()) inks.reverse()
  for (const [line, words] of text.split('\n').entries()) {
    const ink = known.get(wordsOf(words.trim()))?.pop()
    const marks = ink === undefined ? [] : marksByInk(words, ink)
    if (marks.length > 0) found.set(line, marks)
  }
  return found
}
