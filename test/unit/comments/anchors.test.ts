import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { BlockId } from '../../../shared/plan/ids.ts'
import { anchorOnSection } from '../../../shared/text/anchors.ts'
import { passagesOfDoc } from '../../../shared/text/passages.ts'
import { anchorAt, docWith, elementAt, move, placeOf, spanOf, split, textAt, wordsUnder } from './text.ts'

const TEXTS = [
  '三月份组织女教工踏青活动，人人参加。',
  '四月份组织教职工篮球赛，分组进行。',
  '五月份评选先进，公示七天。',
]

test('[J7] a comment stays on its words while others type before, after and beside them', () => {
  const doc = docWith(...TEXTS)
  const anchor = anchorAt(doc, '教职工篮球赛')
  const text = textAt(doc, 1)
  text.insert(text.toJSON().indexOf('教职工'), '全体')
  text.insert(text.toJSON().indexOf('，'), '（室内）')
  text.insert(0, '下旬')
  expect(wordsUnder(doc, anchor)).toBe('教职工篮球赛')
})

test('[J7] white space at the ends of a selection is not quoted, and a selection of nothing else is refused', () => {
  const doc = docWith('春季 运动会 ')
  expect(anchorAt(doc, ' 运动会 ').quote).toBe('运动会')
  expect(() => anchorAt(doc, ' ')).toThrow('nothing to comment on')
})

test('[J7] words that are edited keep their comment, marked as changed', () => {
  const doc = docWith(...TEXTS)
  const anchor = anchorAt(doc, '教职工篮球赛')
  const text = textAt(doc, 1)
  text.insert(text.toJSON().indexOf('篮球'), '第二届')
  expect(placeOf(doc, anchor)).toMatchObject({ kind: 'range', block: 'p1', changed: true })
  expect(wordsUnder(doc, anchor)).toBe('教职工第二届篮球赛')
})

test('[J7] deleted words leave an orphan with its quote, and undoing the deletion brings the place back', () => {
  const doc = docWith(...TEXTS)
  const undo = new Y.UndoManager(doc.getXmlFragment('body'))
  const anchor = anchorAt(doc, '教职工篮球赛')
  const text = textAt(doc, 1)
  text.delete(text.toJSON().indexOf('教职工'), 6)
  expect(placeOf(doc, anchor)).toEqual({ kind: 'orphan', quote: '教职工篮球赛' })
  undo.undo()
  expect(wordsUnder(doc, anchor)).toBe('教职工篮球赛')
})

test('[J7] a new wording in the same place does not inherit the comment', () => {
  const doc = docWith(...TEXTS)
  const anchor = anchorAt(doc, '教职工篮球赛')
  const text = textAt(doc, 1)
  const at = text.toJSON().indexOf('教职工')
  text.delete(at, 6)
  text.insert(at, '读书会')
  expect(placeOf(doc, anchor).kind).toBe('orphan')
})

test('[J7] a split before, inside and after the words keeps the comment, and so does undoing it', () => {
  for (const at of [3, 7, 9, 13]) {
    const doc = docWith(...TEXTS)
    const undo = new Y.UndoManager(doc.getXmlFragment('body'))
    const anchor = anchorAt(doc, '教职工篮球赛')
    split(doc, 1, at, 'new')
    expect(wordsUnder(doc, anchor).replace('\n', '')).toBe('教职工篮球赛')
    undo.undo()
    expect(wordsUnder(doc, anchor)).toBe('教职工篮球赛')
  }
})

test('[J7] a moved block keeps its comment under the block’s id', () => {
  const doc = docWith(...TEXTS, '其他教职工篮球赛事')
  const anchor = anchorAt(doc, '教职工篮球赛')
  move(doc, 1, 3)
  expect(placeOf(doc, anchor)).toMatchObject({ kind: 'range', block: 'p1', changed: false })
})

test('[J7] words cut and pasted elsewhere are found where they are now', () => {
  const doc = docWith(...TEXTS)
  const anchor = anchorAt(doc, '组织教职工篮球赛')
  textAt(doc, 1).delete(3, 8)
  textAt(doc, 2).insert(3, '组织教职工篮球赛，')
  expect(placeOf(doc, anchor)).toMatchObject({ kind: 'range', block: 'p2' })
})

