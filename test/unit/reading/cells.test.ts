import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Cell } from '../../../shared/inputs/docx/document.ts'
import { blocksOfDocument } from '../../../shared/inputs/readFile.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { TABLE } from '../../../shared/reading/lines.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import { writeBlocks } from '../../../shared/text/toDoc.ts'
import { testId } from '../../harness/ids.ts'

const cell = (words: string, rows = 1, columns = 1): Cell => ({ words, rows, columns })

/** The items of a table, read out of the Yjs document that it becomes. */
function itemsOf(tables: Cell[][][]): string[] {
  const { front, blocks } = blocksOfDocument({ text: TABLE, tables, marked: new Map() }, testId)
  const doc = new Y.Doc()
  writeBlocks(doc, front, blocks)
  const stored = blocksOfDoc(doc)
  return readPlan(stored.front, stored.blocks).monthly.map(({ months, owner, task }) =>
    [months.join(), owner ?? '', task].join(' '),
  )
}

test('a month and an owner merged over rows hold for all of them', () => {
  expect(
    itemsOf([
      [
        [cell('月份'), cell('序号'), cell('工作内容'), cell('负责人')],
        [cell('三月', 3), cell('1'), cell('召开教代会'), cell('王红', 2)],
        [cell('2'), cell('庆祝妇女节')],
        [cell('3'), cell('登山活动'), cell('李明')],
        [cell('四月'), cell('4'), cell('教工春游', 1, 2)],
      ],
    ]),
  ).toEqual(['3 王红 召开教代会', '3 王红 庆祝妇女节', '3 李明 登山活动', '4  教工春游'])
})

test('a month over the whole width is that of the rows below, and no task', () => {
  expect(
    itemsOf([[[cell('时间'), cell('工作内容')], [cell('五月份', 1, 2)], [cell(''), cell('劳动竞赛表彰')]]]),
  ).toEqual(['5  劳动竞赛表彰'])
})

test('a row without cells, as a merge of two edits can leave one, is passed over', () => {
  const doc = new Y.Doc()
  const { front, blocks } = blocksOfDocument(
    {
      text: TABLE,
      tables: [[[cell('月份'), cell('工作内容')], [], [cell('三月'), cell('召开教代会')]]],
      marked: new Map(),
    },
    testId,
  )
  writeBlocks(doc, front, blocks)
  const table = doc.getXmlFragment('body').get(0)
  if (table instanceof Y.XmlElement) table.insert(1, [new Y.XmlElement('tableRow')])
  const stored = blocksOfDoc(doc)
  expect(readPlan(stored.front, stored.blocks).monthly.map(({ task }) => task)).toEqual(['召开教代会'])
})

test('[T1] a table of a document stays one, also below a table that a copy took apart', () => {
  const rows = ['一月', '走访慰问', '王红', '二月', '召开座谈会', '李明', '三月', '春游', TABLE]
  const text = ['月份', '工作内容', '负责人', ...rows].join('\n')
  const { blocks } = blocksOfDocument(
    { text, tables: [[[cell('甲'), cell('乙')]]], marked: new Map() },
    testId,
  )
  expect(blocks.filter(({ kind }) => kind === 'cell').map((block) => block.text)).toEqual(['甲', '乙'])
})

test('a line that a document marks as a heading is not taken for the rest of a broken one', () => {
  const text = ['开展读书、书法、绘画、摄影、', '工作要求', '按时完成'].join('\n')
  const { blocks } = blocksOfDocument({ text, tables: [], marked: new Map([[1, 1]]) }, testId)
  expect(blocks.map((block) => [block.kind, block.text])).toContainEqual(['heading', '工作要求'])
})

test('months side by side are each over the tasks of their column', () => {
  expect(
    itemsOf([
      [
        [cell('部门'), cell('1月'), cell('2月')],
        [cell('组织部'), cell('换届准备'), cell('会员培训')],
        [cell('宣传部'), cell('年报'), cell('')],
      ],
    ]),
  ).toEqual(['1  换届准备', '2  会员培训', '1  年报'])
})

test('a row’s sum is that of its task; not one over several rows, nor of a cell with several tasks', () => {
  const tables = [
    [
      [cell('时间'), cell('工作内容'), cell('经费')],
      [cell('三月'), cell('春游'), cell('5000元')],
      [cell('四月', 2), cell('读书会'), cell('2万元', 2)],
      [cell('登山')],
      [cell('五月'), cell('1、表彰\n2、联欢'), cell('800元')],
      [cell('六月'), cell('体检，经费300元'), cell('400元')],
    ],
  ]
  const { front, blocks } = blocksOfDocument({ text: TABLE, tables, marked: new Map() }, testId)
  expect(readPlan(front, blocks).monthly.map(({ task, amount }) => [task, amount?.value ?? null])).toEqual([
    ['春游', 5000],
    ['读书会', null],
    ['登山', null],
    ['表彰', null],
    ['联欢', null],
    ['体检，经费300元', 300],
  ])
})

test('what its row says of money and certainty is a task’s; other cells of a schedule hold no goals', () => {
  const text = `一、工作目标\n${TABLE}`
  const rows = [
    ['月份', '工作内容', '经费'],
    ['七月', '教工疗休养（约60人）', '待批'],
    ['九月', '庆祝教师节大会', '不超过5万元'],
  ]
  const tables = [rows.map((row) => row.map((words) => cell(words)))]
  const { front, blocks } = blocksOfDocument({ text, tables, marked: new Map() }, testId)
  const { goals, monthly } = readPlan(front, blocks)
  expect(goals).toEqual([])
  expect(monthly.map(({ pending, amount }) => [pending, amount?.comparator, amount?.value])).toEqual([
    [true, undefined, undefined],
    [false, '<=', 50_000],
  ])
})
