import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { insertBlocks, takesBlocks } from './insertBlocks.ts'
import { readHtml } from './readHtml.ts'
import { type ReadText, readText } from './readText.ts'

/** What is pasted at once, UTF-16 units of text; a plan of a hundred pages has 200,000. */
const LONGEST = 300_000
/** Its HTML, UTF-16 units: Word writes some thirty characters of markup for one of text. */
const LONGEST_HTML = 30 * LONGEST

const OWN = 'data-pm-slice'

type Pasted = { text: string; html: string }

const pastedOf = (event: ClipboardEvent): Pasted => ({
  text: event.clipboardData?.getData('text/plain') ?? '',
  html: event.clipboardData?.getData('text/html') ?? '',
})

/** Whether a text has lines of its own to read. */
const isPlanText = ({ text, html }: Pasted): boolean =>
  !html.includes(OWN) && text.split('\n').filter((line) => line.trim() !== '').length > 1

const saysSomething = ({ plan }: ReadText): boolean =>
  plan.title !== null || plan.sections.length + plan.goals.length + plan.monthly.length > 0

/**
 * Pasting a plan into the text gives sections, goals and monthly items, like 导入; other words are pasted as
 * they are, and Ctrl+Shift+V pastes anything so. What is too long is refused before it is parsed.
 */
export const PlanPaste = Extension.create<{
  /** A text is about to be pasted as blocks; `isFirst` when the plan was empty before. */
  onRead: (read: ReadText, isFirst: boolean) => void
  onTooLong: () => void
}>({
  name: 'planPaste',
  addOptions: () => ({ onRead: () => undefined, onTooLong: () => undefined }),
  addProseMirrorPlugins() {
    const { editor, options } = this
    let isPlain = false
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_view, event) => {
              isPlain = event.shiftKey && (event.ctrlKey || event.metaKey)
              return false
            },
            paste: (_view, event) => {
              const { text, html } = pastedOf(event)
              if (text.length <= LONGEST && html.length <= LONGEST_HTML) return false
              event.preventDefault()
              options.onTooLong()
              return true
            },
          },
          handlePaste: (view, event) => {
            const pasted = pastedOf(event)
            if (isPlain || !isPlanText(pasted) || !takesBlocks(view.state)) return false
            // A table is told better by its HTML than by its text.
            const read = /<table/iu.test(pasted.html)
              ? readHtml(pasted.html, view.state.schema)
              : { ...readText(pasted.text.replaceAll('\r\n', '\n')), tables: [] }
            if (!saysSomething(read)) return false
            options.onRead(read, editor.isEmpty)
            insertBlocks(editor, read.blocks, read.tables)
            return true
          },
        },
      }),
    ]
  },
})
