import type { BlockId } from './ids.ts'
import type { Mark } from './marks.ts'

/**
 * A plan's text as plain data: one Block per text block, flat, in document order.
 * It is what readings read and what an import makes; the editor's nodes and the Yjs
 * document are other forms of the same thing (shared/text).
 *
 * Invariants:
 * 1. Joining `sourceOf(block)` of all blocks gives back the imported source text, character by character.
 * 2. `number: null` means "draw the number that the place asks for"; a string stands verbatim ('' = none).
 */
export type BlockKind = 'heading' | 'paragraph' | 'goal' | 'monthlyItem' | 'listItem' | 'cell'

export type Block = {
  id: BlockId
  kind: BlockKind
  /** The words, hard breaks as \n, without number, month heading, lead and tail. */
  text: string
  /** Looks of parts of the text, in what was just read in; a document's own are with its words, and readings pass them over. */
  marks?: readonly Mark[]
  /** Headings only: 0 is the title line, 1 一、, 2 (一), 3 1、, 4 (1). */
  level?: HeadingLevel
  /** Headings, goals and monthly items: the number as it stands in the source with the space after it, '' for none, null for automatic. */
  number?: string | null
  /** Source characters before number and text (line ends, blank lines, indentation); null is one line end, or nothing for the first block. */
  lead?: string | null
  /** Source characters after the text; null is nothing. Only a last block has one on import. */
  tail?: string | null
  /** Monthly items only: calendar months 1..12 given by the month heading, ascending in the order of the source; [] when there is none. */
  months?: readonly number[]
  /** Monthly items only, on the first of a month's run: the heading's source characters up to the item's number (三月份：\n); null is the automatic heading. */
  monthHeading?: string | null
  /** Members' corrections over the reading, only the corrected fields, all as one JSON (shared/plan/fix.ts); null is none. */
  fix?: string | null
  /** List items only: the list they stand in. */
  list?: { ordered: boolean; depth: number; index: number }
  /**
   * Table cells only: which table of the document, row and column, from 0; `header` for a heading cell. A
   * merged cell says how many `rows` and `columns` it covers; 1 when left out.
   */
  cell?: { table: number; row: number; column: number; header: boolean; rows?: number; columns?: number }
}

/** How many columns or rows a merged cell may cover; more is no table of a plan. */
export const CELL_COLUMNS = 100
export const CELL_ROWS = 1_000

export const HEADING_LEVELS = [0, 1, 2, 3, 4] as const
export type HeadingLevel = (typeof HEADING_LEVELS)[number]

/** What stands beside the body: corrections over what the text itself says, and how numbers are drawn. */
export type Front = {
  title: string | null
  organisation: string | null
  period: { from: string | null; to: string | null; text: string | null } | null
  kind: PlanKind | null
  /** One sample number per level 1..4, e.g. ['一、', '(一)', '1、', '(1)'] (shared/plan/numbering.ts). */
  numbering: readonly string[]
}

/** The templates' kinds: what sort of committee plan this is. */
export type PlanKind = 'school-semester' | 'company-year' | 'home-scheme' | 'other'

export const DEFAULT_NUMBERING: readonly string[] = ['一、', '（一）', '1. ', '（1）']

/** Whether one click can turn this block into a goal or a monthly item: plain text, an item of a list, or a numbered line read as a low heading. */
export const canMakeBlock = (block: Block | undefined): boolean =>
  block !== undefined &&
  (block.kind === 'paragraph' ||
    (block.kind === 'listItem' && block.list?.depth === 0) ||
    (block.kind === 'heading' && (block.level ?? 0) >= 3))
