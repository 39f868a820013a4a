import { type Editor, Extension } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { Node } from '@tiptap/pm/model'
import { Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import { NODES } from '../../shared/text/schema.ts'
import { newBlockId } from './ids.ts'

/** The plan's title is a heading of level 0; a plan has at most one. */
export const isTitle = (node: Node | null): boolean =>
  node?.type.name === NODES.heading && Number(node.attrs['level']) === 0

/** Where the title stands; null in a plan without one. */
function placeOfTitle(doc: Node): number | null {
  let found: number | null = null
  doc.forEach((node, position) => {
    if (found === null && isTitle(node)) found = position
  })
  return found
}

const TITLE = { level: 0, number: '' }

/** The change that makes the line at this place the title; what was the title becomes a paragraph. */
function titleAt({ state, schema }: Editor, place: number): Transaction {
  const { tr } = state
  state.doc.forEach((node, position) => {
    const { id, lead, tail } = node.attrs
    const type = schema.nodes[position === place ? NODES.heading : NODES.paragraph]
    if (position === place) tr.setNodeMarkup(position, type, { ...TITLE, id, lead, tail })
    else if (isTitle(node)) tr.setNodeMarkup(position, type, { id, lead, tail })
  })
  return tr
}

/** Makes the line with the cursor the plan's title; what was the title becomes a paragraph. */
export function makeTitle(editor: Editor): boolean {
  const { $from } = editor.state.selection
  if ($from.depth !== 1 || !$from.parent.isTextblock) return false
  editor.view.dispatch(titleAt(editor, $from.before(1)).scrollIntoView())
  editor.view.focus()
  return true
}

/** Where the first line with words stands, if it is plain text that can be the title; else null. */
export function placeOfFirstLine(doc: Node): number | null {
  let position = 0
  for (const node of doc.children) {
    if (node.textContent.trim() !== '') return node.type.name === NODES.paragraph ? position : null
    position += node.nodeSize
  }
  return null
}

/** Makes the first line with words the title, where it is plain text and there is no title. */
export function makeFirstLineTitle(editor: Editor): void {
  const { doc } = editor.state
  const place = placeOfTitle(doc) === null ? placeOfFirstLine(doc) : null
  if (place !== null) editor.view.dispatch(titleAt(editor, place).scrollIntoView())
}

/** Gives the plan this name: the words of its title, or a title above everything when it has none. */
export function nameThePlan(editor: Editor, name: string): void {
  const { state, schema, view } = editor
  const { doc, tr } = state
  const place = placeOfTitle(doc)
  const title = place === null ? null : doc.nodeAt(place)
  if (place === null || title === null) {
    const attributes = { ...TITLE, id: newBlockId() }
    const node = schema.nodes[NODES.heading]?.create(attributes, schema.text(name))
    if (node !== undefined) tr.insert(0, node)
  } else tr.insertText(name, place + 1, place + title.nodeSize - 1)
  view.dispatch(tr)
}

/** Splits a title in two: the second half is a paragraph, for a plan has one title. */
function splitTitle(tr: Transaction, paragraph: Node['type'] | undefined): Transaction | null {
  tr.deleteSelection()
  const { $from } = tr.selection
  const isInside = $from.parentOffset > 0 && $from.parentOffset < $from.parent.content.size
  if (!isTitle($from.parent) || !isInside || paragraph === undefined) return null
  return tr.split($from.pos, 1, [{ type: paragraph }]).scrollIntoView()
}

/** The places of titles after the first: a line that was split in two however that came about. */
function furtherTitles(doc: Node): number[] {
  const places: number[] = []
  doc.forEach((node, position) => {
    if (isTitle(node)) places.push(position)
  })
  return places.slice(1)
}

/**
 * What one's own changes leave: one title at most, and where all words were deleted an empty title, not an
 * empty paragraph. A colleague's second title is left to the colleague.
 */
const keepsTitle = new Plugin({
  appendTransaction: (transactions, before, { doc, tr, schema }) => {
    const isOwn = transactions.some(({ docChanged }) => docChanged) && !transactions.some(isChangeOrigin)
    if (!isOwn) return null
    const only = doc.childCount === 1 ? doc.firstChild : null
    if (only?.type.name === NODES.paragraph && only.content.size === 0 && isTitle(before.doc.firstChild))
      return tr.setNodeMarkup(0, schema.nodes[NODES.heading], {
        ...TITLE,
        id: only.attrs['id'] as string | null,
      })
    const further = furtherTitles(doc)
    for (const place of further) {
      const { id, lead, tail } = doc.nodeAt(place)?.attrs ?? {}
      tr.setNodeMarkup(place, schema.nodes[NODES.paragraph], { id, lead, tail })
    }
    return further.length > 0 ? tr : null
  },
})

/** Keys that would lose the title or make a second one. */
export const PlanTitle = Extension.create({
  name: 'planTitle',
  addProseMirrorPlugins: () => [keepsTitle],
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      Enter: () => {
        const { state, view, schema } = editor
        if (!(state.selection instanceof TextSelection)) return false
        const split = splitTitle(state.tr, schema.nodes[NODES.paragraph])
        if (split !== null) view.dispatch(split)
        return split !== null
      },
      Backspace: () => {
        const { $from, empty } = editor.state.selection
        const isFirst = $from.depth === 1 && $from.index(0) === 0
        return empty && isFirst && isTitle($from.parent) && $from.parent.content.size === 0
      },
    }
  },
})
