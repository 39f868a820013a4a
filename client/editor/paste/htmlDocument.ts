import { CELL_COLUMNS, CELL_ROWS, type HeadingLevel } from '../../../shared/plan/block.ts'
import { joinedWords, type Look, NO_LOOKS } from '../../../shared/plan/marks.ts'
import { typedNumber } from '../../../shared/plan/numbering.ts'
import type { Cell, DocumentText } from '../../../shared/inputs/docx/document.ts'
import { TABLE } from '../../../shared/reading/lines.ts'
import { LineWriter } from './lineWriter.ts'
import { Counter, drawnMarker, writtenMarker } from './listMarkers.ts'
import { Looks } from './looks.ts'
import { isUnseen, styleOf } from './shownHtml.ts'

const LINES = new Set(
  (
    'P DIV H1 H2 H3 H4 H5 H6 LI UL OL DL DT DD BLOCKQUOTE SECTION ARTICLE BR HR PRE HEADER FOOTER MAIN NAV ' +
    'ASIDE FORM FIELDSET LEGEND ADDRESS FIGURE FIGCAPTION DETAILS SUMMARY CENTER DIR MENU CAPTION'
  ).split(' '),
)

/** What an element is in: a list's depth and count, whether its spaces count, and how its words look. */
type Inside = {
  depth: number
  counter: Counter | null
  isPre: boolean
  isInCell: boolean
  looks: readonly Look[]
}

class Walker {
  readonly writer = new LineWriter()
  readonly tables: Cell[][][] = []
  private readonly looks: Looks

  constructor(looks = new Looks()) {
    this.looks = looks
  }

  walk(parent: Element, inside: Inside): void {
    for (const child of parent.childNodes) {
      if (child instanceof Text) this.writer.words(child.data, inside.isPre, inside.looks)
      else if (child instanceof Element && !isUnseen(child)) this.element(child, inside)
    }
  }

  private element(element: Element, around: Inside): void {
    const inside = { ...around, looks: this.looks.of(element, around.looks) }
    const { writer } = this
    const style = styleOf(element)
    if (/mso-list\s*:\s*ignore/iu.test(style)) {
      writer.mark({ text: writtenMarker(element), isDrawn: false, depth: 0 })
      return
    }
    const { tagName } = element
    const heading = headingOf(element, style)
    // Within a heading a line end sets the words out; it is one heading.
    if (tagName === 'BR' && element.closest('h1,h2,h3,h4,h5,h6') !== null) {
      writer.words('\n', false, NO_LOOKS)
      return
    }
    const isLine = LINES.has(tagName) || tagName === 'TABLE' || /display\s*:\s*block/iu.test(style)
    if (isLine) writer.end()
    if (heading !== null) writer.level(heading)
    if (tagName === 'LI') {
      const marker = drawnMarker(element, inside.counter?.next(element) ?? 1)
      if (marker !== '') writer.mark({ text: marker, isDrawn: true, depth: Math.max(0, inside.depth - 1) })
    }
    if (tagName === 'TABLE') this.table(element, inside)
    else this.walk(element, within(element, style, inside))
    if (isLine) writer.end()
    if (tagName === 'LI') writer.mark(null)
    else if (isLine) writer.forget()
    if (heading !== null) writer.level(null)
    if (tagName === 'TD' || tagName === 'TH') writer.space()
  }

  /** A table of one column is a way to set words out, as is one within a cell. */
  private table(table: Element, inside: Inside): void {
    const rows = ownRows(table)
    const caption = table.querySelector(':scope > caption')
    if (caption !== null) this.element(caption, inside)
    if (inside.isInCell || rows.every((row) => row.length <= 1)) {
      for (const row of rows) {
        for (const cell of row) this.element(cell, inside)
        this.writer.end()
      }
      return
    }
    this.tables.push(withoutEmptyRows(rows.map((row) => row.map((cell) => this.cell(cell, inside)))))
    this.writer.lines.push({ words: TABLE, marks: [], heading: null })
  }

