import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { BlockId } from '../../shared/plan/ids.ts'
import { askFix, markAsking } from './askFix.ts'
import type { Chip } from './chips.ts'

/** Draws a block's chips as a widget behind its words; a click on one corrects what was read. */
export const chipElement =
  (block: BlockId, chips: readonly Chip[]) =>
  (view: EditorView, place: () => number | undefined): HTMLElement => {
    const element = document.createElement('span')
    element.className = 'chips'
    element.contentEditable = 'false'
    for (const { words, field, goal } of chips) {
      const chip = document.createElement('span')
      chip.className = 'chip'
      chip.textContent = words
      markAsking(chip, field, goal)
      // On a phone the focus comes back to it when its correction is closed.
      chip.tabIndex = -1
      const ask = (): void => {
        if (view.editable) askFix(chip, block, field, goal)
      }
      chip.addEventListener('click', ask)
      chip.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        ask()
      })
      element.append(chip)
    }
    // A click on what cannot be edited would throw the cursor to the start of the text.
    element.addEventListener('mousedown', (event) => {
      event.preventDefault()
      const position = place()
      if (position === undefined || !view.editable) return
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, position)))
      // On a phone that would bring up the keyboard.
      if (!matchMedia('(pointer: coarse)').matches) view.focus()
    })
    return element
  }
