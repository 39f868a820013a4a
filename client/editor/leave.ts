import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { isImeKey } from './ime.ts'

/**
 * Esc, then Tab or Shift+Tab, leaves the text for the next control, also where Tab means something in the
 * text: in a heading, a list or a table (WCAG 2.1.2, no keyboard trap; RULES T9).
 */
export const LeaveByTab = Extension.create({
  name: 'leaveByTab',
  priority: 2000,
  addProseMirrorPlugins() {
    let leaving = false
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_view, event) => {
              if (isImeKey(event) || event.key === 'Shift') return false
              // True keeps the key from the editor and leaves it to the browser.
              const leaves = leaving && event.key === 'Tab'
              leaving = event.key === 'Escape'
              return leaves
            },
          },
        },
      }),
    ]
  },
})
