import { describe, expect, test } from 'vitest'
import { clutterIn } from '../../../shared/inputs/clutter.ts'
import { documentOf, readParts } from '../../../shared/inputs/readFile.ts'
import { testId } from '../../harness/ids.ts'

const read = (text: string, withoutClutter = false) => readParts(documentOf(text), testId, withoutClutter)
const titles = (text: string): (string | null)[] => read(text).parts.map(({ plan }) => plan.title)

const ONE = '一、指导思想\n服务职工。\n二、月程安排\n三月份：\n1、春游'

describe('a text with several plans', () => {
  test.each([
    ['篇 at the end', (n: string) => `工会工作计划篇${n}`],
    ['篇 in front', (n: string) => `第${n}篇：工会工作计划`],
    ['brackets', (n: string) => `【篇${n}】工会工作计划`],
  ])('is taken apart at its head lines: %s', (_, head) => {
    const text = ['一', '二', '三'].map((n) => `${head(n)}\n${ONE}`).join('\n')
    const { parts } = read(text)
    expect(parts).toHaveLength(3)
    for (const { plan } of parts) expect([plan.sections.length, plan.monthly.length]).toEqual([2, 1])
  })

  test('keeps what stands before the first as a part of its own, and loses nothing', () => {
    const text = `这里整理了几份计划。\n社区工作计划1\n${ONE}\n社区工作计划2\n${ONE}`
    const { parts } = read(text)
    expect(parts.map(({ plan }) => plan.sections.length)).toEqual([0, 2, 2])
    expect(parts.flatMap(({ blocks }) => blocks.map((block) => block.text)).join('')).toContain(
      '这里整理了几份计划',
    )
  })

  test('with its title above a bare number, and headings right behind one', () => {
    const text = `学校工会2024年工作计划\n篇一\n${ONE}\n学校工会2025年工作计划\n篇二\n${ONE}`
    expect(titles(text)).toEqual(['学校工会2024年工作计划', '学校工会2025年工作计划'])
    expect(read(text).parts.map(({ plan }) => plan.sections.length)).toEqual([2, 2])
  })
  test('tells apart those of one title', () => {
    const { parts } = read(`工会工作计划篇一\n${ONE}\n工会工作计划篇二\n${ONE}`)
    expect(parts.map(({ front, plan }) => [front.title, plan.title])).toEqual([
      ['工会工作计划（一）', '工会工作计划（一）'],
      ['工会工作计划（二）', '工会工作计划（二）'],
    ])
    expect(read(`甲工会工作计划篇一\n${ONE}\n乙工会工作计划篇二\n${ONE}`).parts[0]?.front.title).toBe(null)
  })

  test.each([
    ['a single plan', `工会工作计划篇三\n${ONE}`],
    ['numbered tasks', '工作计划\n1、制定计划1\n2、总结\n3、方案3'],
    ['numbers that do not go on', `工会工作计划篇一\n${ONE}\n工会工作计划篇五\n${ONE}`],
  ])('%s is one', (_, text) => expect(titles(text)).toHaveLength(1))
})

describe('what a web page put around a plan', () => {
  const PAGE = [
    '您的位置：首页 >> 工作计划 >> 工会',
    '2026年工会工作计划',
    '发布时间：2026-02-01 浏览：356次',
    '作者：某某 来源：本站',
    '一、指导思想',
    '在学校党支部的领导下，围绕中心工作，创建首页栏目，下载学习资料。',
    '二、月程安排',
    '三月份：',
    '1、庆祝“三八”节',
    '以上是小编为大家整理的工会工作计划，希望对大家有帮助。',
    '上一篇：学校工作计划',
    'https://example.org/plan.html',
  ]

  test('is pointed out line by line, the plan’s own words are not', () => {
    expect(clutterIn(PAGE.join('\n'))).toEqual([0, 2, 3, 9, 10, 11])
    expect(clutterIn(ONE)).toEqual([])
  })

  test('is not a line of the plan that has an address in it', () => {
    const line = '困难教职工帮扶率达到100%，由王敏（https://example.org/a?b=1）负责'
    expect(clutterIn(`${line}\n原文：https://example.org\n版权声明：内容由网友贡献`)).toEqual([1, 2])
  })

  test('is left out only when one asks for it', () => {
    const text = PAGE.join('\n')
    const words = (withoutClutter: boolean): string =>
      read(text, withoutClutter)
        .parts.flatMap(({ blocks }) => blocks.map((block) => block.text))
        .join('\n')
    expect(words(false)).toContain('上一篇')
    expect(words(true)).not.toContain('小编')
    expect(words(true)).toContain('下载学习资料')
    expect(read(text, true).parts[0]?.plan.monthly).toHaveLength(1)
  })
})
