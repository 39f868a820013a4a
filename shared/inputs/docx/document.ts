import { CELL_COLUMNS, type HeadingLevel } from '../../plan/block.ts'
import { typedNumber } from '../../plan/numbering.ts'
import { joinedWords, type Mark, shifted, trimmedWords, type Words, wordLines } from '../../plan/marks.ts'
import type { Marked } from '../../reading/lines.ts'
import { TABLE } from '../../reading/lines.ts'
import type { LineMarks } from '../marked.ts'
import { addMarks, RunLooks } from './looks.ts'
import { emptyCell, mergedRows, type RawCell, type RawRow } from './mergedCells.ts'
import { type Numbering, type NumberOf } from './numbering.ts'
import type { Styles } from './styles.ts'
import { type Element, visitXml } from './xml.ts'

/** A table's cell; `rows` and `columns` are what a merged one covers, 1 when left out. */
export type Cell = { words: string; marks?: readonly Mark[]; rows?: number; columns?: number }

/**
 * A document's words: lines, with TABLE where a table stands, the tables' rows of cells, the headings that it
 * marks, and the looks of words by line. `passed` are lines that are kept and not read, by number from 0.
 */
export type DocumentText = {
  text: string
  tables: Cell[][][]
  marked: Marked
  marks?: LineMarks
  passed?: readonly number[]
}

/** What is shown no more (deleted, moved away) or twice (a picture's text for old programs). */
const SKIPPED = new Set(['del', 'moveFrom', 'Fallback', 'delText', 'pPrChange', 'rPrChange'])

type Paragraph = {
  words: string
  marks: Mark[]
  style: string | null
  number: Partial<NumberOf>
  isNumbered: boolean | null
}
/** `cell` are the lines of the cell that is open, `place` how it is merged. */
type Table = { rows: RawRow[]; cell: Words[] | null; place: RawCell }

const NOTHING: Words = { words: '', marks: [] }

/** Reads how a row or cell of a table is merged. */
function readMerge({ name, attributes }: Element, { rows, place }: Table): void {
  const value = attributes['val']
  const count = Math.min(Math.max(1, Math.trunc(Number(value)) || 1), CELL_COLUMNS)
  if (name === 'gridSpan') place.columns = count
  else if (name === 'vMerge') place.isBelow = value !== 'restart'
  else if (name === 'hMerge') place.isBehind = value !== 'restart'
  else if (name === 'gridBefore') {
    const row = rows.at(-1)
    if (row !== undefined) row.before = value === '0' ? 0 : count
  }
}

