import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const rules = readFileSync(join(ROOT, 'docs/RULES.md'), 'utf8')
const numbers = [...rules.matchAll(/^- \*\*([A-Z]\d+)\*\*/gmu)].map(([, number]) => number)
const titles = globSync('test/**/*.test.ts', { cwd: ROOT })
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n')

test('each rule is numbered once and ends in files that exist', () => {
  expect(new Set(numbers).size).toBe(numbers.length)
  const named = [...rules.matchAll(/`([\w./-]+\.tsx?)`/gu)].map(([, file = '']) => file)
  expect(named.length).toBeGreaterThanOrEqual(numbers.length)
  expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
})

test('each rule is shown by a test that names it, and no test names a rule that is not there', () => {
  expect(numbers.filter((number) => !titles.includes(`[${number}]`))).toEqual([])
  const cited = [...titles.matchAll(/\[([A-Z]\d+)\]/gu)].map(([, number]) => number)
  expect(cited.filter((number) => !numbers.includes(number))).toEqual([])
})
