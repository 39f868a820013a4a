import type { Look, Words } from '../../../shared/plan/marks.ts'
import { typedNumber } from '../../../shared/plan/numbering.ts'
import { marksByInk } from './ink.ts'
import { seenText } from './shownHtml.ts'

/** A line end of the HTML's own source, private while a line is open: what it is, the words beside it tell. */
const SOFT = '\uE000'
const SOFT_BREAK = new RegExp(
  `(?<=[\\p{Script=Han}，。；：、！？）】》”])\\s*${SOFT}[\\s${SOFT}]*(?=[\\p{Script=Han}，。；：、！？）】》”（【《“])`,
  'gu',
)
const SPACES = new RegExp(`[ ${SOFT}]+`, 'gu')
const BLANK = new RegExp(`[\\s${SOFT}]+`, 'gu')

/** The sign of a list's item; behind two spaces for each list that it is in. */
export const BULLET = '• '

/** What is drawn before a line: a number that a program wrote out, or one that a browser draws if the words bring none. */
export type Marker = { text: string; isDrawn: boolean; depth: number }

/** Takes words as they come and gives the lines that a browser would show. */
export class LineWriter {
  /** Each line with the heading's level that the HTML gives it; null for none. */
  readonly lines: (Words & { heading: number | null })[] = []
  private open = ''
  private ink: (readonly Look[])[] = []
  private marker: Marker | null = null
  private heading: number | null = null

  /** Adds words that look so; with `isPre` their line ends are the text's. */
  words(words: string, isPre: boolean, looks: readonly Look[]): void {
    const seen = seenText(words.replaceAll(SOFT, ''))
    if (!isPre) {
      this.add(
        seen.replaceAll('\u00a0', ' ').replace(/[\t\n ]+/gu, (run) => (run.includes('\n') ? SOFT : ' ')),
        looks,
      )
      return
    }
    for (const [index, line] of seen.split('\n').entries()) {
      if (index > 0) this.end()
      this.add(line, looks)
    }
  }

  private add(words: string, looks: readonly Look[]): void {
    this.open += words
    const { length } = words.replace(BLANK, '')
    for (let count = 0; count < length; count++) this.ink.push(looks)
  }

  /** A space where something stood that is not taken. */
  space(): void {
    this.open += ' '
  }

  /** What stands before the words of the line to come. */
  mark(marker: Marker | null): void {
    this.marker = marker
  }

  /** A number that was written out is that of its own paragraph, also of an empty one. */
  forget(): void {
    if (this.marker?.isDrawn === false) this.marker = null
  }

  /** The level of the lines to come. */
  level(heading: number | null): void {
    this.heading = heading
  }

  /** Ends the line, unless nothing stands on it. */
  end(): void {
    const words = this.open.replace(SOFT_BREAK, '').replace(SPACES, ' ').trim()
    const { ink } = this
    this.open = ''
    this.ink = []
    if (words === '') return
    const { marker } = this
    this.marker = null
    const isDrawn = marker !== null && !(marker.isDrawn && typedNumber(words) !== null)
    const before = isDrawn ? `${'  '.repeat(marker.depth)}${marker.text}` : ''
    const line = `${before}${words}`
    this.lines.push({ words: line, marks: marksByInk(line, ink), heading: this.heading })
  }
}
