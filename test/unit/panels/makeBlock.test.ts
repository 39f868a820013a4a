import { describe, expect, it } from 'vitest'
import { BlockId } from '../../../shared/plan/ids.ts'
import { drawNumbers, removeTwin } from '../../../client/panels/check/mends.ts'
import { canMakeBlock } from '../../../shared/plan/block.ts'
import { makeBlock } from '../../../client/panels/makeBlock.ts'
import { attributesOf, editorOf, editorOfNodes, schema, textsOf } from './blocks.ts'

const a = BlockId.parse('a')
const b = BlockId.parse('b')

const offered = (kind: 'paragraph' | 'heading' | 'goal' | 'cell', level?: 1 | 3): boolean =>
  canMakeBlock(level === undefined ? { id: a, kind, text: '' } : { id: a, kind, text: '', level })

const item = (text: string, id: string) =>
  schema.node('listItem', { id }, [schema.node('paragraph', null, [schema.text(text)])])

describe('text that becomes a goal or an item', () => {
  it('keeps its id, its words and what stood before them', () => {
    const editor = editorOf(
      ['paragraph', '新建小组6个。', { id: 'a', lead: '\n　　' }],
      ['paragraph', '别的'],
    )
    expect(makeBlock(editor, a, 'goal')).toBe(true)
    expect(editor.state.doc.firstChild?.type.name).toBe('goal')
    expect(attributesOf(editor, '新建小组6个。')).toMatchObject({ id: 'a', lead: '\n　　', number: '' })
    expect(editor.state.doc.lastChild?.type.name).toBe('paragraph')
  })
  it('keeps the number of a low heading', () => {
    const editor = editorOf(['heading', '慰问12人次', { id: 'a', level: 3, number: '3、' }])
    makeBlock(editor, a, 'monthlyItem')
    expect(attributesOf(editor, '慰问12人次')).toMatchObject({ number: '3、', months: '' })
  })
  it('comes out of its list, which goes on behind it', () => {
    const list = [item('甲', 'x'), item('新建小组6个', 'a'), item('乙', 'y')]
    const editor = editorOfNodes([schema.node('bulletList', null, list)])
    expect(makeBlock(editor, a, 'goal')).toBe(true)
    expect(editor.state.doc.children.map(({ type, textContent }) => [type.name, textContent])).toEqual([
      ['bulletList', '甲'],
      ['goal', '新建小组6个'],
      ['bulletList', '乙'],
    ])
    expect(attributesOf(editor, '新建小组6个')).toMatchObject({ id: 'a' })
  })
  it('is left alone when it is something else by now', () => {
    const editor = editorOf(['goal', '新建小组6个', { id: 'a' }])
    expect(makeBlock(editor, a, 'monthlyItem')).toBe(false)
    expect(editor.state.doc.firstChild?.type.name).toBe('goal')
  })
  it('is offered for paragraphs and low headings only', () => {
    expect([
      offered('paragraph'),
      offered('heading', 3),
      offered('heading', 1),
      offered('goal'),
      offered('cell'),
    ]).toEqual([true, true, false, false, false])
  })
})

describe('one-click mends of the check', () => {
  it('[T2] lets the named blocks be numbered by their place, and only those', () => {
    const editor = editorOf(
      ['heading', '甲', { id: 'a', number: '三、' }],
      ['heading', '乙', { id: 'b', number: '五、' }],
    )
    drawNumbers(editor, new Set([b]))
    expect([attributesOf(editor, '甲')?.['number'], attributesOf(editor, '乙')?.['number']]).toEqual([
      '三、',
      null,
    ])
  })
  it('[T4] removes the later of two twins, and then nothing more', () => {
    const editor = editorOf(
      ['monthlyItem', '前', { id: 'a' }],
      ['paragraph', '中', { id: 'b' }],
      ['monthlyItem', '后', { id: 'a' }],
    )
    removeTwin(editor, a)
    removeTwin(editor, a)
    expect(textsOf(editor)).toEqual(['前', '中'])
  })
})
