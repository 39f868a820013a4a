import { expect, test } from 'vitest'
import { clutterOf } from '../../../client/editor/paste/clutter.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

/** The places of the lines that are offered for removal. */
function offered(text: string): number[] {
  const { blocks } = readSource(text, testId)
  const found = new Set(clutterOf(text, blocks))
  return blocks.flatMap((block, at) => (found.has(block) ? [at] : []))
}

test('[T1] a plan’s own line is not offered for removal because a page’s list of other titles says the same', () => {
  const plan = '某某工会2026年工作计划\n下载本文\n职工运动会方案\n一、目标\n新建职工小家5个'
  const page = '相关文章\n职工运动会方案\n工会年度计划范文'
  expect(offered(`${plan}\n${page}`)).toEqual([1, 5, 6, 7])
})
