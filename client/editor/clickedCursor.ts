import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'

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

/**
 * Keeps the cursor where a person has just put it while colleagues write (RULES T8).
 *
 * The browser moves the cursor at once and tells the editor a task later. A colleague's change or caret that
 * arrives between the two would be drawn with the old cursor, and the click or arrow key undone. So before such
 * a change, and in the state that follows one, the cursor is read from the page itself.
 */
export const ClickedCursor = Extension.create<{ doc: Y.Doc | null }>({
  name: 'clickedCursor',
  // The listener below must come before the one of the collaboration plugin, which notes the cursor.
  priority: 2000,
  addOptions: () => ({ doc: null }),

  addProseMirrorPlugins() {
    const { doc } = this.options
    let view: EditorView | null = null
    let heard: Place | null = null
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
      if (view === null) return
      const selection = unheard(view.state)
      if (selection !== null) view.dispatch(view.state.tr.setSelection(selection))
    }
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            // On focus the browser puts the cursor somewhere; where a click means it to be comes after.
            focus: hear,
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
          if (transactions.some((one) => one.docChanged || one.selectionSet)) return null
          const selection = unheard(before)
          return selection === null ? null : after.tr.setSelection(selection)
        },
      }),
    ]
  },
})
