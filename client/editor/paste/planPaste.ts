import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { NODE_DEPTH } from '../../../shared/text/schema.ts'
import { isUnwritten } from '../blank.ts'
import { insertBlocks, takesBlocks } from './insertBlocks.ts'
import { readHtml } from './readHtml.ts'
import { isOwnHtml, seenHtml, seenText } from './shownHtml.ts'
import { type ReadText, readText } from './readText.ts'

/** What is pasted at once, UTF-16 units of text; a plan of a hundred pages has 200,000. */
const LONGEST = 300_000
/** Its HTML, UTF-16 units: Word writes some thirty characters of markup for one of text. */
const LONGEST_HTML = 30 * LONGEST

/** What only HTML tells: lists that a browser numbers, headings, tables, Word's paragraphs of a list. */
const TELLS_MORE = /<(?:table|[uo]l|h[1-6])[\s>]|mso-list/iu

/** Cells that are drawn without making everyone wait; a schedule of a year has a few hundred. */
const MOST_CELLS = 5_000

/** Whether HTML holds a sheet of figures; counted before it is parsed, which alone takes half a minute. */
const isSheet = (html: string): boolean => (html.match(/<t[dh][\s>]/giu)?.length ?? 0) > MOST_CELLS

/** Whether something stands deeper than the relay takes; `at` is the node's own depth. */
const isTooDeep = (node: Node, at: number): boolean =>
  at > NODE_DEPTH || node.children.some((child) => isTooDeep(child, at + 1))

type Pasted = { text: string; html: string }

const pastedOf = (event: ClipboardEvent): Pasted => ({
  text: event.clipboardData?.getData('text/plain') ?? '',
  html: event.clipboardData?.getData('text/html') ?? '',
})

/** Whether something has lines of its own to read. */
const hasLines = (text: string): boolean => text.split('\n').filter((line) => line.trim() !== '').length > 1

/** A pasted text as blocks; null where it is one line, or our own. */
function readPasted({ text, html }: Pasted): ReadText | null {
  if (isOwnHtml(html)) return null
  const plain = seenText(text)
  // Programs that give both write into the text what they draw; HTML is the second choice where it says no more.
  if (TELLS_MORE.test(html) || (html !== '' && !hasLines(plain))) {
    const read = readHtml(html, plain)
    return read.blocks.length > 1 ? read : null
  }
  return hasLines(plain) ? readText(plain, html) : null
}

const saysSomething = ({ plan }: ReadText): boolean =>
  plan.title !== null || plan.sections.length + plan.goals.length + plan.monthly.length > 0

/**
 * Pasting a plan into the text gives sections, goals and monthly items, like 导入; other words are pasted as
 * they are, and Ctrl+Shift+V pastes anything so. What is too long is refused before it is parsed.
 */
export const PlanPaste = Extension.create<{
  /** A text is about to be pasted as blocks; `isFirst` when nothing but a title was written before. */
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
              if (text.length <= LONGEST && html.length <= LONGEST_HTML && !isSheet(html)) return false
              event.preventDefault()
              options.onTooLong()
              return true
            },
          },
          transformPastedHTML: seenHtml,
          transformPastedText: seenText,
          handlePaste: (view, event, slice) => {
            const { depth } = view.state.selection.$from
            if (slice.content.content.some((node) => isTooDeep(node, depth + 1))) {
              options.onTooLong()
              return true
            }
            const pasted = pastedOf(event)
            if (isPlain || !takesBlocks(view.state)) return false
            const read = readPasted(pasted)
            if (read === null || !saysSomething(read)) return false
            options.onRead(read, isUnwritten(view.state.doc))
            insertBlocks(editor, read)
            return true
          },
        },
      }),
    ]
  },
})
