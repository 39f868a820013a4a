import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { placesOf } from '../../../client/sync/places.ts'
import { docOf } from '../../../client/sync/proposals.ts'
import { stateWith, type } from './device.ts'

/** The places that one transaction changed. */
function changed(change: (doc: Y.Doc, body: Y.XmlFragment) => void): string[] {
  const doc = docOf(stateWith('一', '二', '三'))
  const places: string[] = []
  doc.on('afterTransaction', (transaction: Y.Transaction) => places.push(...placesOf(transaction)))
  doc.transact(() => change(doc, doc.getXmlFragment('body')))
  return places
}
const withId = (name: string, id: string): Y.XmlElement => {
  const element = new Y.XmlElement(name)
  element.setAttribute('id', id)
  return element
}

test('typing in two blocks is two places, twice in one block is one', () => {
  expect(changed((doc) => (type(doc, '甲'), type(doc, '乙'), type(doc, '丙', 2)))).toEqual(['p1', 'p3'])
})

test('a new block and a deleted block are a place each', () => {
  expect(changed((_doc, body) => body.insert(1, [withId('goal', 'g1')]))).toEqual(['g1'])
  expect(changed((_doc, body) => body.delete(1, 1))).toEqual(['p2'])
})

test('an attribute counts for its block, a list for its items, a correction of the title for itself', () => {
  expect(
    changed((_doc, body) => {
      const first = body.get(0)
      if (first instanceof Y.XmlElement) first.setAttribute('fix', '{}')
    }),
  ).toEqual(['p1'])
  expect(
    changed((_doc, body) => {
      const list = new Y.XmlElement('bulletList')
      list.insert(0, [withId('listItem', 'i1'), withId('listItem', 'i2')])
      body.push([list])
    }),
  ).toEqual(['i1', 'i2'])
  expect(changed((doc) => doc.getMap('front').set('title', '题'))).toEqual(['front'])
})
