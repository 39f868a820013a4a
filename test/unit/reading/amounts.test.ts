import { expect, test } from 'vitest'
import { amountIn } from '../../../shared/reading/amounts.ts'
import { planOf } from '../../harness/reading.ts'

const said = (text: string): string | null => {
  const amount = amountIn(text)
  return amount === null ? null : `${amount.comparator} ${amount.value} ${amount.unit}`
}

test.each([
  ['慰问职工，经费3万元', '= 30000 元'],
  ['慰问职工，经费3万元左右', 'about 30000 元'],
  ['春游，约3万元', 'about 30000 元'],
  ['春游，約3萬元', 'about 30000 元'],
  ['体检，需3万余元', 'about 30000 元'],
  ['奖励先进，7000元以上', '>= 7000 元'],
  ['奖励先进，不少于7000元', '>= 7000 元'],
  ['座谈会，不超过5000元', '<= 5000 元'],
  ['茶话会，控制在5000元以内', '<= 5000 元'],
  ['考察，约200美元', 'about 200 美元'],
  ['慰问￥500', '= 500 元'],
  ['组织3场活动', null],
])('the sum of %s', (text, amount) => expect(said(text)).toBe(amount))

test.each([
  ['Visit sick members, budget $3,000', '= 3000 $'],
  ['Party, about RMB 5,000', 'about 5000 yuan'],
  ['Hike, no more than 3,000 yuan', '<= 3000 yuan'],
  ['Hike, at least ¥3000', '>= 3000 元'],
  ['Tea, up to 500 RMB', '<= 500 yuan'],
  ['Gifts, over 200 dollars', '>= 200 dollars'],
  ['Lunch for 30 members', null],
])('the sum of %s', (text, amount) => expect(said(text)).toBe(amount))

test.each([
  ['Raise at least $3,000 for the hardship fund', '>= 3000 $ for the hardship fund'],
  ['Raise about RMB 5,000 for sick members', 'about 5000 RMB for sick members'],
  ['Collect 3,000 yuan from members', '= 3000 yuan from members'],
  ['Set aside $3,000 for training', undefined],
])('the goal of %s', (text, goal) => {
  const [one] = planOf(`Work Plan 2026\nGoals\n1. ${text}\n2. Recruit 20 members`).goals.filter(
    ({ unit }) => unit !== 'members',
  )
  expect(one && `${one.comparator} ${one.value} ${one.unit} ${one.metric}`).toBe(goal)
})

test('an item keeps what the text says of its sum, also one in a table', () => {
  const text = '2026年工作计划\n时间\t内容\t经费\n3月\t慰问职工\t约3万元\n4月\t春游，不超过5000元\t'
  expect(planOf(text).monthly.map(({ amount }) => amount)).toEqual([
    { comparator: 'about', value: 30_000, valueMax: null, unit: '元' },
    { comparator: '<=', value: 5000, valueMax: null, unit: '元' },
  ])
})
