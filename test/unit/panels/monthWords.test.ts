import { expect, it, vi } from 'vitest'
import { monthWords } from '../../../client/i18n/months.ts'

// The screen's language is read from the browser; here it is this one.
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => 'zh-Hans' }))

it('how often a recurring item is due is said in each language, with what it is counted over', () => {
  expect(monthWords['zh-Hans'].expected('每月', 12, 'year')).toBe('每月 · 全年12次')
  expect(monthWords['zh-Hant'].expected('每週', 26, 'period')).toBe('每週 · 全期26次')
  expect(monthWords['zh-Hans'].expected('每周', 4, 'months')).toBe('每周 · 共4次')
  expect(monthWords.en.expected('every month', 12, 'year')).toBe('every month · 12 times in the year')
  expect(monthWords.en.expected('yearly', 1, 'months')).toBe('yearly · once')
})
