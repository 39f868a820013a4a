import { expect, it, vi } from 'vitest'
import { dayWords, whyWords, writerWords } from '../../../client/panels/history/versionWords.ts'
import type { VersionRow } from '../../../shared/wire/history.ts'

// The screen's language is read from the browser; here it is this one.
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => 'zh-Hans' }))

const row = (more: Partial<VersionRow>): VersionRow => ({
  seq: 1,
  kind: 'hourly',
  name: null,
  author: null,
  writers: [],
  at: 0,
  ...more,
})

it('a version’s day is today, yesterday, or a date with its year if that is another', () => {
  const now = new Date(2026, 0, 1, 0, 30).getTime()
  const at = (...when: [number, number, number, number]): string => dayWords(new Date(...when).getTime(), now)
  expect(at(2026, 0, 1, 0)).toBe('今天')
  expect(at(2025, 11, 31, 23)).toBe('昨天')
  expect(at(2025, 11, 30, 23)).toBe('2025年12月30日')
})

it('a version says why and by whom it was kept, and who wrote it, of many the first ones', () => {
  expect(whyWords(row({}))).toBe('自动保存')
  expect(whyWords(row({ kind: 'deletion', author: '李老师' }))).toBe('李老师大段删除之前')
  expect(whyWords(row({ kind: 'restore', author: null }))).toBe('某位同事还原之前')
  expect(writerWords(row({}))).toBe('')
  expect(writerWords(row({ writers: ['甲', '乙'] }))).toBe('撰写：甲、乙')
  expect(writerWords(row({ writers: ['甲', '乙', '丙', '丁'] }))).toBe('撰写：甲、乙、丙等 4 人')
})
