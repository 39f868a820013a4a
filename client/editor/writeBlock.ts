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
import { writeStaying } from './writeMove.ts'

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

function quicken(binding: ProsemirrorBinding): void {
  const writeAll = binding._prosemirrorChanged.bind(binding)
  binding._prosemirrorChanged = (doc: Node) => {
    const changed = changedBlock(binding, doc)
    if (changed === undefined) {
      binding.doc.transact(() => {
        writeStaying(binding, doc)
        writeAll(doc)
      }, ySyncPluginKey)
      return
    }
    binding.doc.transact(() => {
      if (changed !== null) updateYFragment(binding.doc, changed.element, changed.node, binding)
      binding.mapping.set(binding.type, doc)
      binding.beforeTransactionSelection = getRelativeSelection(binding, binding.prosemirrorView.state)
    }, ySyncPluginKey)
  }
  const drawAll = binding._forceRerender.bind(binding)
  binding._forceRerender = () => {
    if (changedBlock(binding, binding.prosemirrorView.state.doc) !== null) drawAll()
  }
}

/**
 * Spares the binding (y-tiptap 3.0.9) its work on the whole text. It looks for moved blocks in all of it at each
 * key and each move of the cursor, so the one block that a key changed is written here, and only what changes
 * more than one is left to it, after what stays beside a moved block (writeMove.ts). And each plugin that joins
 * the editor has it make all nodes anew, equal to those that stand there but no longer the same, so that at each
 * key every block is compared in full from then on.
 */
export const WriteBlock = Extension.create({
  name: 'writeBlock',
  addProseMirrorPlugins: () => [
    new Plugin({
      view: (view) => {
        const { binding } = ySyncPluginKey.getState(view.state) as { binding: ProsemirrorBinding }
        if (!Object.hasOwn(binding, '_forceRerender')) quicken(binding)
        return {}
      },
    }),
  ],
})
