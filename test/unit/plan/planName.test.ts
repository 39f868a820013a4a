import { expect, test } from 'vitest'
import { planName } from '../../../shared/plan/planName.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

test.each([
  ['工会工作计划篇一\n一、指导思想\n正文。', '工会工作计划篇一', '工会工作计划'],
  ['春季活动方案2\n正文。', '春季活动方案2', '春季活动方案'],
  ['一、指导思想\n正文。', null, null],
])('%j is called %s on the screen, its title read is %s', (text, name, title) => {
  const { front, blocks } = readSource(text, testId)
  expect(planName(front, blocks)).toBe(name)
  expect(readPlan(front, blocks).title).toBe(title)
  expect(planName({ title: '别名' }, blocks)).toBe('别名')
})
