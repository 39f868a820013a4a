import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { clutterIn } from '../../../shared/inputs/clutter.ts'
import type { Block } from '../../../shared/plan/block.ts'
import { monthHeadingOf } from '../../../shared/reading/dates.ts'
import { NODES } from '../../../shared/text/schema.ts'
import { asOneUndo } from '../undo.ts'

/** What a web page put around a plan that was pasted: offered for removal, never cut unasked. */

/**
 * The blocks of a text that was just read that are its lines of this kind. A plan may say in a place of its own
 * what a page's list of other titles says: where the two cannot be told apart, both stay.
 */
export function clutterOf(text: string, blocks: readonly Block[]): Block[] {
  const clutter = new Set(clutterIn(text))
  const lines = text.split('\n').map((line) => line.trim())
  const places = Map.groupBy(lines.keys(), (place) => lines[place] ?? '')
  const paragraphs = blocks.filter(({ kind }) => kind === 'paragraph')
  const found = new Set<Block>()
  for (const [words, own] of Map.groupBy(paragraphs, (block) => block.text.trim())) {
    const at = places.get(words) ?? []
    const isAll = at.every((place) => clutter.has(place))
    if (at.length === 0 || (!isAll && at.length !== own.length)) continue
    for (const [index, block] of own.entries()) if (isAll || clutter.has(at[index] ?? -1)) found.add(block)
  }
  return blocks.filter((block) => found.has(block))
}

/** A month's heading that only such a line parts from its first task. */
function partedMonth(before: Node | null, next: Node | null): boolean {
  if (before?.type.name !== NODES.paragraph || next?.type.name !== NODES.monthlyItem) return false
  const words = before.textContent
  const heading = monthHeadingOf(words)
  return (
    heading?.length === words.length &&
    next.attrs['monthHeading'] === '' &&
    next.attrs['months'] === heading.months.join()
  )
}

/** Removes these blocks in one step of undo, but for those that somebody changed meanwhile. Gives how many went. */
export function removeClutter(editor: Editor, clutter: readonly Block[]): number {
  const words = new Map(clutter.map(({ id, text }) => [id as string, text]))
  const { doc, tr } = editor.state
  const isGone = (node: Node): boolean =>
    node.type.name === NODES.paragraph && words.get(node.attrs['id'] as string) === node.textContent
  let count = 0
  let kept: Node | null = null
  let keptAt = 0
  let isParted = false
  doc.forEach((node, place) => {
    if (isGone(node)) {
      count += 1
      isParted = true
      tr.delete(tr.mapping.map(place), tr.mapping.map(place + node.nodeSize))
      return
    }
    if (isParted && kept !== null && partedMonth(kept, node)) {
      tr.delete(tr.mapping.map(keptAt), tr.mapping.map(keptAt + kept.nodeSize))
      const at = tr.mapping.map(place)
      tr.setNodeAttribute(at, 'monthHeading', `${kept.textContent}\n`)
      tr.setNodeAttribute(at, 'lead', kept.attrs['lead'])
    }
    kept = node
    keptAt = place
    isParted = false
  })
  if (count > 0) asOneUndo(editor, () => editor.view.dispatch(tr))
  return count
}
