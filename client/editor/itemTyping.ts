import { type Editor, Extension, InputRule } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { drawn, printNumber, typedNumber } from '../../shared/plan/numbering.ts'
import { monthHeadingOf } from '../../shared/reading/dates.ts'
import { drawnLines } from '../../shared/reading/monthDoubts.ts'
import { isOfMonths, monthNumbers } from '../../shared/reading/monthNumbers.ts'
import { NODES } from '../../shared/text/schema.ts'
import { newBlockId } from './ids.ts'
import { typedPlanOf } from './typedPlan.ts'
import { asOneUndo } from './undo.ts'

/** A line that names more months than this is a sentence about the year, no heading of a month. */
const MOST_MONTHS = 3

/** A typed line that begins with a month: 三月份： alone, or with the first item behind it. */
type MonthLine = { months: string; heading: string; number: string | null; rest: number; isAlone: boolean }

/** Reads a line as a month's heading: it ends with a colon or, when it stands alone, with 月份. */
function monthLineOf(line: string): MonthLine | null {
  const own = typedNumber(line)
  const whole = monthHeadingOf(line)?.months ?? []
  // 3、4月份： are two months, 3、三月份： is a list's third line.
  const skipped = own?.level === 3 && (whole.length < 2 || whole[0] !== own.value) ? own.text.length : 0
  const found = monthHeadingOf(line.slice(skipped))
  if (found === null || found.months.length > MOST_MONTHS || line.includes('\n')) return null
  const heading = line.slice(0, skipped + found.length)
  const isAlone = heading.length === line.length
  if (!/[：:]\s*$/u.test(heading) && !(isAlone && /月份\s*$/u.test(heading))) return null
  const number = typedNumber(line.slice(heading.length))?.text ?? null
  const rest = heading.length + (number?.length ?? 0)
  return { months: found.months.join(), heading, number, rest, isAlone }
}

/** 七、八月份： typed where 三、 is due became a heading at its number: the months that it names, unless it is the next of a list. */
function monthHeadingTyped(editor: Editor, { attrs }: Node): MonthLine | null {
  const plan = typedPlanOf(editor.state)
  const at = plan?.blocks.findIndex(({ id }) => id === attrs['id']) ?? -1
  if (plan === undefined || at < 0) return null
  const blocks = plan.blocks.slice(0, at + 1)
  const lines = drawnLines(blocks, drawn(plan.front, blocks))
  const words = lines.at(-1)?.words ?? ''
  const line = monthLineOf(words)
  if (line === null || !isOfMonths(monthNumbers(lines, typedNumber), lines.length - 1)) return null
  const before = words.length - (blocks[at]?.text.length ?? 0)
  return { ...line, rest: line.rest - before }
}

const isItem = (node: Node | null): boolean => node?.type.name === NODES.monthlyItem

/** Whether the next block is drawn under the same month's heading as this item. */
const goesOn = (item: Node, next: Node | null): boolean =>
  isItem(next) && next?.attrs['months'] === item.attrs['months'] && next?.attrs['monthHeading'] === null

/** The line with the cursor, when the cursor stands at the end of one of the text's own blocks. */
function lineAt(editor: Editor): { node: Node; start: number; next: Node | null } | null {
  const { doc, selection } = editor.state
  const { $from, empty } = selection
  if (!empty || $from.depth !== 1 || $from.parentOffset !== $from.parent.content.size) return null
  return { node: $from.parent, start: $from.before(1), next: doc.maybeChild($from.index(0) + 1) }
}

/** Puts nodes in the place of one block, and the cursor to the end of the last. */
function replaceBlock(
  editor: Editor,
  start: number,
  old: Node,
  nodes: readonly Node[],
  tr = editor.state.tr,
): void {
  tr.replaceWith(start, start + old.nodeSize, nodes)
  const end = start + nodes.reduce((sum, node) => sum + node.nodeSize, 0)
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end - 1)).scrollIntoView())
}

/** A month's heading as the paragraph that it was typed as; none when the item has no words of its own for it. */
function headingLine(editor: Editor, item: Node): Node[] {
  const heading: unknown = item.attrs['monthHeading']
  const words = typeof heading === 'string' ? heading.trim() : ''
  const { schema } = editor
  const line = schema.nodes[NODES.paragraph]?.create(
    { id: newBlockId() },
    words === '' ? null : schema.text(words),
  )
  return words === '' || line === undefined ? [] : [line]
}

/** Turns a typed month line into the month's first item: its words become the heading above the item. */
function beginMonth(editor: Editor, { node, start }: { node: Node; start: number }, line: MonthLine): void {
  const { months, heading, number, rest, isAlone } = line
  const { id, lead, tail } = node.attrs
  const type = editor.schema.nodes[NODES.monthlyItem]
  if (type === undefined) return
  const attributes = { id, lead, months, monthHeading: isAlone ? `${heading.trimEnd()}\n` : heading, number }
  const item = type.create({ ...attributes, tail: isAlone ? tail : null }, node.content.cut(rest))
  const more = isAlone ? [] : [type.create({ id: newBlockId(), months, tail, number: null })]
  asOneUndo(editor, () => replaceBlock(editor, start, node, [...headingLine(editor, node), item, ...more]))
}