  private cell(cell: Element, inside: Inside): Required<Cell> {
    const walker = new Walker(this.looks)
    const looks = this.looks.of(cell, inside.looks)
    walker.walk(cell, { depth: 0, counter: null, isPre: false, isInCell: true, looks })
    walker.writer.end()
    return {
      ...joinedWords(walker.writer.lines, '\n'),
      rows: spanOf(cell, 'rowspan', CELL_ROWS),
      columns: spanOf(cell, 'colspan', CELL_COLUMNS),
    }
  }
}

const within = (element: Element, style: string, inside: Inside): Inside => {
  const space = /white-space(?:-collapse)?\s*:\s*([a-z-]+)/iu.exec(style)?.[1]
  const isPre =
    space === undefined ? inside.isPre || element.tagName === 'PRE' : /^(?:pre|break)/iu.test(space)
  const isList = element.tagName === 'UL' || element.tagName === 'OL'
  if (!isList) return { ...inside, isPre }
  return { ...inside, isPre, depth: inside.depth + 1, counter: new Counter(element) }
}

function headingOf(element: Element, style: string): number | null {
  if (element.classList.contains('MsoTitle')) return 0
  const level =
    /^H([1-6])$/u.exec(element.tagName)?.[1] ?? /mso-outline-level\s*:\s*([1-6])/iu.exec(style)?.[1]
  return level === undefined ? null : Number(level)
}

const ownRows = (table: Element): Element[][] =>
  [...table.querySelectorAll(':scope > tr, :scope > * > tr')]
    .filter((row) => !isUnseen(row))
    .map((row) => [...row.querySelectorAll(':scope > td, :scope > th')].filter((cell) => !isUnseen(cell)))

const spanOf = (cell: Element, name: string, most: number): number => {
  const span = Number(cell.getAttribute(name) ?? 1)
  return Number.isInteger(span) && span >= 1 ? Math.min(span, most) : 1
}

/** Rows that hold only what is merged from above are none in the text; a merged cell ends with the table. */
function withoutEmptyRows(rows: readonly Required<Cell>[][]): Cell[][] {
  const places = rows.map((row) => row.length > 0)
  return rows.flatMap((row, at) =>
    row.length === 0
      ? []
      : [row.map((cell) => ({ ...cell, rows: places.slice(at, at + cell.rows).filter(Boolean).length }))],
  )
}

/** The levels that HTML gives as those of a plan: a single first h1 is its title, the others count from the highest. */
function markedOf(lines: LineWriter['lines']): Map<number, HeadingLevel> {
  const levels = lines.map(({ heading }) => heading)
  const first = lines[0]
  const isTitled =
    !levels.includes(0) &&
    first?.heading === 1 &&
    levels.filter((level) => level === 1).length === 1 &&
    typedNumber(first.words) === null
  const ranks = [...new Set(levels.slice(isTitled ? 1 : 0))]
    .filter((level) => level !== null && level > 0)
    .sort((a, b) => (a ?? 0) - (b ?? 0))
  return new Map(
    levels.flatMap((level, line): [number, HeadingLevel][] => {
      if (level === null) return []
      if (level === 0 || (isTitled && line === 0)) return [[line, 0]]
      return [[line, Math.min(4, ranks.indexOf(level) + 1) as HeadingLevel]]
    }),
  )
}

/** Reads HTML as the lines and tables that a browser would show; nothing of it is run, fetched or styled. */
export function documentOfHtml(html: string): DocumentText {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const walker = new Walker()
  walker.walk(body, { depth: 0, counter: null, isPre: false, isInCell: false, looks: NO_LOOKS })
  walker.writer.end()
  const { lines } = walker.writer
  return {
    text: lines.map(({ words }) => words).join('\n'),
    tables: walker.tables,
    marked: markedOf(lines),
    marks: new Map(lines.flatMap(({ marks }, line) => (marks.length === 0 ? [] : [[line, marks] as const]))),
  }
}
