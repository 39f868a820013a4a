import { describe, expect, test } from 'vitest'
import type { Block } from '../../../shared/plan/block.ts'
import { check, type FindingKind } from '../../../shared/plan/check.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

function findingsOf(source: string, change: (blocks: Block[]) => Block[] = (blocks) => blocks) {
  const { front, blocks } = readSource(source, testId)
  const text = change(blocks)
  const before = JSON.stringify(text)
  const found = check(readPlan(front, text), front, text)
  expect(JSON.stringify(text)).toBe(before)
  const ids = new Set(text.map(({ id }) => id))
  expect(found.filter(({ block }) => !ids.has(block))).toEqual([])
  return found
}

const kinds = (source: string, change?: (blocks: Block[]) => Block[]): FindingKind[] =>
  findingsOf(source, change).map(({ kind }) => kind)

const twice = (blocks: Block[]): Block[] => [...blocks, ...blocks.slice(-1)]

const inMay = (blocks: Block[]): Block[] =>
  blocks.map((block) => (block.kind === 'monthlyItem' ? { ...block, fix: '{"months":[5]}' } : block))

const twoFigures = (figure: string): string =>
  `2026年工作计划\n一、工作目标\n1、新建基层工会组织20家。\n二、主要措施\n全年新建基层工会组织${figure}家。`

const TERM = '云河小学工会2026年上半年工作计划\n一、月程安排\n'

describe('[R6] the check finds, changes nothing, and names blocks that are there:', () => {
  test('a month outside of the plan’s period', () => {
    expect(kinds(`${TERM}九月份：\n1、迎新座谈会`)).toContain('month-outside')
    expect(kinds(`${TERM}四月份：\n1、迎新座谈会`)).not.toContain('month-outside')
  })
  test('a festival in another month than its own', () => {
    expect(kinds(`${TERM}五月份：\n1、庆祝“三八”妇女节活动`)).toContain('festival-month')
    expect(findingsOf(`${TERM}五月份：\n1、庆祝“三八”妇女节活动`)).toContainEqual(
      expect.objectContaining({ kind: 'festival-month', month: 5, right: 3 }),
    )
    expect(kinds(`${TERM}三月份：\n1、庆祝“三八”妇女节活动`)).not.toContain('festival-month')
    expect(kinds(`${TERM}二月份：\n1、筹备“三八”妇女节活动`)).not.toContain('festival-month')
    expect(kinds(`${TERM}八月份：\n1、教师节座谈会`)).toContain('festival-month')
    expect(kinds(`${TERM}九月份：\n1、国庆文艺汇演`)).not.toContain('festival-month')
    // In 2026 the Spring Festival is on 17 February, people are visited before and after it; 端午 is on 19 June.
    expect(kinds(`${TERM}一月份：\n1、春节慰问困难职工`)).not.toContain('festival-month')
    expect(kinds(`${TERM}三月份：\n1、端午节包粽子比赛`)).toContain('festival-month')
    expect(kinds('工作计划\n一、月程安排\n三月份：\n1、端午节包粽子比赛')).not.toContain('festival-month')
  })
  test('an item under one month that is worded for another, unless a member said so', () => {
    const source = `${TERM}四月份：\n1、五月中旬召开座谈会`
    expect(kinds(source)).toContain('month-differs')
    expect(kinds(source, inMay)).not.toContain('month-differs')
    expect(kinds(`${TERM}第二季度：\n1、五月中旬召开座谈会`)).not.toContain('month-differs')
  })
  test('two figures for one goal', () => {
    expect(kinds(twoFigures('15'))).toContain('figure-differs')
    expect(kinds(twoFigures('20'))).not.toContain('figure-differs')
    const [differs] = findingsOf(twoFigures('15')).filter(({ kind }) => kind === 'figure-differs')
    expect(differs).toMatchObject({ quote: '全年新建基层工会组织15家', other: '新建基层工会组织20家' })
    expect(differs?.kind === 'figure-differs' && differs.otherBlock !== differs.block).toBe(true)
  })
  test('what is still to be decided', () => {
    expect(kinds(`${TERM}四月份：\n1、春游（待定）`)).toContain('pending')
  })
  test('a goal without deadline or owner', () => {
    const found = kinds('2026年工作计划\n一、工作目标\n1、新发展会员20名。')
    expect(found).toContain('goal-no-deadline')
    expect(found).toContain('goal-no-owner')
    expect(kinds('2026年工作计划\n一、工作目标\n1、6月底前新发展会员20名。')).not.toContain(
      'goal-no-deadline',
    )
  })
  test('a goal once, though its sentence has two figures, and not for prose that is no goal block', () => {
    const found = kinds(
      '2026年工作计划\n一、工作目标\n1、新建兴趣小组6个，会员参与率达到百分之九十。\n二、措施\n举办培训班4期，让大家都能参加。',
    )
    expect(found.filter((kind) => kind.startsWith('goal-'))).toEqual(['goal-no-deadline', 'goal-no-owner'])
  })
  test('a plan without a title, and one that does not say its year', () => {
    expect(kinds('一、工作目标\n1、新发展会员20名。')).toEqual(
      expect.arrayContaining(['no-title', 'no-period']),
    )
    expect(kinds(`${TERM}四月份：\n1、春游`)).toEqual([])
    expect(kinds('')).toEqual([])
  })
  test('a year that is not written out', () => {
    for (const year of ['20xx年', '201x年', 'xx年', '~年'])
      expect(kinds(`云河小学工会${year}工作计划\n一、指导思想\n认真学习。`)).toContain('masked-year')
    expect(kinds(TERM)).not.toContain('masked-year')
    expect(kinds(`${TERM}四月份：\n1、总结2024~2025年工作`)).not.toContain('masked-year')
  })
  test('a block that stands twice', () => {
    expect(kinds(`${TERM}四月份：\n1、春游`, twice)).toContain('twin')
  })
})
