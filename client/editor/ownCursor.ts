import { Extension } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { ResolvedPos } from '@tiptap/pm/model'
import { type EditorState, Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import {
  absolutePositionToRelativePosition,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { isImeKey } from './ime.ts'

type Place = Pick<Selection, 'anchorNode' | 'anchorOffset' | 'focusNode' | 'focusOffset'>

const placeOf = (view: EditorView): Place | null => {
  const selection = view.dom.ownerDocument.getSelection()
  return selection === null ? null : { ...read(selection) }
}

const read = ({ anchorNode, anchorOffset, focusNode, focusOffset }: Selection): Place => ({
  anchorNode,
  anchorOffset,
  focusNode,
  focusOffset,
})

const same = (a: Place, b: Place): boolean =>
  a.anchorNode === b.anchorNode &&
  a.anchorOffset === b.anchorOffset &&
  a.focusNode === b.focusNode &&
  a.focusOffset === b.focusOffset

/** A cursor as Yjs keeps it: between characters, not at a count of them. */
type Kept = { anchor: Y.RelativePosition; head: Y.RelativePosition; anchorBlock: unknown; headBlock: unknown }

/** The id of the block around a position. */
function blockAt($position: ResolvedPos): unknown {
  for (let depth = $position.depth; depth > 0; depth--) {
    const id: unknown = $position.node(depth).attrs['id']
    if (typeof id === 'string') return id
  }
  return null
}

type Sync = { binding: ProsemirrorBinding; isUndoRedoOperation?: boolean }
const syncOf = (state: EditorState): Sync | undefined => ySyncPluginKey.getState(state) as Sync | undefined

function keep(state: EditorState): Kept | null {
  const { selection } = state
  const binding = syncOf(state)?.binding
  if (!(selection instanceof TextSelection) || binding === undefined) return null
  const relative = (position: number): Y.RelativePosition =>
    absolutePositionToRelativePosition(position, binding.type, binding.mapping) as Y.RelativePosition
  return {
    anchor: relative(selection.anchor),
    head: relative(selection.head),
    anchorBlock: blockAt(selection.$anchor),
    headBlock: blockAt(selection.$head),
  }
}

/** Where a kept cursor is now; null when its block is another one, as when a colleague moved it. */
function restore({ anchor, head, anchorBlock, headBlock }: Kept, state: EditorState): TextSelection | null {
  const binding = syncOf(state)?.binding
  if (binding === undefined) return null
  const place = (position: Y.RelativePosition, block: unknown): ResolvedPos | null => {
    const { doc, type, mapping } = binding
    const at = relativePositionToAbsolutePosition(doc, type, position, mapping)
    if (at === null || at < 0 || at > state.doc.content.size) return null
    const $at = state.doc.resolve(at)
    return $at.parent.isTextblock && blockAt($at) === block ? $at : null
  }
  const $anchor = place(anchor, anchorBlock)
  const $head = place(head, headBlock)
  return $anchor === null || $head === null ? null : new TextSelection($anchor, $head)
}

/**
 * Keeps one's own cursor where it was put and between the characters where it is, while colleagues write
 * (RULES T8).
 *
 * The browser moves the cursor at once and tells the editor a task later. A colleague's change or caret that
 * arrives between the two would be drawn with the old cursor, and the click or arrow key undone. So before such
 * a change, and in the state that follows one, the cursor is read from the page itself. So it is before a key: an
 * arrow and Enter in one breath would else part the line where the cursor was before the arrow.
 *
 * The binding (y-tiptap 3.0.9) takes any change of the words around the cursor for a moved block and puts the
 * cursor back at the same count of characters, which scrambles what two people type into one line. Its choice is
 * kept only where the block is really gone.
 */
export const OwnCursor = Extension.create<{ doc: Y.Doc | null }>({
  name: 'ownCursor',
  // The listener below must come before the one of the collaboration plugin, which notes the cursor.
  priority: 2000,
  addOptions: () => ({ doc: null }),

  addProseMirrorPlugins() {
    const { doc } = this.options
    let view: EditorView | null = null
    let heard: Place | null = null
    let kept: Kept | null = null
    const hear = () => {
      heard = view === null ? null : placeOf(view)
    }
    const unheard = (state: EditorState): TextSelection | null => {
      if (view === null || heard === null || view.composing || !view.hasFocus()) return null
      if (!(state.selection instanceof TextSelection)) return null
      const place = placeOf(view)
      if (place === null || same(place, heard)) return null
      const { anchorNode, focusNode } = place
      if (anchorNode === null || focusNode === null) return null
      if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return null
      const anchor = view.posAtDOM(anchorNode, place.anchorOffset)
      const head = view.posAtDOM(focusNode, place.focusOffset)
      const selection = TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(head))
      return selection instanceof TextSelection && !selection.eq(state.selection) ? selection : null
    }
    const beforeChange = () => {
      kept = null
      if (view === null || doc?._transaction?.local !== false) return
      const selection = unheard(view.state)
      if (selection !== null) view.dispatch(view.state.tr.setSelection(selection))
      kept = keep(view.state)
    }
    const putBack = (after: EditorState): Transaction | null => {
      const selection =
        kept === null || syncOf(after)?.isUndoRedoOperation === true ? null : restore(kept, after)
      return selection === null || selection.eq(after.selection) ? null : after.tr.setSelection(selection)
    }
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            // On focus the browser puts the cursor somewhere; where a click means it to be comes after.
            focus: hear,
            keydown: (asked, event) => {
              const selection = isImeKey(event) ? null : unheard(asked.state)
              if (selection !== null) asked.dispatch(asked.state.tr.setSelection(selection))
              return false
            },
          },
        },
        view: (opened) => {
          view = opened
          const page = opened.dom.ownerDocument
          doc?.on('beforeAllTransactions', beforeChange)
          page.addEventListener('selectionchange', hear)
          return {
            update: (drawn, before) => {
              const { doc: text, selection } = drawn.state
              if (text !== before.doc || !selection.eq(before.selection)) hear()
            },
            destroy: () => {
              view = null
              doc?.off('beforeAllTransactions', beforeChange)
              page.removeEventListener('selectionchange', hear)
            },
          }
        },
        appendTransaction: (transactions, before, after) => {
          if (transactions.some((one) => one.docChanged && isChangeOrigin(one))) return putBack(after)
          if (transactions.some((one) => one.docChanged || one.selectionSet)) return null
          const selection = unheard(before)
          return selection === null ? null : after.tr.setSelection(selection)
        },
      }),
    ]
  },
})
