import { describe, expect, it, vi } from 'vitest'
import { wholeFigure } from '../../../shared/plan/figureFix.ts'
import { correct, type Fix, printFix } from '../../../shared/plan/fix.ts'
import { fixIn } from '../../../shared/plan/fixAttributes.ts'
import { BlockId } from '../../../shared/plan/ids.ts'
import { makeFirstLineTitle } from '../../../client/editor/title.ts'
import { fixWords } from '../../../client/i18n/fix.ts'
import { readingWords } from '../../../client/i18n/panels.ts'
import { lapsedWords } from '../../../client/panels/check/lapsedWords.ts'
import { adoptAgain, dropFixes, heirOf, keepMonths, moveByWords } from '../../../client/panels/check/mends.ts'
import { attributesOf, editorOf, textsOf } from './blocks.ts'

// The screen's language is read from the browser; here it is this one.
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => 'zh-Hans' }))

const a = BlockId.parse('a')
const YEAR = Array.from({ length: 12 }, (_, index) => index + 1)
const item = (text: string, months: string, more = {}): ['monthlyItem', string, Record<string, string>] => [
  'monthlyItem',
  text,
  { id: text, months, ...more },
]
const fixOf = (text: string, editor: ReturnType<typeof editorOf>): Fix =>
  fixIn(attributesOf(editor, text) ?? {})

const SLOT: unknown = expect.any(Number)

const schedule = () =>
  editorOf(item('春游', '4'), item('5月中旬座谈会', '4', { id: 'a' }), item('运动会', '5'))

describe('one-click mends of an item in the wrong month', () => {
  it('move it to the month of its words, with their part, without a correction', () => {
    const editor = schedule()
    moveByWords(editor, a, [5], YEAR)
    expect(textsOf(editor)).toEqual(['春游', '运动会', '5月中旬座谈会'])
    expect(attributesOf(editor, '5月中旬座谈会')).toMatchObject({ months: '5' })
    expect(fixOf('5月中旬座谈会', editor)).toEqual({})
  })
  it('[R9] keep it in its place by a correction that knows what it corrected', () => {
    const editor = schedule()
    keepMonths(editor, a, [4])
    expect(textsOf(editor)[1]).toBe('5月中旬座谈会')
    expect(fixOf('5月中旬座谈会', editor)).toEqual({ months: [4], was: { months: ['5'] } })
  })
  it('do nothing to an item that a colleague removed', () => {
    const editor = editorOf(item('春游', '4'))
    moveByWords(editor, a, [5], YEAR)
    keepMonths(editor, a, [5])
    expect(attributesOf(editor, '春游')).toMatchObject({ months: '4' })
    expect(fixOf('春游', editor)).toEqual({})
  })
})

const fix = '{"value":15,"owners":["李红"],"was":{"figure":["12"]}}'
const rewritten = () => editorOf(['goal', '慰问18人次', { id: 'a', fix }])

describe('[R9] corrections whose words are gone', () => {
  it('are used again, from now on about what the text says now', () => {
    const editor = rewritten()
    adoptAgain(editor, a, { value: 15 }, [{ comparator: '=', value: 18, unit: '人次' }])
    const was = { comparator: '=', value: 18, unit: '人次' }
    expect(fixOf('慰问18人次', editor)).toEqual({
      figures: [{ value: 15, slot: SLOT, was }],
      owners: ['李红'],
    })
  })
  it('are used again with the unit that the figure had, also where the words give none by now', () => {
    const said = { comparator: '>=', value: 12, unit: '人次', metric: '慰问' } as const
    const before = printFix(correct({}, { value: 15 }, [said]))
    const editor = editorOf(['goal', '慰问职工', { id: 'a', fix: before }])
    const again = wholeFigure({ value: 15, was: said })
    expect(again).toEqual({ comparator: '>=', value: 15, unit: '人次' })
    adoptAgain(editor, a, again, [{ comparator: '=', value: null, unit: null, metric: '慰问职工' }])
    expect(fixOf('慰问职工', editor)).toEqual({
      figures: [{ comparator: '>=', value: 15, unit: '人次', slot: SLOT }],
    })
  })
  it('are used again for the goal that they fit best, and for none where each has its own', () => {
    const training = { comparator: '=', value: 4, unit: '期', metric: '举办培训' } as const
    const people = { comparator: '=', value: 120, unit: '人次', metric: '参训人数' } as const
    const before = correct({}, { value: 150 }, [training, people], 1)
    const [now, again] = [{ ...people, value: 130 }, wholeFigure({ value: 150, was: people })]
    expect(heirOf(before, again, [now, training])).toBe(0)
    expect(heirOf(before, again, [training, now])).toBe(1)
    const both = correct(before, { value: 5 }, [training], 0)
    expect(heirOf({ figures: [...(before.figures ?? []), ...(both.figures ?? [])] }, again, [training])).toBe(
      null,
    )
  })
  it('are removed, the others stay', () => {
    const editor = rewritten()
    dropFixes(editor, a, { value: 15 }, [{ value: 18 }])
    expect(fixOf('慰问18人次', editor)).toEqual({ owners: ['李红'] })
  })
  it.each([
    [
      'zh-Hans',
      '目标值 15人次、期限 9月、月份 3月、旬 下旬、待定 否、多久一次 每季度、负责人 李红、金额 3万元',
    ],
    [
      'zh-Hant',
      '目標值 15人次、期限 9月、月份 3月、旬 下旬、待定 否、多久一次 每季度、負責人 李红、金額 3萬元',
    ],
    [
      'en',
      'Target 15 人次, By when September, Months March, Part of the month late, To be decided no, How often 每季度, Owner 李红, Amount 30,000 元',
    ],
  ] as const)('are said in %s', (language, said) => {
    const words = { fix: fixWords[language], reading: readingWords[language] }
    const all = {
      value: 15,
      unit: '人次',
      deadline: { month: 9, part: null },
      months: [3],
      part: 'late',
      pending: false,
      recurrence: { every: 'quarter', text: '每季度' },
      owners: ['李红'],
      amount: { value: 30_000, unit: '元' },
    } as const
    expect(lapsedWords({ ...all, months: [3], owners: ['李红'] }, undefined, words)).toBe(said)
  })
})

describe('a plan without a title', () => {
  it('[T12] gets its first line with words as one', () => {
    const editor = editorOf(['paragraph', ''], ['paragraph', '工作计划', { id: 'a' }], ['heading', '目标'])
    makeFirstLineTitle(editor)
    expect(attributesOf(editor, '工作计划')).toMatchObject({ id: 'a', level: 0, number: '' })
  })
  it('[T12] keeps its first heading, and its title when it has one by now', () => {
    const editor = editorOf(['heading', '目标', { number: '一、' }], ['paragraph', '文'])
    makeFirstLineTitle(editor)
    expect(attributesOf(editor, '目标')).toMatchObject({ level: 1, number: '一、' })
    const titled = editorOf(['paragraph', '文'], ['heading', '题', { level: 0 }])
    makeFirstLineTitle(titled)
    expect(titled.state.doc.firstChild?.type.name).toBe('paragraph')
  })
})
