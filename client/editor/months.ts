import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { correct, type Fix, withoutFields } from '../../shared/plan/fix.ts'
import { fixChanges, fixIn } from '../../shared/plan/fixAttributes.ts'
import type { BlockId } from '../../shared/plan/ids.ts'
import type { Part } from '../../shared/plan/plan.ts'
import { monthPhrases } from '../../shared/reading/dates.ts'
import { itemOf } from '../../shared/reading/items.ts'
import { NODES } from '../../shared/text/schema.ts'
import { newBlockId } from './ids.ts'
import { setFix } from './setFix.ts'

/**
 * Monthly items in the text: consecutive items of one month are its run, under one heading. An item that
 * changes its month moves to the end of that month's run, keeping its id, in one step of undo.
 */
type Item = {
  node: Node
  position: number
  months: number[]
  /** What the heading of its run says of all its items (四月下旬). */
  part: Part | null
}

const YEAR = 12

/** The calendar months of an item, 1 to 12. */
export const monthsOf = (node: Node): number[] =>
  String(node.attrs['months'] ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map(Number)

function itemsOf(doc: Node): Item[] {
  const items: Item[] = []
  doc.forEach((node, position) => {
    if (node.type.name !== NODES.monthlyItem) return
    const before = items.at(-1)
    const months = monthsOf(node)
    const heading: unknown = node.attrs['monthHeading']
    const follows =
      before !== undefined &&
      before.position + before.node.nodeSize === position &&
      before.months.join() === months.join()
    const part =
      typeof heading === 'string' && heading !== ''
        ? (monthPhrases(heading)[0]?.part ?? null)
        : follows
          ? before.part
          : null
    items.push({ node, position, months, part })
  })
  return items
}

/**
 * Where an item of this month and part goes, as a position between top-level blocks: behind the run that says
 * the same, else behind the month's run without a part, else before the month's first run, under a heading of
 * its own; without any, before the first item of a later month, else after the last item, else at the end of
 * the text. `order` is the months in the order of the plan's period; null months stand after all others.
 */
function placeFor(
  doc: Node,
  items: readonly Item[],
  month: number | null,
  part: Part | null,
  order: readonly number[],
): number {
  const end = (item: Item | undefined): number | null =>
    item === undefined ? null : item.position + item.node.nodeSize
  const ofMonth = items.filter(({ months }) => (months[0] ?? null) === month)
  const own = ofMonth.findLast((item) => item.part === part) ?? ofMonth.findLast((item) => item.part === null)
  const rank = (m: number): number => (order.includes(m) ? order.indexOf(m) : order.length + m)
  const later = items.find(({ months: [first] }) => {
    return month !== null && first !== undefined && rank(first) > rank(month)
  })
  return end(own) ?? ofMonth[0]?.position ?? later?.position ?? end(items.at(-1)) ?? doc.content.size
}

const CALENDAR = Array.from({ length: YEAR }, (_, index) => index + 1)

/**
 * These corrections of a block with its months and part corrected only where its own words, or the months and
 * part that it stands under, say otherwise.
 */
function fixed(
  { textContent }: Node,
  fix: Fix,
  months: readonly number[],
  part: Part | null,
  headingPart: Part | null,
): Fix {
  const said = itemOf(textContent, { months, part: headingPart, columns: [] })
  return correct(
    withoutFields(fix, ['months', 'part']),
    {
      ...(said.months.join() === months.join() ? {} : { months: [...months] }),
      ...(said.part === part ? {} : { part }),
    },
    [said],
  )
}

/**
 * An item as it stands among those of other months: its number is drawn, the old month's heading stays behind.
 * `fix` is its corrections but for months and part.
 */
export function withMonths(
  node: Node,
  months: readonly number[],
  part: Part | null,
  fix: Fix = fixIn(node.attrs),
): Node {
  const number = node.attrs['number'] === '' ? '' : null
  const changes = Object.fromEntries(fixChanges(node.attrs, fixed(node, fix, months, part, null)))
  const attributes = { ...node.attrs, ...changes, months: months.join(), number, lead: null, tail: null }
  return node.type.create({ ...attributes, monthHeading: null }, node.content)
}

/**
 * Gives an item other months and another part of the month, and moves it there. `[]` is "no month yet".
 * The words of a month heading that it carried stay with the rest of its old run. `more` are other
 * corrections to begin with instead of its own. False when there is no such item any more.
 */
export function moveToMonth(
  editor: Editor,
  block: BlockId,
  months: readonly number[],
  part: Part | null,
  order: readonly number[] = CALENDAR,
  more?: Fix,
): boolean {
  const { doc, tr } = editor.state
  const items = itemsOf(doc)
  const item = items.find(({ node }) => node.attrs['id'] === block)
  if (item === undefined) return false
  const { node, position } = item
  const fix = more ?? fixIn(node.attrs)
  const end = position + node.nodeSize
  if (months.join() === node.attrs['months']) {
    editor.view.dispatch(setFix(tr, position, fixed(node, fix, months, part, item.part)))
    return true
  }
  const heading = node.attrs['monthHeading'] as string | null
  const next = items.find((other) => other.position === end)
  if (heading !== null && next?.months.join() === item.months.join()) {
    tr.setNodeAttribute(end, 'monthHeading', next.node.attrs['monthHeading'] ?? heading)
  }
  const others = items.filter((other) => other !== item)
  const target = placeFor(doc, others, months[0] ?? null, part, order)
  const moved = withMonths(node, months, part, fix)
  tr.delete(position, end)
  tr.insert(tr.mapping.map(target), moved)
  editor.view.dispatch(tr)
  return true
}

/** Adds an empty item at the end of a month's run, puts the cursor into it and gives its id. */
export function addToMonth(editor: Editor, month: number, order: readonly number[] = CALENDAR): BlockId {
  const { doc } = editor.state
  const id = newBlockId()
  const at = placeFor(doc, itemsOf(doc), month, null, order)
  editor
    .chain()
    .insertContentAt(at, { type: NODES.monthlyItem, attrs: { id, months: `${month}` } })
    .setTextSelection(at + 1)
    .focus()
    .run()
  return id
}
