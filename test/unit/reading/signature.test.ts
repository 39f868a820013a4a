import { describe, expect, test } from 'vitest'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

function itemsOf(lines: readonly string[]): string[] {
  const { front, blocks } = readSource(['工会工作计划', ...lines].join('\n'), testId)
  return readPlan(front, blocks).monthly.map(({ months, task }) => `${months.join()} ${task}`)
}

describe('a line that ends in the name of a body', () => {
  test.each(['召开工会委员会', '1、走访市人民医院', '• 参观青杨路小学', '组织参赛，成立教工合唱协会'])(
    'is a task where it says what is done: %s',
    (task) => {
      expect(itemsOf(['二月份', task, '三月份', '春游'])).toEqual([
        `2 ${task.replace(/^(?:1、|• )/u, '')}`,
        '3 春游',
      ])
    },
  )
  test.each(['青杨路小学工会委员会', '——青杨路小学工会', '组织部、市总工会'])(
    'is a name under the plan, and no task: %s',
    (name) => {
      expect(itemsOf(['二月份', '布置工作', '三月份', '春游', name])).toEqual(['2 布置工作', '3 春游'])
    },
  )
})
