import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Plan } from '../../../shared/plan/plan.ts'
import { goalsIn } from '../../../shared/reading/goals.ts'
import { itemsInProse } from '../../../shared/reading/prose.ts'
import { inSource } from '../../../shared/reading/inSource.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { sourceOf } from '../../../shared/plan/sourceOf.ts'
import { SCHOOL_YEAR } from '../../fixtures/plans.ts'
import { testId } from '../../harness/ids.ts'

const read = (source: string): Plan => {
  const { front, blocks } = readSource(source, testId)
  return readPlan(front, blocks)
}

describe('a whole plan', () => {
  const plan = read(SCHOOL_YEAR)

  test('has its front', () => {
    expect(plan).toMatchObject({
      lang: 'zh-Hans',
      title: '青杨路小学工会2026年工作计划',
      period: { from: '2026-01', to: '2026-12' },
      signedOn: '2026-01-08',
    })
  })

  test('has its sections with levels and kinds', () => {
    expect(plan.sections.map(({ heading, level, kind }) => `${level} ${kind} ${heading}`)).toEqual([
      '1 guiding 一、指导思想',
      '1 goals 二、工作目标',
      '1 measures 三、主要措施',
      '2 measures （一）健全民主管理',
      '2 measures （二）关心教职工生活',
      '2 measures （三）丰富文体活动',
      '1 schedule 四、月程安排',
    ])
  })

  test('has its goals with figures', () => {
    const goals = plan.goals.filter((goal) => goal.source === 'block')
    expect(goals.map(({ comparator, value, unit }) => `${comparator}${value}${unit ?? ''}`)).toEqual([
      '=6个',
      '=90%',
      '=100%',
      '>=12人次',
      'zero0',
    ])
  })

  test('has its months, parts, pending work and money', () => {
    const items = plan.monthly.filter((item) => item.source === 'block')
    expect(items.map(({ months, task }) => `${months.join()} ${task}`)).toContain('3 庆祝“三八”妇女节活动')
    expect(items.find((item) => item.task.includes('运动会'))).toMatchObject({ months: [4], part: 'late' })
    expect(items.find((item) => item.pending)?.task).toBe('召开教职工代表大会（待定）')
    expect(items.find((item) => item.amount !== null)?.amount).toEqual({
      comparator: '=',
      value: 3000,
      valueMax: null,
      unit: '元',
    })
    expect(items.some((item) => item.task.includes('委员会'))).toBe(false)
  })

  test('[R3] quotes stand where they say', () => {
    const { front, blocks } = readSource(SCHOOL_YEAR, testId)
    const words = new Map(blocks.map(({ id, text }) => [id, text]))
    const here = readPlan(front, blocks)
    for (const { block, quote, start } of [...here.goals, ...here.monthly]) {
      expect(words.get(block)?.slice(start, start + quote.length)).toBe(quote)
    }
    const whole = inSource(here, front, blocks)
    for (const { quote, start } of [...whole.goals, ...whole.monthly]) {
      expect(SCHOOL_YEAR.slice(start, start + quote.length)).toBe(quote)
    }
    for (const { heading, start } of whole.sections)
      expect(SCHOOL_YEAR.slice(start, start + heading.length)).toBe(heading)
  })

  test('[R4] a correction outranks the item’s words, and they outrank the month heading', () => {
    const { front, blocks } = readSource(
      '2026年工作计划\n一、月程安排\n四月份：\n1、五月中旬召开座谈会',
      testId,
    )
    const monthly = (fix: string | null) =>
      readPlan(
        front,
        blocks.map((block) => (block.kind === 'monthlyItem' ? { ...block, fix } : block)),
      ).monthly.map(({ months, part }) => ({ months, part }))
    expect(monthly(null)).toEqual([{ months: [5], part: 'mid' }])
    expect(monthly('{"months":[6]}')).toEqual([{ months: [6], part: 'mid' }])
    expect(monthly('{"months":"nonsense"}')).toEqual(monthly(null))
    const plain = readSource('2026年工作计划\n一、月程安排\n四月份：\n1、召开座谈会', testId)
    expect(readPlan(plain.front, plain.blocks).monthly[0]?.months).toEqual([4])
  })

  test('[R4] a goal block’s corrected deadline and owners hold for all its goals, its figure for the first', () => {
    const { front, blocks } = readSource(
      '2026年工作计划\n一、工作目标\n1、新建小家3个，培训骨干20名。',
      testId,
    )
    const fix = '{"value":5,"deadline":{"month":6,"part":null},"owners":["李红"]}'
    const { goals } = readPlan(
      front,
      blocks.map((block) => (block.kind === 'goal' ? { ...block, fix } : block)),
    )
    expect(goals.map(({ value, deadline, owners }) => [value, deadline?.month, owners])).toEqual([
      [5, 6, ['李红']],
      [20, 6, ['李红']],
    ])
  })

  test('a goal or item without a word yet is none', () => {
    const { front, blocks } = readSource(
      '2026年工作计划\n一、工作目标\n1、新建小家3个。\n二、月程\n三月份：\n1、春游',
      testId,
    )
    const { goals, monthly } = readPlan(
      front,
      blocks.map((block) => (block.kind === 'heading' ? block : { ...block, text: ' ' })),
    )
    expect([goals, monthly]).toEqual([[], []])
  })

  test('[R5] a figure that copying glued together is doubted, not guessed', () => {
    const [goal] = read('2026年工作计划\n一、工作目标\n1、征集合理化建议3510条。').goals
    const [glued] = read('2026年工作计划\n一、工作目标\n1、筹集资金600010000元。').goals
    expect(goal?.doubt).toEqual({ reason: 'joined', readings: ['3510', '5-10'] })
    expect(glued?.doubt).toEqual({ reason: 'glued', readings: ['600010000', '6000-10000'] })
  })

  test('is a Plan', () => expect(Plan.parse(plan)).toEqual(plan))
})

