import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import {
  getRelativeSelection,
  type ProsemirrorBinding,
  updateYFragment,
  ySyncPluginKey,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'

type Changed = { element: Y.XmlElement; node: Node }

/**
 * The one block whose words changed since the document was last written, and null for it when none did;
 * undefined when the change is of another kind. A block is as written when the binding maps to its very node.
 */
function changedBlock({ type, mapping }: ProsemirrorBinding, doc: Node): Changed | null | undefined {
  if (type.length !== doc.childCount) return undefined
  let changed: Changed | null = null
  let index = 0
  for (const element of type.toArray()) {
    const node = doc.child(index++)
    if (mapping.get(element) === node) continue
    if (changed !== null || !(element instanceof Y.XmlElement) || element.nodeName !== node.type.name)
      return undefined
    changed = { element, node }
  }
  return changed
}

/**
 * Writes the one block that a keystroke changed. The binding (y-tiptap 3.0.9) looks for moved blocks in the
 * whole text at each key and each move of the cursor, which takes longer the longer the plan is; whatever
 * changes more than one block is left to it.
 */
export const WriteBlock = Extension.create({
  name: 'writeBlock',
  addProseMirrorPlugins: () => [
    new Plugin({
      view: (view) => {
        const { binding } = ySyncPluginKey.getState(view.state) as { binding: ProsemirrorBinding }
        const writeAll = binding._prosemirrorChanged.bind(binding)
        binding._prosemirrorChanged = (doc: Node) => {
          const changed = changedBlock(binding, doc)
          if (changed === undefined) {
            writeAll(doc)
            return
          }
          binding.doc.transact(() => {
            if (changed !== null) updateYFragment(binding.doc, changed.element, changed.node, binding)
            binding.mapping.set(binding.type, doc)
            binding.beforeTransactionSelection = getRelativeSelection(binding, view.state)
          }, ySyncPluginKey)
        }
        return {
          destroy: () => {
            binding._prosemirrorChanged = writeAll
          },
        }
      },
    }),
  ],
})
