import type { Editor } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { Transaction } from '@tiptap/pm/state'
import { type RefObject, useEffect, useState } from 'react'
import { blockAt, blockOfCursor, type BlockPlace, idAt, indexById, placeOf } from './blockPlaces.ts'

type Handled = { block: number | null; id: string | null; top: number }

const NOTHING: Handled = { block: null, id: null, top: 0 }

/**
 * The block that the handle stands beside, by index and id, and its top within the sheet: the block under the
 * pointer, else the one with the cursor. One's own typing hides it; when colleagues write it goes along with its
 * block; while `held` it stays there. Alt+Enter asks for the menu of the block with the cursor.
 */
export function useHandledBlock(
  editor: Editor,
  box: RefObject<HTMLElement | null>,
  held: boolean,
  onMenu: () => void,
): Handled {
  const [handled, setHandled] = useState(NOTHING)
  const { id } = handled

  useEffect(() => {
    const sheet = box.current?.offsetParent
    if (editor.isDestroyed || !(sheet instanceof HTMLElement)) return undefined
    let frame = 0
    const show = (place: BlockPlace | null): void => {
      if (place === null) return
      const top = place.top - sheet.getBoundingClientRect().top
      const id = idAt(editor, place.index)
      setHandled((old) =>
        old.block === place.index && old.id === id && old.top === top ? old : { block: place.index, id, top },
      )
    }
    const soon = (find: () => BlockPlace | null): void => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        if (!editor.isDestroyed) show(find())
      })
    }
    const onPointer = (event: PointerEvent): void => {
      const over = event.target
      if (held || event.buttons !== 0 || (over instanceof Node && box.current?.contains(over) === true))
        return
      soon(() => blockAt(editor, event.clientY))
    }
    const onTransaction = ({ transaction }: { transaction: Transaction }): void => {
      const { docChanged, selectionSet } = transaction
      if (docChanged && isChangeOrigin(transaction) && id !== null) {
        const index = indexById(editor, id)
        if (index === null) setHandled(NOTHING)
        else soon(() => placeOf(editor, index))
      } else if (docChanged) setHandled(NOTHING)
      else if (selectionSet && !held && editor.isFocused) soon(() => blockOfCursor(editor))
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !event.altKey || event.isComposing) return
      event.preventDefault()
      show(blockOfCursor(editor))
      onMenu()
    }
    // Not only over the text: the buttons stand in its margin.
    sheet.addEventListener('pointermove', onPointer)
    editor.on('transaction', onTransaction)
    // Behind the editor's own, which has read by then where the cursor is (ownCursor.ts).
    editor.view.dom.addEventListener('keydown', onKey)
    return () => {
      cancelAnimationFrame(frame)
      sheet.removeEventListener('pointermove', onPointer)
      editor.off('transaction', onTransaction)
      editor.view.dom.removeEventListener('keydown', onKey)
    }
  }, [editor, box, held, id, onMenu])

  return handled.block !== null && placeOf(editor, handled.block) === null ? NOTHING : handled
}
