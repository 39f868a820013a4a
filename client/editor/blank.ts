import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Selection } from '@tiptap/pm/state'
import { NODES } from '../../shared/text/schema.ts'
import { planWords } from '../i18n/plan.ts'
import { isTitle } from './title.ts'

const isHeading = (node: Node): boolean => node.type.name === NODES.heading

/** Whether nothing is written under the title yet and there is a line to write on. */
function isBlank(doc: Node): boolean {
  const { lastChild } = doc
  if (lastChild === null || lastChild.type.name !== NODES.paragraph) return false
  return doc.content.content.every(
    (node, index) => (index === 0 && isHeading(node)) || (node.isTextblock && node.content.size === 0),
  )
}

/** Whether nothing is written yet but a title. */
export const isUnwritten = (doc: Node): boolean =>
  doc.children.every(
    (node, index) => (index === 0 && isTitle(node)) || (node.isTextblock && node.content.size === 0),
  )

const PLACEHOLDERS = Object.values(planWords).map(
  ({ blankTitle }) => new RegExp(`^${blankTitle('\\d{4}')}$`, 'u'),
)

/** Whether words are the title that a blank plan begins with, which nobody wrote. */
export const isPlaceholderTitle = (words: string): boolean =>
  PLACEHOLDERS.some((placeholder) => placeholder.test(words.trim()))

/** Puts the cursor where a new plan is begun; what is written already is opened to be read. */
export function beginBlank(editor: Editor): void {
  if (isBlank(editor.state.doc)) editor.commands.focus('end', { scrollIntoView: false })
}

/**
 * A click in the white below the text puts the cursor at its end, after a heading or a table on a new line.
 * False when the click was on something else.
 */
export function writeBelow(
  editor: Editor,
  { target, clientY }: { target: EventTarget; clientY: number },
): boolean {
  const { dom, state } = editor.view
  const isSheet = target === dom || (target instanceof Element && target.classList.contains('sheet'))
  const bottom = dom.lastElementChild?.getBoundingClientRect().bottom ?? 0
  if (!editor.isEditable || !isSheet || clientY <= bottom) return false
  const { lastChild, content } = state.doc
  const needsLine = lastChild === null || isHeading(lastChild) || lastChild.type.name === NODES.table
  const chain = editor.chain()
  if (needsLine) chain.insertContentAt(content.size, { type: NODES.paragraph })
  chain
    .command(({ tr }) => {
      tr.setSelection(Selection.atEnd(tr.doc)).scrollIntoView()
      return true
    })
    .run()
  // At once: TipTap's own focus waits for the next frame, and what is typed until then would be lost.
  editor.view.focus()
  return true
}
