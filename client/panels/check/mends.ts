import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type FigureField, lapsedFigures } from '../../../shared/plan/figureFix.ts'
import {
  correct,
  type Fix,
  type FixFields,
  isSameFigure,
  type Said,
  withoutFields,
  withoutLapsed,
} from '../../../shared/plan/fix.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { itemOf } from '../../../shared/reading/items.ts'
import { moveToMonth } from '../../editor/months.ts'
import { fixNow, writeFix } from '../fix/writeFix.ts'

type Found = { node: Node; position: number }

const blocksWith = (editor: Editor, ids: ReadonlySet<BlockId>): Found[] => {
  const found: Found[] = []
  editor.state.doc.descendants((node, position) => {
    if (ids.has(node.attrs['id'] as BlockId)) found.push({ node, position })
    return !node.isTextblock
  })
  return found
}

/** 统一编号: lets these blocks be numbered by their place again, in one step. */
export function drawNumbers(editor: Editor, ids: ReadonlySet<BlockId>): void {
  const transaction = editor.state.tr
  for (const { node, position } of blocksWith(editor, ids)) {
    if (typeof node.attrs['number'] === 'string') transaction.setNodeAttribute(position, 'number', null)
  }
  if (transaction.docChanged) editor.view.dispatch(transaction)
}

/** Removes the later one of two blocks that a merge of two moves left; nothing if there is only one by now. */
export function removeTwin(editor: Editor, id: BlockId): void {
  const [first, ...twins] = blocksWith(editor, new Set([id]))
  const last = twins.at(-1)
  if (first === undefined || last === undefined) return
  editor.view.dispatch(editor.state.tr.delete(last.position, last.position + last.node.nodeSize))
}

const wordsOf = (editor: Editor, block: BlockId): string | null =>
  blocksWith(editor, new Set([block]))[0]?.node.textContent ?? null

/** Moves an item to these months, with the part of the month that its own words name. */
export function moveByWords(
  editor: Editor,
  block: BlockId,
  months: number[],
  order: readonly number[],
): void {
  const words = wordsOf(editor, block)
  if (words === null) return
  const { part } = itemOf(words, { months, part: null, columns: [] })
  moveToMonth(editor, block, months, part, order)
}

/** Keeps an item in the months that it stands under, whatever its words say, by a correction. */
export function keepMonths(editor: Editor, block: BlockId, months: number[]): void {
  const words = wordsOf(editor, block)
  const now = fixNow(editor, block)
  if (words === null || now === null) return
  const said = itemOf(words, { months, part: null, columns: [] })
  writeFix(editor, block, correct(withoutFields(now, ['months']), { months }, [said]))
}

/** The goal of a block that takes corrections whose words are gone: the one that a figure fits best; null where each has its own. */
export function heirOf(now: Fix, lapsed: FixFields, said: readonly Said[]): number | null {
  const figure = lapsedFigures(now.figures ?? [], said).find(({ fields }) => isSameFigure(fields, lapsed))
  return figure === undefined ? 0 : figure.heir
}

/** Uses corrections again whose words are gone: they are about what the text says now (`said`). */
export function adoptAgain(editor: Editor, block: BlockId, lapsed: FixFields, said: readonly Said[]): void {
  const now = fixNow(editor, block)
  const at = now === null ? null : heirOf(now, lapsed, said)
  if (now === null || at === null) return
  const here = said[at] ?? {}
  const { comparator, valueMax, unit, ...fields } = lapsed
  // What the words say of the figure by themselves is no correction of them.
  const around = Object.entries({ comparator, valueMax, unit }).filter(
    ([field, value]) =>
      value !== undefined && (lapsed.value === undefined || here[field as FigureField] !== value),
  )
  const again = { ...fields, ...Object.fromEntries(around) }
  writeFix(editor, block, correct(withoutLapsed(now, lapsed, said), again, said, at))
}

/** Removes these corrections of a block, whose words are gone. */
export function dropFixes(editor: Editor, block: BlockId, lapsed: FixFields, said: readonly Said[]): void {
  const now = fixNow(editor, block)
  if (now !== null) writeFix(editor, block, withoutLapsed(now, lapsed, said))
}
