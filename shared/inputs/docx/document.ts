import type { HeadingLevel } from '../../plan/block.ts'
import type { Marked } from '../../reading/lines.ts'
import { TABLE } from '../../reading/lines.ts'
import { type Numbering, type NumberOf } from './numbering.ts'
import type { Styles } from './styles.ts'
import { visitXml } from './xml.ts'

/** A table's cell; `rows` and `columns` are what a merged one covers, 1 when left out. */
export type Cell = { words: string; rows?: number; columns?: number }

/** A document's words: lines, with TABLE where a table stands, and the tables' rows of cells. */
export type DocumentText = { text: string; tables: Cell[][][]; marked: Marked }

/** What is shown no more (deleted, moved away) or twice (a picture's text for old programs). */
const SKIPPED = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'rPr', 'pPrChange'])

type Paragraph = {
  words: string
  style: string | null
  number: Partial<NumberOf>
  isNumbered: boolean | null
}
type Table = { rows: string[][]; cell: string[] | null }

/** Goes through document.xml. Throws BadXml. */
export function documentText(xml: string, styles: Styles, numbering: Numbering): DocumentText {
  const lines: string[] = []
  const tables: Cell[][][] = []
  const marked = new Map<number, HeadingLevel>()
  const paragraphs: Paragraph[] = []
  const open: Table[] = []
  let skipped = 0
  let isText = false

  const endParagraph = ({ words, style, number, isNumbered }: Paragraph): void => {
    const ofStyle = style === null ? null : styles.numberOf(style)
    const list = isNumbered === false ? undefined : (number.list ?? ofStyle?.list)
    const level = number.level ?? ofStyle?.level ?? 0
    const text = words.replaceAll(TABLE, '')
    const drawn = list === undefined || text.trim() === '' ? '' : numbering.next({ list, level })
    const cell = open.at(-1)?.cell
    if (cell != null) {
      cell.push(`${drawn}${text}`)
      return
    }
    const heading = style === null || text.trim() === '' ? null : styles.headingOf(style)
    if (heading !== null) marked.set(lines.length, heading)
    for (const line of `${drawn}${text}`.split('\n')) lines.push(line)
  }

  const endTable = ({ rows }: Table): void => {
    const outer = open.at(-1)?.cell
    // A table within a cell, or of a single column, is a way to set words out.
    if (outer != null) outer.push(...rows.map((row) => row.join(' ')))
    else if (rows.every((row) => row.length <= 1))
      for (const row of rows) lines.push(...(row[0] ?? '').split('\n'))
    else {
      tables.push(rows.map((row) => row.map((words) => ({ words }))))
      lines.push(TABLE)
    }
  }

  visitXml(xml, {
    open: ({ name, attributes }) => {
      if (skipped > 0 || SKIPPED.has(name)) {
        skipped += 1
        return
      }
      const paragraph = paragraphs.at(-1)
      const value = attributes['val']
      switch (name) {
        case 'p':
          paragraphs.push({ words: '', style: null, number: {}, isNumbered: null })
          break
        case 't':
          isText = true
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
          open.push({ rows: [], cell: null })
          break
        case 'tr':
          open.at(-1)?.rows.push([])
          break
        case 'tc': {
          const table = open.at(-1)
          if (table !== undefined) table.cell = []
          break
        }
        default:
      }
    },
    close: (name) => {
      if (skipped > 0) {
        skipped -= 1
        return
      }
      if (name === 't') isText = false
      else if (name === 'p') {
        const paragraph = paragraphs.pop()
        if (paragraph !== undefined) endParagraph(paragraph)
      } else if (name === 'tc') {
        const table = open.at(-1)
        if (table?.cell != null) table.rows.at(-1)?.push(table.cell.join('\n').trim())
        if (table !== undefined) table.cell = null
      } else if (name === 'tbl') {
        const table = open.pop()
        if (table !== undefined) endTable(table)
      }
    },
    text: (words) => {
      const paragraph = paragraphs.at(-1)
      if (isText && skipped === 0 && paragraph !== undefined) paragraph.words += words
    },
  })
  return { text: lines.join('\n'), tables, marked }
}
