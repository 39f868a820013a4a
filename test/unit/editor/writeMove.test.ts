import { type ProsemirrorBinding, updateYFragment } from '@tiptap/y-tiptap'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { moveSpan } from '../../../client/editor/move.ts'
import { writeStaying } from '../../../client/editor/writeMove.ts'
import { BODY } from '../../../shared/text/schema.ts'
import { editorOf, type Line } from '../panels/blocks.ts'

const item = (text: string, monthHeading: string | null = null): Line => [
  'monthlyItem',
  text,
  { id: text, months: '3', monthHeading },
]
const twin: Line = ['paragraph', '落款', { id: 'twin' }]

test.each([
  ['a text', []],
  ['a text with twins', [twin, twin]],
])('[T4] in %s what a colleague writes beside a moved item stays where it was written', (_, more) => {
  const editor = editorOf(item('慰问', '三月份：\n'), item('春游'), item('体检'), ...more)
  const before = editor.state.doc
  const doc = new Y.Doc()
  const type = doc.getXmlFragment(BODY)
  const binding = { type, doc, mapping: new Map(), isOMark: new Map() } as unknown as ProsemirrorBinding
  updateYFragment(doc, type, before, binding)
  for (const [at, element] of type.toArray().entries())
    if (element instanceof Y.XmlElement) binding.mapping.set(element, before.child(at))
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc))

  moveSpan(editor, { first: 0, count: 1 }, 3)
  doc.transact(() => {
    writeStaying(binding, editor.state.doc)
    updateYFragment(doc, type, editor.state.doc, binding)
  })
  for (const element of theirs.getXmlFragment(BODY).toArray().slice(0, 3)) {
    const text = element instanceof Y.XmlElement ? element.get(0) : null
    if (text instanceof Y.XmlText) text.insert(text.length, `，${text.toJSON()}的`)
  }
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs))
  const texts = type
    .toArray()
    .map((element) => (element instanceof Y.XmlElement ? element.get(0).toJSON() : ''))
  expect(texts.slice(0, 3)).toEqual(['春游，春游的', '体检，体检的', '慰问'])
})
