import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Plan } from '../../../shared/plan/plan.ts'
import { inSource } from '../../../shared/reading/inSource.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { SCHOOL_YEAR } from '../../fixtures/plans.ts'
import { testId } from '../../harness/ids.ts'

const CLI = join(import.meta.dirname, '../../../server/cli/gongni.ts')

function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-read-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

function run(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'read', ...args], {
    cwd,
    encoding: 'utf8',
  })
  return { status, stdout, lines: stderr.trim() === '' ? [] : stderr.trim().split('\n') }
}

/** Block ids are made afresh at each reading. */
const withoutIds = (plan: Plan): unknown =>
  JSON.parse(JSON.stringify(plan, (key, value: unknown) => (key === 'block' ? '' : value)))

test('a file gives a summary that a person can read', () => {
  const { status, stdout, lines } = run(folderWith({ 'plan.txt': SCHOOL_YEAR }), 'plan.txt')
  expect([status, lines]).toEqual([0, []])
  expect(stdout).toMatch(/识别到 7 节、\d+ 个目标、\d+ 项月程，\d+ 处待确认/)
  expect(stdout).toContain('教工书画展')
})

test('[R1] --json prints the plan that the product reads from the same text, and --out writes one file each', () => {
  const folder = folderWith({ '一.txt': SCHOOL_YEAR, '二.md': '二〇二六年工作计划\n一月份：\n1、走访' })
  const { status, stdout } = run(folder, '一.txt', '--json')
  expect(status).toBe(0)
  const { front, blocks } = readSource(SCHOOL_YEAR, testId)
  expect(withoutIds(Plan.parse(JSON.parse(stdout)))).toEqual(
    withoutIds(inSource(readPlan(front, blocks), front, blocks)),
  )
  const written = run(folder, '一.txt', '二.md', '--out', 'readings')
  expect([written.status, written.stdout]).toEqual([0, ''])
  expect(readdirSync(join(folder, 'readings')).toSorted()).toEqual(['一.json', '二.json'])
  const second: unknown = JSON.parse(readFileSync(join(folder, 'readings/二.json'), 'utf8'))
  expect(Plan.parse(second).monthly).toHaveLength(1)
})

test('a file with several plans is read as one, and says so', () => {
  const folder = folderWith({
    'many.txt': '工会工作计划篇一\n一、目标\n新建小家2个。\n工会工作计划篇二\n一、目标\n新建小家3个。',
  })
  const { status, stdout, lines } = run(folder, 'many.txt', '--json')
  expect(status).toBe(0)
  expect(lines).toEqual([expect.stringContaining('2 份')])
  expect(Plan.parse(JSON.parse(stdout)).goals).toHaveLength(2)
})

test('what cannot be read gives one sentence each and exit code 1; the others are read all the same', () => {
  const folder = folderWith({
    'good.txt': SCHOOL_YEAR,
    'picture.txt': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13),
    'long.txt': new Uint8Array(10 * 1024 * 1024 + 1).fill(0x61),
  })
  const { status, stdout, lines } = run(folder, 'picture.txt', 'absent.txt', 'good.txt', 'long.txt')
  expect(status).toBe(1)
  expect(stdout).toContain('good.txt')
  expect(lines).toHaveLength(3)
  for (const [index, said] of [/picture\.txt.*文本/, /没有这个文件.*absent/, /long\.txt.*10 MB/].entries())
    expect(lines[index]).toMatch(said)
  expect(run(folder).status).toBe(2)
})