/** Goes through document.xml; `links` are the addresses of its links. Throws BadXml. */
export function documentText(
  xml: string,
  styles: Styles,
  numbering: Numbering,
  links: ReadonlyMap<string, string>,
): DocumentText {
  const lines: Words[] = []
  const tables: Cell[][][] = []
  const marked = new Map<number, HeadingLevel>()
  const paragraphs: Paragraph[] = []
  const open: Table[] = []
  const looks = new RunLooks(links)
  let skipped = 0
  let isText = false
  let isCode = false

  const endParagraph = ({ words, marks, style, number, isNumbered }: Paragraph): void => {
    const ofStyle = style === null ? null : styles.numberOf(style)
    const list = isNumbered === false ? undefined : (number.list ?? ofStyle?.list)
    const level = number.level ?? ofStyle?.level ?? 0
    const drawn = list === undefined || words.trim() === '' ? '' : numbering.next({ list, level })
    const line = { words: `${drawn}${words}`, marks: shifted(marks, drawn.length) }
    const cell = open.at(-1)?.cell
    if (cell != null) {
      cell.push(line)
      return
    }
    const heading = style === null || words.trim() === '' ? null : styles.headingOf(style)
    if (heading !== null) marked.set(lines.length, heading)
    lines.push(...wordLines(line))
  }

  const endTable = ({ rows }: Table): void => {
    const outer = open.at(-1)?.cell
    // A table within a cell, or of a single column, is a way to set words out.
    if (outer != null)
      outer.push(
        ...rows.map(({ cells }) =>
          joinedWords(
            cells.map(({ words }) => words),
            ' ',
          ),
        ),
      )
    else if (rows.every(({ cells }) => cells.length <= 1))
      for (const { cells } of rows) lines.push(...wordLines(cells[0]?.words ?? NOTHING))
    else {
      tables.push(mergedRows(rows))
      lines.push({ words: TABLE, marks: [] })
    }
  }

  visitXml(xml, {
    open: ({ name, attributes }) => {
      if (skipped > 0 || SKIPPED.has(name)) {
        skipped += 1
        return
      }
      looks.open({ name, attributes })
      const paragraph = paragraphs.at(-1)
      const value = attributes['val']
      const table = open.at(-1)
      switch (name) {
        case 'p':
          paragraphs.push({ words: '', marks: [], style: null, number: {}, isNumbered: null })
          break
        case 't':
          isText = true
          break
        case 'instrText':
          isCode = true
          break
        case 'tab':
          if (paragraph !== undefined && value === undefined) paragraph.words += '\t'
          break
        case 'br':
        case 'cr':
          if (paragraph !== undefined) paragraph.words += '\n'
          break
        case 'noBreakHyphen':
          if (paragraph !== undefined) paragraph.words += '-'
          break
        case 'pStyle':
          if (paragraph !== undefined) paragraph.style = value ?? null
          break
        case 'ilvl':
          if (paragraph !== undefined) paragraph.number.level = Number(value)
          break
        case 'numId':
          if (paragraph !== undefined && value !== undefined) {
            paragraph.isNumbered = value !== '0'
            paragraph.number.list = value
          }
          break
        case 'tbl':
          open.push({ rows: [], cell: null, place: emptyCell() })
          break
        case 'tr':
          open.at(-1)?.rows.push({ before: 0, cells: [] })
          break
        case 'tc':
          if (table !== undefined) Object.assign(table, { cell: [], place: emptyCell() })
          break
        default:
          if (table !== undefined) readMerge({ name, attributes }, table)
      }
    },
    close: (name) => {
      if (skipped > 0) {
        skipped -= 1
        return
      }
      looks.close(name)
      if (name === 't') isText = false
      else if (name === 'instrText') isCode = false
      else if (name === 'p') {
        const paragraph = paragraphs.pop()
        if (paragraph !== undefined) endParagraph(paragraph)
      } else if (name === 'tc') {
        const table = open.at(-1)
        if (table?.cell != null) {
          const words = trimmedWords(joinedWords(table.cell, '\n'))
          table.rows.at(-1)?.cells.push({ ...table.place, words })
        }
        if (table !== undefined) table.cell = null
      } else if (name === 'tbl') {
        const table = open.pop()
        if (table !== undefined) endTable(table)
      }
    },
    text: (words) => {
      const paragraph = paragraphs.at(-1)
      if (skipped > 0 || paragraph === undefined) return
      if (isCode) looks.code(words)
      if (!isText) return
      const from = paragraph.words.length
      paragraph.words += words.replaceAll(TABLE, '')
      addMarks(paragraph.marks, looks.now(), from, paragraph.words.length)
    },
  })
  return {
    text: lines.map(({ words }) => words).join('\n'),
    tables,
    marked: withTitle(lines, marked),
    marks: new Map(lines.flatMap(({ marks }, line) => (marks.length === 0 ? [] : [[line, marks] as const]))),
  }
}

/**
 * Many give the title the style of a first heading, and their sections that of a second: then it is the title, and
 * the others stand a level higher. A number makes it a section like any other.
 */
function withTitle(
  lines: readonly Words[],
  marked: ReadonlyMap<number, HeadingLevel>,
): ReadonlyMap<number, HeadingLevel> {
  const first = lines.findIndex(({ words }) => words.trim() !== '')
  const isTop = [...marked].every(([line, level]) => (line === first ? level === 1 : level > 1))
  if (marked.get(first) !== 1 || !isTop || typedNumber(lines[first]?.words ?? '') !== null) return marked
  return new Map([...marked].map(([line, level]) => [line, HIGHER[level]]))
}
const HIGHER: Record<HeadingLevel, HeadingLevel> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 3 }