/** Typed numbers go on in their own style at the end of a run; else the place draws the number. */
function nextNumber(node: Node, next: Node | null): string | null {
  const own: unknown = node.attrs['number']
  const counted = typeof own === 'string' ? typedNumber(own) : null
  const isLast = isItem(node) ? !goesOn(node, next) : next?.type !== node.type
  return typeof own === 'string' && counted !== null && isLast ? printNumber(own, counted.value + 1) : null
}

/** Enter behind a goal or an item begins the next one, of the same month. */
function beginNext(
  editor: Editor,
  { node, start, next }: { node: Node; start: number; next: Node | null },
): void {
  const attributes = { id: newBlockId(), number: nextNumber(node, next) }
  const months = isItem(node) ? { months: node.attrs['months'] as string } : {}
  const { tr } = editor.state
  const after = start + node.nodeSize
  tr.insert(after, node.type.create({ ...attributes, ...months }))
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView())
}

/** Makes an empty goal or item a paragraph; the words of a month's heading are not lost with it. */
function leave(
  editor: Editor,
  { node, start, next }: { node: Node; start: number; next: Node | null },
  isBack: boolean,
): void {
  const { id, lead, tail, monthHeading } = node.attrs
  const line = editor.schema.nodes[NODES.paragraph]?.create({ id, lead, tail })
  if (line === undefined) return
  if (goesOn(node, next)) {
    const { tr } = editor.state
    replaceBlock(
      editor,
      start,
      node,
      [line],
      tr.setNodeAttribute(start + node.nodeSize, 'monthHeading', monthHeading),
    )
    return
  }
  const heading = isItem(node) ? headingLine(editor, node) : []
  replaceBlock(editor, start, node, isBack && heading.length > 0 ? heading : [...heading, line])
}

/** The number of the last heading of this level before a place, as it is drawn; 0 for none since a higher heading. */
function lastNumber(editor: Editor, place: number, level: number): number {
  const plan = typedPlanOf(editor.state)
  const draws = plan === undefined ? [] : drawn(plan.front, plan.blocks)
  const until = editor.state.doc.nodeAt(place)?.attrs['id'] as unknown
  let last = 0
  for (const [index, block] of plan?.blocks.entries() ?? []) {
    if (block.id === until) break
    if (block.kind !== 'heading' || block.level === undefined || block.level > level) continue
    last = block.level < level ? 0 : (typedNumber(draws[index]?.number ?? '')?.value ?? last)
  }
  return last
}

/** 二、 typed at the start of a goal or item begins the next section, where that is the number that is due. */
const headingTyped = (editor: Editor): InputRule =>
  new InputRule({
    find: /^(?:第?[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])$/u,
    handler: ({ state, range, match }) => {
      const $from = state.doc.resolve(range.from)
      const node = $from.parent
      const number = typedNumber(match[0])
      const start = $from.depth === 1 ? $from.before(1) : null
      if (start === null || number === null || !(isItem(node) || node.type.name === NODES.goal)) return null
      if (number.value !== lastNumber(editor, start, number.level) + 1) return null
      const { id, lead, tail } = node.attrs
      const heading = editor.schema.nodes[NODES.heading]?.create(
        { id, lead, tail, level: number.level, number: null },
        node.content.cut(range.to - start - 1),
      )
      if (heading === undefined) return null
      const next = state.doc.maybeChild($from.index(0) + 1)
      const keepsMonth = isItem(node) && !goesOn(node, next)
      const nodes = [...(keepsMonth ? headingLine(editor, node) : []), heading]
      const { tr } = state
      if (isItem(node) && goesOn(node, next))
        tr.setNodeAttribute(start + node.nodeSize, 'monthHeading', node.attrs['monthHeading'])
      tr.replaceWith(start, start + node.nodeSize, nodes)
      const before = nodes.length > 1 ? (nodes[0]?.nodeSize ?? 0) : 0
      tr.setSelection(TextSelection.create(tr.doc, start + before + 1))
      return undefined
    },
  })

/**
 * Writing goals and months by typing alone: 三月份： and Enter begins March, Enter goes on with the next item of
 * the month or the next goal, Enter on an empty one ends the list.
 */
export const ItemTyping = Extension.create({
  name: 'itemTyping',
  addInputRules() {
    return [headingTyped(this.editor)]
  },
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      Enter: () => {
        const line = lineAt(editor)
        if (line === null) return false
        const { node } = line
        if (node.type.name === NODES.heading) {
          const month = node.attrs['level'] === 1 ? monthHeadingTyped(editor, node) : null
          if (month !== null) beginMonth(editor, line, month)
          return month !== null
        }
        const isOwn = isItem(node) || node.type.name === NODES.goal
        if (!isOwn && node.type.name !== NODES.paragraph) return false
        const month =
          node.type.name === NODES.goal
            ? null
            : monthLineOf(node.textBetween(0, node.content.size, undefined, '\n'))
        if (month !== null && (month.isAlone || month.months !== node.attrs['months']))
          beginMonth(editor, line, month)
        else if (isOwn && node.content.size === 0) leave(editor, line, false)
        else if (isOwn) beginNext(editor, line)
        else return false
        return true
      },
      Backspace: () => {
        const line = lineAt(editor)
        if (line === null || !isItem(line.node) || line.node.content.size > 0) return false
        if (headingLine(editor, line.node).length === 0) return false
        leave(editor, line, true)
        return true
      },
    }
  },
})