test.each([
  ['新建基层工会二十家', [['=', 20, '家']]],
  ['签订率达百分之百', [['=', 100, '%']]],
  ['举办讲座至少4场', [['>=', 4, '场']]],
  ['培训费用不超过3万元', [['<=', 30_000, '元']]],
  ['发展会员5-10名', [['range', 5, '名']]],
  ['筹集资金6万元左右', [['about', 60_000, '元']]],
  ['实现零事故', [['zero', 0, null]]],
  ['第十五届运动会', []],
  ['坚持三个代表重要思想', []],
  ['原有会员85名', []],
])('%s states its goals', (text, expected) => {
  expect(goalsIn(text).map(({ comparator, value, unit }) => [comparator, value, unit])).toEqual(expected)
})

test.each([
  ['由生活委员王某负责建立档案，6月底前完成。', [[[6], 'late', null]]],
  ['每月召开一次委员例会。', [[[], null, 'month']]],
  ['双周五下午4:20-5:00开展健身活动。', [[[], null, '2weeks']]],
  ['去年3月组织了旅游。', []],
  ['认真学习，提高认识。', []],
])('%s gives its dated work', (text, expected) => {
  expect(
    itemsInProse(text).map(({ months, part, recurrence }) => [months, part, recurrence?.every ?? null]),
  ).toEqual(expected)
})

const CORPUS = join(import.meta.dirname, '../../../../shared/corpus')
const files = existsSync(CORPUS) ? readdirSync(CORPUS).filter((file) => file.endsWith('.txt')) : []

describe.skipIf(files.length === 0)('[T1][R3] real plans (skipped where the corpus is not at hand)', () => {
  test.each(files)('%s is accounted for, character by character', (file) => {
    const source = readFileSync(join(CORPUS, file), 'utf8')
    const { front, blocks } = readSource(source, testId)
    expect(sourceOf(front, blocks)).toBe(source)
    expect(blocks.some((block) => block.text !== '')).toBe(true)
    const plan = inSource(readPlan(front, blocks), front, blocks)
    for (const { quote, start } of [...plan.goals, ...plan.monthly]) {
      expect(source.slice(start, start + quote.length)).toBe(quote)
    }
  })
})
