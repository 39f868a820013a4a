import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { receive } from '../../../server/relay/receive.ts'
import { BODY, FRONT, NODE_DEPTH } from '../../../shared/text/schema.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import { paragraphOf } from '../../harness/rawClient.ts'

/** What the relay says to somebody who does this to a text of one paragraph. */
function said(act: (body: Y.XmlFragment, doc: Y.Doc) => void): string {
  const replica = new Y.Doc()
  replica.getXmlFragment(BODY).insert(0, [paragraphOf('原来的一段')])
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(replica))
  const before = Y.encodeStateVector(doc)
  doc.transact(() => act(doc.getXmlFragment(BODY), doc))
  const received = receive(Y.encodeStateAsUpdate(doc, before), replica)
  return received.kind === 'refused' ? received.code : received.kind
}

const element = (body: Y.XmlFragment): Y.XmlElement => {
  const first = body.get(0)
  if (!(first instanceof Y.XmlElement)) throw new Error('the text begins with an element')
  return first
}
const textIn = (body: Y.XmlFragment): Y.XmlText => {
  const text = element(body).get(0)
  if (!(text instanceof Y.XmlText)) throw new Error('the paragraph has a text')
  return text
}
/** Yjs types what may be inserted; a raw update is not typed. */
const insert = (parent: Y.XmlFragment, child: unknown): void => parent.insert(0, [child as Y.XmlElement])

function nest(body: Y.XmlFragment, depth: number): void {
  let inner = body
  for (let level = 0; level < depth; level++) {
    const list = new Y.XmlElement('bulletList')
    inner.insert(0, [list])
    inner = list
  }
}

test.each<[string, (body: Y.XmlFragment, doc: Y.Doc) => void]>([
  ['a map in the body', (body) => insert(body, new Y.Map())],
  ['a plain text in the body', (body) => insert(body, new Y.Text('x'))],
  ['an XML text in the body', (body) => insert(body, new Y.XmlText('x'))],
  ['a fragment in the body', (body) => insert(body, new Y.XmlFragment())],
  ['a map in a paragraph', (body) => insert(element(body), new Y.Map())],
  [
    'an array in a new paragraph',
    (body) => {
      const paragraph = new Y.XmlElement('paragraph')
      body.insert(0, [paragraph])
      insert(paragraph, new Y.Array())
    },
  ],
  ['an embed in words', (body) => textIn(body).insertEmbed(0, { image: 'x' })],
  ['a type in words', (body) => textIn(body).insertEmbed(0, new Y.Map())],
  ['a type as an attribute', (body) => element(body).setAttribute('id', new Y.Map() as unknown as string)],
  [
    'a value of two parts',
    (_body, doc) => {
      const front = doc.getMap(FRONT)
      const content = new Y.ContentAny(['一', '二'])
      doc.transact((transaction) => {
        const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID))
        new Y.Item(id, null, null, null, null, front, 'title', content).integrate(transaction, 0)
      })
    },
  ],
  ['a type in the front matter', (_body, doc) => doc.getMap(FRONT).set('title', new Y.Text('x'))],
  ['elements nested too deeply', (body) => nest(body, NODE_DEPTH + 1)],
  ['20,000 nested elements', (body) => nest(body, 20_000)],
])('[P7][W3] %s, which no editor can draw, is malformed', (_what, act) => {
  expect(said(act)).toBe('malformed')
})

test.each<[string, (body: Y.XmlFragment, doc: Y.Doc) => void]>([
  ['elements as deep as may be', (body) => nest(body, NODE_DEPTH)],
  [
    'words, marks and a break',
    (body) => {
      textIn(body).insert(2, '新的', { bold: true, link: { href: 'https://a.example' } })
      element(body).insert(1, [new Y.XmlElement('hardBreak'), new Y.XmlText('下一行')])
    },
  ],
  ['plain attributes', (body) => element(body).setAttribute('level', 2 as unknown as string)],
  ['front matter', (_body, doc) => doc.getMap(FRONT).set('title', '计划')],
  [
    'what is deleted again',
    (body) => {
      insert(body, new Y.Map())
      body.delete(0)
    },
  ],
])('[W3] %s pass', (_what, act) => {
  expect(said(act)).toBe('new')
})

test('[P7] a text that was stored nested beyond measure is read, as deep as may be', () => {
  const doc = new Y.Doc()
  doc.transact(() => nest(doc.getXmlFragment(BODY), 20_000))
  doc.getXmlFragment(BODY).insert(0, [paragraphOf('还在')])
  expect(blocksOfDoc(doc).blocks[0]?.text).toBe('还在')
})
