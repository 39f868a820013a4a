import { Extension, isMacOS } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { isImeKey } from './ime.ts'

const asksForLineStart = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean =>
  !ctrlKey && !altKey && (isMacOS() ? key === 'ArrowLeft' && metaKey : key === 'Home' && !metaKey)

/**
 * Home behind a block's last word. Where its chips stand on a line of their own, the browser takes that for the line
 * of a cursor that was typed there, and does not go anywhere.
 */
export const LineStart = Extension.create({
  name: 'lineStart',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleKeyDown: (view, event) => {
          if (!asksForLineStart(event) || isImeKey(event)) return false
          const { $head } = view.state.selection
          if ($head.parentOffset === 0 || $head.parentOffset < $head.parent.content.size) return false
          const block = view.nodeDOM($head.before())
          if (!(block instanceof Element) || block.querySelector('.chips') === null) return false
          const selection = document.getSelection()
          const how = event.shiftKey ? 'extend' : 'move'
          selection?.modify(how, 'backward', 'character')
          selection?.modify(how, 'backward', 'lineboundary')
          return true
        },
      },
    }),
  ],
})
