import type { Editor } from '@tiptap/core'
import { type Node, Schema } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import { ATTRIBUTES } from '../../../shared/text/schema.ts'

/** The text blocks of our schema without TipTap, and an editor of them without a screen. */
const textBlock = (attributes: Record<string, string | number | null>) => ({
  group: 'block',
  content: 'inline*',
  attrs: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { default: value }])),
})
export const schema = new Schema({
  nodes: {
    doc: { content: 'block*' },
    heading: textBlock(ATTRIBUTES.heading),
    paragraph: textBlock(ATTRIBUTES.paragraph),
    goal: textBlock(ATTRIBUTES.goal),
    monthlyItem: textBlock(ATTRIBUTES.monthlyItem),
    bulletList: { group: 'block', content: 'listItem*' },
    orderedList: { group: 'block', content: 'listItem*' },
    listItem: { content: 'block*', attrs: { id: { default: null } } },
    text: { group: 'inline' },
  },
})

/** An editor of these nodes. */
export function editorOfNodes(nodes: readonly Node[]): Editor {
  const editor = {
    schema,
    state: EditorState.create({ doc: schema.node('doc', null, nodes) }),
    dispatched: 0,
    view: {
      dispatch(transaction: EditorState['tr']) {
        editor.state = editor.state.apply(transaction)
        editor.dispatched += 1
      },
    },
  }
  return editor as unknown as Editor
}

export type Line = [kind: string, text: string, attributes?: Record<string, string | number | null>]

/** An editor of these lines; the id of a line is its text unless its attributes say otherwise. */
export function editorOf(...lines: Line[]): Editor {
  return editorOfNodes(
    lines.map(([kind, text, attributes]) =>
      schema.node(kind, { id: text, ...attributes }, text === '' ? [] : [schema.text(text)]),
    ),
  )
}

const nodesOf = (editor: Editor): Node[] => [...editor.state.doc.content.content]
export const textsOf = (editor: Editor): string[] => nodesOf(editor).map((node) => node.textContent)
export const attributesOf = (editor: Editor, text: string): Record<string, unknown> | undefined =>
  nodesOf(editor).find((node) => node.textContent === text)?.attrs
