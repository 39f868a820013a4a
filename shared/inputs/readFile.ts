import type { Block, Front } from '../plan/block.ts'
import type { BlockId } from '../plan/ids.ts'
import { printChinese } from '../plan/numerals.ts'
import type { Plan } from '../plan/plan.ts'
import { placeCells } from '../text/placeCells.ts'
import { TABLE } from '../reading/lines.ts'
import { readPlan } from '../reading/read.ts'
import { IMPORT_BYTES } from '../wire/limits.ts'
import { clutterIn, countedTitle } from './clutter.ts'
import { plansIn, withoutEnd, withoutLines } from './collection.ts'
import { decodeText, type Decoder, strictly, type Unreadable } from './decode.ts'
import type { DocumentText } from './docx/document.ts'
import { markBlocks, withMarks } from './marked.ts'
import { isMarkdown, markdownText } from './markdown.ts'
import { isOffice, readDocx } from './docx/docx.ts'
import { readAround } from './readAround.ts'

/** A file's words: a text, or a document's lines and tables. */
export type FileText = { ok: true; document: DocumentText } | { ok: false; why: Unreadable }

/** A text as a document: Markdown by its headings and tables, any other without tables and styles. */
export const documentOf = (text: string): DocumentText =>
  isMarkdown(text) ? markdownText(text) : { text, tables: [], marked: new Map() }

/** What stands in a file of text or a .docx, told by its bytes. Never throws for what a file holds. */
export function textOfFile(bytes: Uint8Array, TextDecoder: Decoder): FileText {
  const decodeAs = strictly(TextDecoder)
  if (bytes.length > IMPORT_BYTES) return { ok: false, why: 'too-large' }
  if (isOffice(bytes)) return readDocx(bytes, decodeAs)
  const decoded = decodeText(bytes, decodeAs)
  return decoded.ok ? { ok: true, document: documentOf(decoded.text) } : decoded
}

/** More places that are set apart than any plan has: each is drawn by itself, and a page has its limits (RULES P7). */
const MOST_MARKS = 5_000

/** A document whose words are set apart without end, with its words alone. */
function bounded(document: DocumentText): DocumentText {
  const { tables, marks = new Map() } = document
  const cells = tables.flat(2)
  const all = [...marks.values(), ...cells.map((cell) => cell.marks ?? [])]
  if (all.reduce((sum, own) => sum + own.length, 0) <= MOST_MARKS) return document
  const plain = tables.map((rows) => rows.map((row) => row.map((cell) => ({ ...cell, marks: [] }))))
  return { ...document, tables: plain, marks: new Map() }
}

/** A document's words as blocks: lines are read as a plan's, tables stay tables. */
export function blocksOfDocument(
  document: DocumentText,
  makeId: () => BlockId,
): { front: Front; blocks: Block[] } {
  const { text, tables, marked, marks = new Map(), passed = [] } = bounded(document)
  const read = readAround(text, passed, makeId, marked)
  const { front } = read
  const blocks = [...markBlocks(front, read.blocks, text, marks)]
  if (tables.length === 0) return { front, blocks }
  let table = 0
  return {
    front,
    blocks: blocks.flatMap((block): Block[] => {
      const rows = block.text === TABLE ? tables[table] : undefined
      if (rows === undefined) return [block]
      const cells = placeCells(rows.filter((row) => row.length > 0)).map(
        ({ words, marks: looks = [], ...place }): Block =>
          withMarks(
            { id: makeId(), kind: 'cell', text: words, cell: { table, header: place.row === 0, ...place } },
            looks,
          ),
      )
      table += 1
      return cells
    }),
  }
}

/** One plan of what was read in. */
export type ReadPart = { front: Front; blocks: Block[]; plan: Plan; characters: number }
/** What was read in: its plans, mostly one, and the lines, or the end of its title, that look like a web page's. */
export type ReadParts = { parts: ReadPart[]; clutter: string[] }

/** Reads a document's plans; `withoutClutter` leaves out the lines that are offered for removal, and what is read is the same. */
export function readParts(document: DocumentText, makeId: () => BlockId, withoutClutter: boolean): ReadParts {
  const numbers = clutterIn(document.text)
  const lines = document.text.split('\n')
  const counted = countedTitle(document.text)
  const clean = (): DocumentText =>
    withoutLines(counted === null ? document : withoutEnd(document, counted), numbers)
  const parts = plansIn(withoutClutter ? clean() : { ...document, passed: numbers })
  return {
    parts: toldApart(
      parts.map((part) => {
        const { front, blocks } = blocksOfDocument(part, makeId)
        const characters = blocks.reduce((sum, { text }) => sum + text.length, 0)
        return { front, blocks, plan: readPlan(front, blocks), characters }
      }),
    ),
    clutter: [
      ...(counted === null ? [] : [counted.words.trim()]),
      ...numbers.map((number) => lines[number]?.trim() ?? ''),
    ],
  }
}

/** The parts with their place behind a title that several of them have: 工会工作计划（二）. */
function toldApart(parts: readonly ReadPart[]): ReadPart[] {
  const named = Map.groupBy(parts, ({ plan }) => plan.title ?? '')
  return parts.map((part) => {
    const title = part.plan.title ?? ''
    const alike = named.get(title) ?? []
    if (title === '' || alike.length < 2) return part
    const own = `${title}（${printChinese(alike.indexOf(part) + 1)}）`
    return { ...part, front: { ...part.front, title: own }, plan: { ...part.plan, title: own } }
  })
}
