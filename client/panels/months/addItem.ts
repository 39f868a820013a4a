import type { Editor } from '@tiptap/core'
import { BlockId } from '../../../shared/plan/ids.ts'
import { NODES } from '../../../shared/text/schema.ts'
import type { TermMonth } from './layMonths.ts'

const newBlockId = (): BlockId => {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return BlockId.parse(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
}

/**
 * Where in the text a month's run ends, as a position between top-level blocks: after its last item, else
 * before the first item of a later month of the term, else after the last item, else at the end.
 */
export function endOfRun(editor: Editor, month: number, term: readonly TermMonth[]): number {
  const rank = (m: number): number => {
    const at = term.findIndex((place) => place.month === m)
    return at === -1 ? term.length : at
  }
  const { doc } = editor.state
  let own: number | null = null
  let later: number | null = null
  let last: number | null = null
  doc.forEach((node, position) => {
    if (node.type.name !== NODES.monthlyItem) return
    const end = position + node.nodeSize
    last = end
    const months = String(node.attrs['months'] ?? '')
      .split(',')
      .filter((part) => part !== '')
      .map(Number)
    const [first] = months
    if (first === month) own = end
    else if (first !== undefined && later === null && rank(first) > rank(month)) later = position
  })
  return own ?? later ?? last ?? doc.content.size
}

/** Adds an empty item at the end of a month's run, puts the cursor into it and gives its id. */
export function addItem(editor: Editor, month: number, term: readonly TermMonth[]): BlockId | null {
  const type = editor.schema.nodes[NODES.monthlyItem]
  if (type === undefined) return null
  const id = newBlockId()
  const at = endOfRun(editor, month, term)
  const node = type.create({ id, months: `${month}` })
  editor
    .chain()
    .insertContentAt(at, node.toJSON())
    .focus(at + 1)
    .run()
  return id
}
