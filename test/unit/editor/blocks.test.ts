import { type Node, Schema } from '@tiptap/pm/model'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { blocksOfEditor } from '../../../client/editor/blocks.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import { BODY } from '../../../shared/text/schema.ts'

const attrs = { id: { default: null } }
const schema = new Schema({
  nodes: {
    doc: { content: 'block*' },
    paragraph: { group: 'block', content: 'text*', attrs },
    table: { group: 'block', content: 'tableRow*' },
    tableRow: { content: 'tableCell*' },
    tableCell: { content: 'block*', attrs },
    text: {},
  },
})

let ids = 0
const paragraph = (words: string, id: string | null = `b${ids++}`): Node =>
  schema.node('paragraph', { id }, schema.text(words))
const table = (rows: string[][]): Node =>
  schema.node(
    'table',
    null,
    rows.map((cells) =>
      schema.node(
        'tableRow',
        null,
        cells.map((words) => schema.node('tableCell', { id: `b${ids++}` }, paragraph(words))),
      ),
    ),
  )
const spring = table([
  ['月份', '工作内容'],
  ['三月', '召开教代会'],
])
const autumn = table([
  ['月份', '工作内容'],
  ['九月', '庆祝教师节'],
])

/** What the server reads of the same text. */
function stored(nodes: Node[]): ReturnType<typeof blocksOfDoc> {
  const doc = new Y.Doc()
  prosemirrorToYXmlFragment(schema.node('doc', null, nodes), doc.getXmlFragment(BODY))
  return blocksOfDoc(doc)
}
const written = (nodes: Node[]) => blocksOfEditor(schema.node('doc', null, nodes))

test('[P4] the schedules of two tables are read in the editor as on the server, whatever comes before them', () => {
  const first = paragraph('上学期')
  for (const nodes of [[spring, autumn], [first, autumn, spring], [spring], [autumn, first, spring]]) {
    const { front, blocks } = stored(nodes)
    expect(written(nodes)).toEqual(blocks)
    expect(readPlan(front, written(nodes)).monthly).toHaveLength(nodes.filter((one) => one !== first).length)
  }
})

test('[P4] blocks to which nobody gave an id are told apart in the editor as on the server', () => {
  const [a, b] = [paragraph('全年发展会员20人。', null), paragraph('全年培训职工30人次。', null)]
  for (const nodes of [[a, b], [b], [paragraph('一行'), a, b]]) {
    expect(written(nodes)).toEqual(stored(nodes).blocks)
    expect(new Set(written(nodes).map(({ id }) => id)).size).toBe(nodes.length)
  }
})

test('[R2] blocks whose place says nothing of them are the same objects in another place', () => {
  const [a, b] = [paragraph('甲'), paragraph('乙')]
  const before = written([a, spring, b])
  const after = written([paragraph('新'), a, spring, b])
  expect(after.slice(1).every((block, index) => block === before[index])).toBe(true)
})
