import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { NODES } from '../../shared/text/schema.ts'
import { monthsOf, withMonths } from './months.ts'

/** A run of top-level blocks: the index of the first, and how many. */
export type Span = { first: number; count: number }

/** The level of a heading below the plan's title, 1 to 4; 0 for everything else. */
const levelOf = (node: Node | null): number =>
  node?.type.name === NODES.heading ? Number(node.attrs['level']) : 0

/** A heading with everything below it, up to the next heading of its level or above; any other block alone. */
export function sectionAt(doc: Node, first: number): Span {
  const level = levelOf(doc.maybeChild(first))
  let end = first + 1
  if (level > 0) {
    while (end < doc.childCount && (levelOf(doc.child(end)) === 0 || levelOf(doc.child(end)) > level)) end++
  }
  return { first, count: end - first }
}

/** Where a top-level block begins. */
export function startOf(doc: Node, index: number): number {
  let position = 0
  for (let at = 0; at < index; at++) position += doc.child(at).nodeSize
  return position
}

/** The index of the top-level block with the cursor. */
export const indexOfCursor = (editor: Editor): number => editor.state.selection.$from.index(0)

const isItem = (node: Node | null | undefined): node is Node => node?.type.name === NODES.monthlyItem

const isSameMonth = (a: Node | null | undefined, b: Node | null | undefined): boolean =>
  isItem(a) && isItem(b) && monthsOf(a).join() === monthsOf(b).join()

/** The item as it will stand between two others: it takes the month that it is put under. */
function itemBetween(item: Node, above: Node | null, below: Node | null): Node {
  const stays = !isItem(above) || isSameMonth(above, item) || isSameMonth(below, item)
  return stays ? item : withMonths(item, monthsOf(above), null)
}

/**
 * Moves blocks, with their ids and the cursor, before the block that now has the index `to` (RULES T4).
 * A month's heading stays above whichever item is the first of its month. False when nothing would move.
 */
export function moveSpan(editor: Editor, { first, count }: Span, to: number): boolean {
  const { doc, selection, tr } = editor.state
  if (first < 0 || to < 0 || to > doc.childCount || (to >= first && to <= first + count)) return false
  const nodes = Array.from({ length: count }, (_, index) => doc.child(first + index))
  const start = startOf(doc, first)
  const size = nodes.reduce((sum, node) => sum + node.nodeSize, 0)
  const target = startOf(doc, to)
  const inside = selection.from > start && selection.from < start + size ? selection.from - start : 1
  const after = doc.maybeChild(first + count)
  const above = to === 0 ? null : doc.child(to - 1)
  const below = doc.maybeChild(to)
  const [only] = nodes
  if (count === 1 && isItem(only)) {
    const item = itemBetween(only, above, below)
    const heading: unknown = only.attrs['monthHeading']
    if (heading !== null && isSameMonth(only, after) && after?.attrs['monthHeading'] === null)
      tr.setNodeAttribute(start + size, 'monthHeading', heading)
    const leads = isSameMonth(item, below) && !isSameMonth(item, above)
    if (leads && below !== null) {
      nodes[0] = withHeading(item, below.attrs['monthHeading'])
      tr.setNodeAttribute(target, 'monthHeading', null)
    } else {
      nodes[0] = isSameMonth(item, above) ? withHeading(item, null) : item
    }
  }
  tr.delete(start, start + size)
  const place = tr.mapping.map(target)
  tr.insert(place, nodes)
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place + inside))).scrollIntoView())
  return true
}

const withHeading = (item: Node, monthHeading: unknown): Node =>
  item.type.create({ ...item.attrs, monthHeading }, item.content)

/** Moves a block up (-1) or down (1) by one block. */
export function moveBlock(editor: Editor, index: number, by: -1 | 1): boolean {
  return moveSpan(editor, { first: index, count: 1 }, by === -1 ? index - 1 : index + 2)
}

/** Moves the section that a heading begins before (-1) or behind (1) its neighbour of the same level. */
export function moveSection(editor: Editor, index: number, by: -1 | 1): boolean {
  const { doc } = editor.state
  const level = levelOf(doc.maybeChild(index))
  if (level === 0) return false
  const span = sectionAt(doc, index)
  if (by === 1) {
    const next = index + span.count
    if (levelOf(doc.maybeChild(next)) !== level) return false
    return moveSpan(editor, span, next + sectionAt(doc, next).count)
  }
  for (let above = index - 1; above >= 0; above--) {
    const found = levelOf(doc.child(above))
    if (found === level) return moveSpan(editor, span, above)
    if (found > 0 && found < level) return false
  }
  return false
}

/** The heading above whose section a block stands in, or its own index for a heading; -1 when there is none. */
export function headingAbove(doc: Node, index: number): number {
  let at = Math.min(index, doc.childCount - 1)
  while (at >= 0 && levelOf(doc.child(at)) === 0) at--
  return at
}

/** Raises (-1) or lowers (1) a heading and the headings of its section by one level; false beyond 1 and 4. */
export function changeLevel(editor: Editor, index: number, by: -1 | 1): boolean {
  const { doc, tr } = editor.state
  const { first, count } = sectionAt(doc, index)
  const levels = Array.from({ length: count }, (_, at) => levelOf(doc.child(first + at)))
  if (levels[0] === 0 || levels.some((level) => level > 0 && (level + by < 1 || level + by > 4))) return false
  let position = startOf(doc, first)
  for (const [at, level] of levels.entries()) {
    const node = doc.child(first + at)
    if (level > 0) tr.setNodeMarkup(position, null, { ...node.attrs, level: level + by, number: null })
    position += node.nodeSize
  }
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Moving and levels by keyboard: Alt+↑↓ a block, Alt+Shift+↑↓ its section, Tab and Shift+Tab a heading's level. */
export const MoveBlock = Extension.create({
  name: 'moveBlock',
  addKeyboardShortcuts() {
    const { editor } = this
    const section = (by: -1 | 1) =>
      moveSection(editor, headingAbove(editor.state.doc, indexOfCursor(editor)), by)
    const level = (by: -1 | 1) =>
      levelOf(editor.state.doc.child(indexOfCursor(editor))) > 0 &&
      (changeLevel(editor, indexOfCursor(editor), by) || true)
    return {
      'Alt-ArrowUp': () => moveBlock(editor, indexOfCursor(editor), -1),
      'Alt-ArrowDown': () => moveBlock(editor, indexOfCursor(editor), 1),
      'Alt-Shift-ArrowUp': () => section(-1),
      'Alt-Shift-ArrowDown': () => section(1),
      Tab: () => level(1),
      'Shift-Tab': () => level(-1),
    }
  },
})
