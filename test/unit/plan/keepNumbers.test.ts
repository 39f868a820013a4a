import { describe, expect, test } from 'vitest'
import type { Block } from '../../../shared/plan/block.ts'
import { keepNumbers } from '../../../shared/plan/keepNumbers.ts'
import { drawn } from '../../../shared/plan/numbering.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

/** Two texts, one behind or within the other, with the numbers of both kept. */
function together(first: string, second: string, at?: number) {
  const [there, read] = [readSource(first, testId), readSource(second, testId)]
  const place = at ?? there.blocks.length
  const old = drawn(there.front, there.blocks)
  const blocks: Block[] = [...there.blocks.slice(0, place), ...read.blocks, ...there.blocks.slice(place)]
  const wanted = [
    ...old.slice(0, place).map(() => undefined),
    ...drawn(read.front, read.blocks),
    ...old.slice(place).map(({ number }) => ({ number })),
  ]
  const kept = keepNumbers(there.front, blocks, wanted)
  return {
    lines: drawn(there.front, kept).map(
      ({ number, monthHeading }, index) => `${monthHeading}${number}${kept[index]?.text ?? ''}`,
    ),
    written: kept.filter((block, index) => block !== blocks[index]).length,
  }
}

const PLAN = '一、目标\n1、发展会员20名。\n2、新建小家3个。\n二、月程\n三月份：\n1、春游\n2、读书'

describe('[T2] a text put behind or into another', () => {
  test('keeps its numbers, and only the first of each run is written down', () => {
    const { lines, written } = together(PLAN, '一、组织\n（一）领导\n（二）队伍\n二、保障\n三、总结')
    expect(lines.slice(-5)).toEqual(['一、组织', '（一）领导', '（二）队伍', '二、保障', '三、总结'])
    expect(written).toBe(1)
  })
  test('keeps its month’s heading behind items of the same month', () => {
    const { lines } = together(PLAN, '三月份：\n1、登山\n2、联欢')
    expect(lines.slice(-2)).toEqual(['三月份：\n1、登山', '2、联欢'])
  })
  test('keeps its own style of numbers', () => {
    const { lines } = together(PLAN, '一、措施\n1.学习：每周学习。\n2.宣传：每月一期。\n第二部分\n（一）总结')
    expect(lines.slice(-5)).toEqual([
      '一、措施',
      '1.学习：每周学习。',
      '2.宣传：每月一期。',
      '第二部分',
      '（一）总结',
    ])
  })
  test('leaves the numbers behind it as they were', () => {
    const { lines } = together(PLAN, '一、组织\n二、保障\n三、经费', 3)
    expect(lines.slice(3)).toEqual([
      '一、组织',
      '二、保障',
      '三、经费',
      '二、月程',
      '三月份：\n1、春游',
      '2、读书',
    ])
  })
})
