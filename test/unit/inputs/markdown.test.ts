import { describe, expect, test } from 'vitest'
import { isMarkdown } from '../../../shared/inputs/markdown.ts'
import { documentOf, readParts } from '../../../shared/inputs/readFile.ts'
import { SCHOOL_YEAR } from '../../fixtures/plans.ts'
import { testId } from '../../harness/ids.ts'

const SOURCE = `# 云杉小学工会2026年工作计划

## 一、工作目标

- **新建社团**3个，由[李老师](https://example.org)负责
- 提案答复率达到*百分之百*

---

## 二、月程安排

| 月份 | 工作内容 | 负责人 |
| --- | :---: | --- |
| 三月 | 庆祝“三八”节 | 女工委 |
| 4月下旬 | **运动会** | 体育组 |

### **说明**

> 经费另行申请。
`

describe('a Markdown plan', () => {
  const [part] = readParts(documentOf(SOURCE), testId, false).parts
  const plan = part?.plan

  test('has its title, headings and table', () => {
    expect(plan?.title).toBe('云杉小学工会2026年工作计划')
    expect(plan?.sections.map(({ heading, level, kind }) => `${level} ${kind} ${heading}`)).toEqual([
      '1 goals 一、工作目标',
      '1 schedule 二、月程安排',
      '2 other 说明',
    ])
    expect(
      plan?.monthly.map(({ months, part: when, task, owner }) => [months.join(), when, task, owner]),
    ).toEqual([
      ['3', null, '庆祝“三八”节', '女工委'],
      ['4', 'late', '运动会', '体育组'],
    ])
    expect(plan?.goals.map(({ value, unit }) => [value, unit])).toEqual([
      [3, '个'],
      [100, '%'],
    ])
  })

  test('[T13] keeps what is bold and italic, in its table too; a heading is bold by its level', () => {
    const set = part?.blocks.flatMap(({ text, marks = [] }) =>
      marks.map(({ name, from, to }) => [name, text.slice(from, to)]),
    )
    expect(set).toEqual([
      ['bold', '新建社团'],
      ['italic', '百分之百'],
      ['bold', '运动会'],
    ])
  })

  test('keeps its words and loses only the signs', () => {
    const words = part?.blocks.map(({ text }) => text).join('\n') ?? ''
    expect(words).toContain('新建社团3个，由李老师（https://example.org）负责')
    expect(words).toContain('经费另行申请。')
    expect(words).not.toMatch(/[#*|>]|---/u)
  })
})

test('headings that are numbered 1. are headings where Markdown says so', () => {
  const [part] = readParts(
    documentOf('# 工作计划\n## 1. 总体要求\n围绕中心。\n## 2. 三月春游\n走访。'),
    testId,
    false,
  ).parts
  expect(part?.plan.sections.map(({ heading, level }) => `${level} ${heading}`)).toEqual([
    '1 1. 总体要求',
    '1 2. 三月春游',
  ])
})

test('[T1] words that look like signs of ours stay, and what stands in several signs is both', () => {
  const { blocks } = readParts(
    documentOf('# 工作计划\n## 目标\n走访\uE000**职工**\uE001。\n***全员***参加**会**。'),
    testId,
    false,
  ).parts[0] ?? { blocks: [] }
  const lines = blocks.map(({ text, marks = [] }) => [
    text,
    ...marks.map(({ name, from, to }) => `${name} ${text.slice(from, to)}`),
  ])
  expect(lines.slice(2)).toEqual([
    ['走访\uE000职工\uE001。'],
    ['全员参加会。', 'bold 全员', 'italic 全员', 'bold 会'],
  ])
})

test.each([
  ['a plan', SCHOOL_YEAR],
  ['a number sign', '# 1 教室\n普通文字'],
  ['stars and bars', '三月 | 春游 | 王\n★ 家长开放日\n5*3'],
])('%s is no Markdown', (_, text) => {
  expect(isMarkdown(text)).toBe(false)
  expect(documentOf(text).text).toBe(text)
})

test('[R7] a line of white space alone is looked through once', () => {
  expect(isMarkdown(`\n${'\t'.repeat(200_000)}\n`)).toBe(false)
})
