import type { Editor } from '@tiptap/core'
import { type PointerEvent, useRef } from 'react'
import { moveSpan, sectionAt } from '../move.ts'
import { blockAt, idAt, indexById } from './blockPlaces.ts'

/** A press that moves less than this, in pixels, is a click. */
const SLACK = 4
/** Nearer than this to the edge of what scrolls, in pixels, it scrolls while one drags. */
const EDGE = 48
const SCROLL_STEP = 14

const scrollerOf = (element: HTMLElement): HTMLElement => {
  const scroller = element.closest('.plan-main')
  return scroller instanceof HTMLElement ? scroller : document.documentElement
}

/** Drags a block, a heading with its whole section, by its handle; Esc gives up. */
export function useBlockDrag(
  editor: Editor,
  block: number | null,
): { onPointerDown: (event: PointerEvent<HTMLElement>) => void; dragged: () => boolean } {
  const wasDragged = useRef(false)

  const onPointerDown = (down: PointerEvent<HTMLElement>): void => {
    wasDragged.current = false
    if (block === null || down.button !== 0) return
    const grip = down.currentTarget
    const id = idAt(editor, block)
    const line = document.createElement('div')
    line.className = 'handle-drop'
    /** Where it would go: beside this block, by its id, or at this index. */
    let target: { id: string | null; index: number; isBelow: boolean } | null = null
    grip.setPointerCapture(down.pointerId)

    const follow = (event: globalThis.PointerEvent): void => {
      if (!wasDragged.current && Math.abs(event.clientY - down.clientY) < SLACK) return
      wasDragged.current = true
      grip.classList.add('handle-dragging')
      const scroller = scrollerOf(grip)
      const { top, bottom } = scroller.getBoundingClientRect()
      if (event.clientY < top + EDGE) scroller.scrollBy(0, -SCROLL_STEP)
      if (event.clientY > bottom - EDGE) scroller.scrollBy(0, SCROLL_STEP)
      const over = blockAt(editor, event.clientY)
      if (over === null) return
      const isBelow = event.clientY > (over.top + over.bottom) / 2
      target = { id: idAt(editor, over.index), index: over.index, isBelow }
      const { left, width } = editor.view.dom.getBoundingClientRect()
      const y = isBelow ? over.bottom : over.top
      Object.assign(line.style, { left: `${left}px`, width: `${width}px`, top: `${y - 1}px` })
      if (!line.isConnected) document.body.append(line)
    }
    const end = (): void => {
      line.remove()
      grip.classList.remove('handle-dragging')
      grip.removeEventListener('pointermove', follow)
      grip.removeEventListener('pointerup', drop)
      grip.removeEventListener('pointercancel', end)
      removeEventListener('keydown', giveUp, true)
    }
    const drop = (): void => {
      end()
      if (target === null) return
      // Colleagues may have written and moved meanwhile: both blocks are found again by their ids.
      const first = id === null ? block : indexById(editor, id)
      const beside = target.id === null ? target.index : indexById(editor, target.id)
      if (first === null || beside === null) return
      moveSpan(editor, sectionAt(editor.state.doc, first), beside + (target.isBelow ? 1 : 0))
      editor.commands.focus(undefined, { scrollIntoView: false })
    }
    const giveUp = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end()
    }
    grip.addEventListener('pointermove', follow)
    grip.addEventListener('pointerup', drop)
    grip.addEventListener('pointercancel', end)
    addEventListener('keydown', giveUp, true)
  }

  return { onPointerDown, dragged: () => wasDragged.current }
}
