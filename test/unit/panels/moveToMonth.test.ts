import { describe, expect, it } from 'vitest'
import { fixIn } from '../../../shared/plan/fixAttributes.ts'
import { BlockId } from '../../../shared/plan/ids.ts'
import { moveToMonth } from '../../../client/editor/months.ts'
import { attributesOf, editorOf, type Line, textsOf } from './blocks.ts'

const fixOf = (editor: ReturnType<typeof editorOf>, text: string) => fixIn(attributesOf(editor, text) ?? {})

const item = (text: string, months: string, more: Record<string, string | null> = {}): Line => [
  'monthlyItem',
  text,
  { months, id: idOf(text), ...more },
]
const idOf = (text: string): string => `i${Array.from(text, (c) => c.codePointAt(0)?.toString(36)).join('')}`
const block = (text: string): BlockId => BlockId.parse(idOf(text))

const schedule = (): Line[] => [
  ['heading', '月程安排'],
  item('慰问', '1', { monthHeading: '一月份：\n', number: '1、' }),
  item('订计划', '1', { number: '2、' }),
  item('妇女节', '3', { monthHeading: '三月份：\n', number: '1、' }),
  item('教代会', '3', { number: '2、' }),
  item('运动会', '5'),
  ['paragraph', '落款'],
]

describe('[T4] an item that changes its month', () => {
  it('moves to the end of that month’s run and keeps its id', () => {
    const editor = editorOf(...schedule())
    expect(moveToMonth(editor, block('订计划'), [3], null)).toBe(true)
    expect(textsOf(editor)).toEqual(['月程安排', '慰问', '妇女节', '教代会', '订计划', '运动会', '落款'])
    expect(attributesOf(editor, '订计划')).toMatchObject({ id: idOf('订计划'), months: '3', number: null })
  })
  it('goes between the months around it where its month has no run yet', () => {
    const editor = editorOf(...schedule())
    moveToMonth(editor, block('慰问'), [4], null)
    expect(textsOf(editor)).toEqual(['月程安排', '订计划', '妇女节', '教代会', '慰问', '运动会', '落款'])
  })
  it('follows the order of a school year', () => {
    const editor = editorOf(item('开学', '9'), item('评优', '12'), item('春游', '4'))
    moveToMonth(editor, block('开学'), [1], null, [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(textsOf(editor)).toEqual(['评优', '开学', '春游'])
  })
  it('leaves the words of the month heading to the rest of its old run', () => {
    const editor = editorOf(...schedule())
    moveToMonth(editor, block('慰问'), [5], null)
    expect(attributesOf(editor, '订计划')?.['monthHeading']).toBe('一月份：\n')
    expect(attributesOf(editor, '慰问')?.['monthHeading']).toBeNull()
    expect(attributesOf(editor, '妇女节')?.['monthHeading']).toBe('三月份：\n')
  })
  it('goes after all months when it has none any more', () => {
    const editor = editorOf(...schedule())
    moveToMonth(editor, block('妇女节'), [], null)
    expect(textsOf(editor)).toEqual(['月程安排', '慰问', '订计划', '教代会', '运动会', '妇女节', '落款'])
    expect(attributesOf(editor, '妇女节')?.['months']).toBe('')
  })
  it('stays in its place when only the part of the month changes', () => {
    const editor = editorOf(...schedule())
    moveToMonth(editor, block('慰问'), [1], 'late')
    expect(textsOf(editor)).toEqual(schedule().map(([, text]) => text))
    expect(attributesOf(editor, '慰问')).toMatchObject({
      monthHeading: '一月份：\n',
      number: '1、',
    })
    expect(fixOf(editor, '慰问')).toEqual({ part: 'late' })
  })
  it('is corrected where its own words name another month, and keeps its other corrections', () => {
    const editor = editorOf(item('3月上旬体检', '3', { fix: '{"owners":["王某"]}' }), item('春游', '4'))
    moveToMonth(editor, block('3月上旬体检'), [4], null)
    expect(fixOf(editor, '3月上旬体检')).toEqual({
      owners: ['王某'],
      months: [4],
      part: null,
      was: { months: ['3'], part: ['early'] },
    })
  })
  it('is moved though a colleague’s program wrote nonsense into its corrections', () => {
    const editor = editorOf(item('体检', '3', { fix: '[1' }), item('春游', '4'))
    moveToMonth(editor, block('体检'), [4], null)
    expect(textsOf(editor)).toEqual(['春游', '体检'])
  })
  it('goes under a heading of its own where the month’s heading names a part that it does not have', () => {
    const editor = editorOf(item('三八', '3'), item('运动会', '4', { monthHeading: '四月下旬：\n' }))
    moveToMonth(editor, block('三八'), [4], null)
    expect(textsOf(editor)).toEqual(['三八', '运动会'])
    expect(attributesOf(editor, '三八')).toMatchObject({ months: '4', monthHeading: null })
    expect(fixOf(editor, '三八')).toEqual({})
    expect(attributesOf(editor, '运动会')).toMatchObject({ monthHeading: '四月下旬：\n' })
  })
  it('joins the run whose heading names its part', () => {
    const editor = editorOf(
      item('三八', '3'),
      item('春游', '4', { monthHeading: '四月上旬：\n' }),
      item('运动会', '4', { monthHeading: '四月下旬：\n' }),
      item('五一', '5'),
    )
    moveToMonth(editor, block('三八'), [4], 'early')
    expect(textsOf(editor)).toEqual(['春游', '三八', '运动会', '五一'])
  })
  it('loses the part that only its heading says, by a correction', () => {
    const editor = editorOf(item('运动会', '4', { monthHeading: '四月下旬：\n' }))
    moveToMonth(editor, block('运动会'), [4], null)
    expect(fixOf(editor, '运动会')).toEqual({ part: null, was: { part: ['late'] } })
  })
  it('takes other corrections along in the same step', () => {
    const editor = editorOf(item('体检', '3', { fix: '{"pending":true}' }), item('春游', '4'))
    moveToMonth(editor, block('体检'), [5], null, undefined, { owners: ['王某'] })
    expect(attributesOf(editor, '体检')).toMatchObject({ months: '5' })
    expect(fixOf(editor, '体检')).toEqual({ owners: ['王某'] })
    expect((editor as unknown as { dispatched: number }).dispatched).toBe(1)
  })
  it('that a colleague removed meanwhile changes nothing', () => {
    const editor = editorOf(...schedule())
    expect(moveToMonth(editor, block('没有'), [3], null)).toBe(false)
    expect(textsOf(editor)).toEqual(schedule().map(([, text]) => text))
  })
})
