import * as Y from 'yjs'
import { expect, test } from 'vitest'
import type { AsideRecord } from '../../../client/sync/asideRecord.ts'
import { carryOver } from '../../../client/sync/carryOver.ts'
import { docOf, proposalsOf } from '../../../client/sync/proposals.ts'
import { stateWith, type, words } from './device.ts'

const base = stateWith('一', '二', '三')

/** A later state of the base text. */
function after(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = docOf(base)
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}
const record = (mine: Uint8Array, from: Uint8Array | null = base): AsideRecord => ({
  id: 'r',
  at: 0,
  reason: 'not-allowed',
  base: from,
  mine,
  keys: [],
  done: [],
})
const body = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('body')
const addBlock = (doc: Y.Doc, at: number, id: string, text: string): void => {
  const element = new Y.XmlElement('paragraph')
  element.setAttribute('id', id)
  element.insert(0, [new Y.XmlText(text)])
  body(doc).insert(at, [element])
}
const texts = (doc: Y.Doc): string[] =>
  body(doc)
    .toArray()
    .map((_, index) => words(doc, index))

test('only blocks that I changed are proposed, beside what a colleague made of them meanwhile', () => {
  const mine = after((doc) => type(doc, '甲'))
  const now = docOf(after((doc) => (type(doc, '乙'), type(doc, '丙', 1))))
  expect(proposalsOf(record(mine), now)).toEqual([{ block: 'p1', base: '一', mine: '一甲', now: '一乙' }])
})

test('what is in the text already is not proposed again', () => {
  const mine = after((doc) => type(doc, '甲'))
  expect(proposalsOf(record(mine), docOf(mine))).toEqual([])
})

test('a new block is proposed and carried over after the block that it followed', () => {
  const mine = after((doc) => addBlock(doc, 1, 'new', '新的一段'))
  const now = docOf(after((doc) => body(doc).delete(2, 1)))
  expect(proposalsOf(record(mine), now)).toEqual([{ block: 'new', base: '', mine: '新的一段', now: null }])
  carryOver(now, { mine: docOf(mine), base: docOf(base) }, 'new', null)
  expect(texts(now)).toEqual(['一', '新的一段', '二'])
})

test('a deletion is proposed, and carried over only for the block that it meant', () => {
  const mine = after((doc) => body(doc).delete(1, 1))
  const now = docOf(base)
  expect(proposalsOf(record(mine), now)).toEqual([{ block: 'p2', base: '二', mine: '', now: '二' }])
  carryOver(now, { mine: docOf(mine), base: docOf(base) }, 'p2', null)
  expect(texts(now)).toEqual(['一', '三'])
})

test('a member’s correction of a reading is proposed and carried over with the words', () => {
  const goal = (fix?: string): Uint8Array => {
    const doc = docOf(base)
    const element = new Y.XmlElement('goal')
    element.setAttribute('id', 'g1')
    if (fix !== undefined) element.setAttribute('fix', fix)
    element.insert(0, [new Y.XmlText('建家不少于20家')])
    body(doc).insert(0, [element])
    return Y.encodeStateAsUpdate(doc)
  }
  const mine = goal('{"value":20}')
  const now = docOf(goal())
  expect(proposalsOf(record(mine, goal()), now).map((one) => one.block)).toEqual(['g1'])
  carryOver(now, { mine: docOf(mine), base: docOf(base) }, 'g1', null)
  const element = body(now).get(0)
  expect(element instanceof Y.XmlElement && element.getAttribute('fix')).toBe('{"value":20}')
})

test('words are carried over by changing only what differs', () => {
  const mine = after((doc) => type(doc, '甲'))
  const now = docOf(base)
  const element = body(now).get(0)
  const before = element instanceof Y.XmlElement ? element.get(0) : null
  carryOver(now, { mine: docOf(mine), base: docOf(base) }, 'p1', null)
  expect(words(now)).toBe('一甲')
  expect(element instanceof Y.XmlElement && element.get(0)).toBe(before)
})

/** What stands in a text after one's words were put back, which were `mine` and changed from `before`. */
function putBack(present: Y.XmlElement, before: string, mine: string): string {
  const now = new Y.Doc()
  body(now).insert(0, [present])
  carryOver(now, { mine: docOf(stateWith(mine)), base: docOf(stateWith(before)) }, 'p1', null)
  return body(now).toJSON()
}
function element(name: string, id: string | null, ...inside: (Y.XmlElement | string)[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  if (id !== null) made.setAttribute('id', id)
  made.insert(
    0,
    inside.map((one) => (typeof one === 'string' ? new Y.XmlText(one) : one)),
  )
  return made
}

test.each([
  ['组织春游（50人）', '组织春游', '集体组织春游', '集体组织春游（50人）'],
  ['组织春游，乙', '组织春游', '组织春游，甲', '组织春游，乙，甲'],
  ['建家不少于30家', '建家不少于20家', '建家不少于25家', '建家不少于25家'],
  ['春游，甲', '春游', '春游，甲', '春游，甲'],
  ['春游😁，乙', '春游😁', '春游😀', '春游😀，乙'],
])(
  '[L7] what a colleague made of it meanwhile, %s, stays where words are put back',
  (now, was, mine, then) => {
    expect(putBack(element('paragraph', 'p1', now), was, mine)).toBe(`<paragraph id="p1">${then}</paragraph>`)
  },
)

test('[L7] words put back into a list stand in its item’s paragraph', () => {
  const list = element('bulletList', null, element('listItem', 'p1', element('paragraph', null, '春游')))
  expect(putBack(list, '春游', '春游，甲')).toBe(
    '<bulletlist><listitem id="p1"><paragraph>春游，甲</paragraph></listitem></bulletlist>',
  )
})

test('a correction of the title is proposed and carried over', () => {
  const mine = after((doc) => doc.getMap('front').set('title', '新标题'))
  const now = docOf(base)
  const proposed = [{ block: 'front:title', base: '', mine: '新标题', now: null }]
  expect(proposalsOf(record(mine), now)).toEqual(proposed)
  carryOver(now, { mine: docOf(mine), base: docOf(base) }, 'front:title', null)
  expect(now.getMap('front').get('title')).toBe('新标题')
})

test('without a common base, what differs from the text now is proposed and nothing is deleted', () => {
  const mine = stateWith('一', '二改')
  expect(proposalsOf(record(mine, null), docOf(base))).toEqual([
    { block: 'p2', base: '二', mine: '二改', now: '二' },
  ])
})

test('a proposal that was dealt with is not listed', () => {
  const mine = after((doc) => type(doc, '甲'))
  expect(proposalsOf({ ...record(mine), done: ['p1'] }, docOf(base))).toEqual([])
})
