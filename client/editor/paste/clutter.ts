import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { clutterIn } from '../../../shared/inputs/clutter.ts'
import type { Block } from '../../../shared/plan/block.ts'
import { monthHeadingOf } from '../../../shared/reading/dates.ts'
import { NODES } from '../../../shared/text/schema.ts'
import { asOneUndo } from '../undo.ts'

/** What a web page put around a plan that was pasted: offered for removal, never cut unasked. */

/** The blocks of a text that was just read that are its lines of this kind. */
export function clutterOf(text: string, blocks: readonly Block[]): Block[] {
  const lines = text.split('\n')
  const found = new Set(clutterIn(text).map((line) => lines[line]?.trim() ?? ''))
  return blocks.filter(({ kind, text: words }) => kind === 'paragraph' && found.has(words.trim()))
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
