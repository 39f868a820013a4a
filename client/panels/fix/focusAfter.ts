import type { Editor } from '@tiptap/core'
import { type FixAsked, isAskedBy } from '../../editor/askFix.ts'
import { positionOf } from '../../editor/goToBlock.ts'

/** Where corrections were asked for: what was pointed at there may be drawn anew when they are made. */
export type Origin = 'text' | 'walk' | 'panel'

export const originOf = (anchor: HTMLElement): Origin =>
  anchor.closest('.walk') !== null ? 'walk' : anchor.closest('.plan-panel') !== null ? 'panel' : 'text'

/** The chip of what was corrected as it stands now, else another one of its block. */
function chipOf(asked: FixAsked, editor: Editor): HTMLElement | null {
  const position = positionOf(editor, asked.block)
  const element = position === null ? null : editor.view.nodeDOM(position)
  if (!(element instanceof HTMLElement)) return null
  const chips = [...element.querySelectorAll<HTMLElement>('.chip')]
  return chips.find((chip) => isAskedBy(chip, asked)) ?? chips[0] ?? null
}

/** Where the focus goes when corrections are closed: to what was pointed at, or what stands for it now. */
export function focusAfter(asked: FixAsked, origin: Origin, editor: Editor): HTMLElement {
  const { anchor, block } = asked
  if (anchor.isConnected && anchor.tabIndex >= 0) return anchor
  if (origin === 'walk') {
    const walk = document.querySelector('.walk')
    const button =
      walk?.querySelector<HTMLElement>('.panel-button-primary') ?? walk?.querySelector<HTMLElement>('button')
    if (button != null) return button
  }
  if (origin === 'panel') {
    const row = document.querySelector(
      `.plan-panel :is([data-item="${CSS.escape(block)}"], [data-goal="${CSS.escape(block)}"])`,
    )
    const button = row?.querySelector<HTMLElement>('button')
    if (button != null) return button
  }
  // With a mouse the cursor stands behind the chip already; on a phone the text would bring up the keyboard.
  if (!matchMedia('(pointer: coarse)').matches) return editor.view.dom
  return (
    chipOf(asked, editor) ?? document.querySelector<HTMLElement>('.plan-bottom button') ?? editor.view.dom
  )
}
