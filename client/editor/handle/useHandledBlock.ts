import type { Editor } from '@tiptap/core'
import { type RefObject, useEffect, useState } from 'react'
import { blockAt, blockOfCursor, type BlockPlace, placeOf } from './blockPlaces.ts'

type Handled = { block: number | null; top: number }

const NOTHING: Handled = { block: null, top: 0 }

/**
 * The index of the block that the handle stands beside, and its top within the sheet: the block under the
 * pointer, else the one with the cursor. Typing hides it; while `held` it stays. Alt+Enter asks for the
 * menu of the block with the cursor.
 */
export function useHandledBlock(
  editor: Editor,
  box: RefObject<HTMLElement | null>,
  held: boolean,
  onMenu: () => void,
): Handled {
  const [handled, setHandled] = useState(NOTHING)

  useEffect(() => {
    const sheet = box.current?.offsetParent
    if (held || editor.isDestroyed || !(sheet instanceof HTMLElement)) return undefined
    let frame = 0
    const show = (place: BlockPlace | null): void => {
      if (place === null) return
      const top = place.top - sheet.getBoundingClientRect().top
      setHandled((old) => (old.block === place.index && old.top === top ? old : { block: place.index, top }))
    }
    const soon = (find: () => BlockPlace | null): void => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        if (!editor.isDestroyed) show(find())
      })
    }
    const onPointer = (event: PointerEvent): void => {
      const over = event.target
      if (event.buttons !== 0 || (over instanceof Node && box.current?.contains(over) === true)) return
      soon(() => blockAt(editor, event.clientY))
    }
    const onTransaction = ({
      transaction,
    }: {
      transaction: { docChanged: boolean; selectionSet: boolean }
    }) => {
      if (transaction.docChanged) setHandled(NOTHING)
      else if (transaction.selectionSet && editor.isFocused) soon(() => blockOfCursor(editor))
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
    editor.view.dom.addEventListener('keydown', onKey, true)
    return () => {
      cancelAnimationFrame(frame)
      sheet.removeEventListener('pointermove', onPointer)
      editor.off('transaction', onTransaction)
      editor.view.dom.removeEventListener('keydown', onKey, true)
    }
  }, [editor, box, held, onMenu])

  return handled.block !== null && placeOf(editor, handled.block) === null ? NOTHING : handled
}