test('[J7] two members who moved one block leave twins, and the comment stands on the first', () => {
  const doc = docWith(...TEXTS)
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc))
  const anchor = anchorAt(doc, '教职工篮球赛')
  move(doc, 1, 0)
  move(theirs, 1, 2)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs))
  expect(passagesOfDoc(doc).passages.map(({ block }) => block)).toEqual(['p1', 'p0', 'p2', 'p1'])
  expect(placeOf(doc, anchor)).toMatchObject({ kind: 'range', from: { passage: 0 } })
})

test('[J7] one Chinese character can be commented on and is told from its likes by what stands beside it', () => {
  const doc = docWith('工会的会员会议', '会员大会')
  const anchor = anchorAt(doc, { from: { passage: 0, offset: 3 }, to: { passage: 0, offset: 4 } })
  expect(anchor.quote).toBe('会')
  move(doc, 0, 1)
  expect(placeOf(doc, anchor)).toMatchObject({
    from: { passage: 1, offset: 3 },
    to: { passage: 1, offset: 4 },
  })
})

test('[J7] a comment on a word that was deleted does not jump to the same word elsewhere', () => {
  const doc = docWith('关心困难会员，慰问退休会员。', '会员大会')
  const anchor = anchorAt(doc, '会员')
  textAt(doc, 0).delete(0, 7)
  expect(placeOf(doc, anchor)).toEqual({ kind: 'orphan', quote: '会员' })
})

test('[J7] a quote that stands in several places, none of them clearly meant, is an orphan', () => {
  const doc = docWith('一等奖：奖状', '工会', '会员', '工会')
  const anchor = anchorAt(doc, '奖状')
  const lost = { ...anchor, quote: '工会', before: '', after: '', from: 'AAAA', to: 'AAAA' }
  expect(placeOf(doc, lost)).toEqual({ kind: 'orphan', quote: '工会' })
})

test('[J7] a selection over two paragraphs is one comment', () => {
  const doc = docWith(...TEXTS)
  const [from, to] = [spanOf(doc, '人人参加').from, spanOf(doc, '四月份').to]
  const anchor = anchorAt(doc, { from, to })
  expect(anchor.quote).toBe('人人参加。\n四月份')
  textAt(doc, 0).insert(0, '计划')
  expect(wordsUnder(doc, anchor)).toBe('人人参加。\n四月份')
})

test('a long selection is quoted by its first 2,000 units', () => {
  const doc = docWith('年'.repeat(3_000))
  const anchor = anchorAt(doc, '年'.repeat(3_000))
  expect(anchor.quote).toHaveLength(2_000)
  expect(wordsUnder(doc, anchor)).toHaveLength(2_000)
})

test('[J7] a comment on a section follows its heading, by id or by its words, and is an orphan without it', () => {
  const doc = docWith('一、指导思想', '二、工作目标')
  const anchor = anchorOnSection({ block: BlockId.parse('p1'), text: '二、工作目标' })
  expect(placeOf(doc, anchor)).toEqual({ kind: 'section', block: 'p1', passage: 1 })
  elementAt(doc, 1).setAttribute('id', 'pasted')
  expect(placeOf(doc, anchor)).toEqual({ kind: 'section', block: 'pasted', passage: 1 })
  doc.getXmlFragment('body').delete(1)
  expect(placeOf(doc, anchor)).toEqual({ kind: 'orphan', quote: '二、工作目标' })
})

test('hard breaks and bold words inside a quote do not hide it', () => {
  const doc = docWith('甲项工作\n乙项工作\n丙项工作')
  const anchor = anchorAt(doc, '工作\n乙项')
  expect(wordsUnder(doc, anchor)).toBe('工作\n乙项')
  const bare = { ...anchor, from: 'AAAA', to: 'AAAA' }
  expect(wordsUnder(doc, bare)).toBe('工作\n乙项')
  textAt(doc, 0).format(0, 2, { bold: true })
  expect(wordsUnder(doc, anchor)).toBe('工作\n乙项')
})
