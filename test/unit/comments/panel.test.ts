import { expect, test } from 'vitest'
import { arrange } from '../../../client/panels/comments/arrange.ts'
import { whenWords } from '../../../client/panels/comments/when.ts'
import { EventId, UserId } from '../../../shared/plan/ids.ts'
import type { Thread } from '../../../shared/record/threads.ts'
import type { Place } from '../../../shared/text/anchors.ts'
import { ANCHOR } from '../people/house.ts'

const thread = (name: string, anchor: Thread['anchor'] = ANCHOR): Thread => ({
  id: EventId.parse(name.padEnd(22, 'a')),
  author: UserId.parse('ming'.padEnd(22, 'a')),
  at: 1,
  text: name,
  anchor,
  replies: [],
  resolved: false,
})
const range = (passage: number, offset: number): Place => ({
  kind: 'range',
  block: ANCHOR.block,
  from: { passage, offset },
  to: { passage, offset: offset + 1 },
  changed: false,
})

test('threads stand in the order of the text, sections before their words, deleted words apart', () => {
  const threads = ['late', 'gone', 'early', 'section'].map((name) => thread(name))
  const erased = thread('erased', null)
  const [late, gone, early, section] = threads
  const places = new Map<string, Place>([
    [late?.id ?? '', range(3, 5)],
    [gone?.id ?? '', { kind: 'orphan', quote: '原文' }],
    [early?.id ?? '', range(1, 0)],
    [section?.id ?? '', { kind: 'section', block: ANCHOR.block, passage: 1 }],
  ])
  const arranged = arrange([...threads, erased], places)
  expect(arranged.standing.map(({ text }) => text)).toEqual(['section', 'early', 'late'])
  expect(arranged.gone.map(({ text }) => text)).toEqual(['gone', 'erased'])
})

test('times are told in words, near ones by how long ago, older ones by their date', () => {
  const now = new Date(2026, 5, 15, 12).getTime()
  const ago = (ms: number, language: 'zh-Hans' | 'zh-Hant' | 'en' = 'zh-Hans'): string =>
    whenWords(now - ms, now, language, '刚刚')
  const minute = 60_000
  expect(ago(-5_000)).toBe('刚刚')
  expect(ago(59_000)).toBe('刚刚')
  expect(ago(5 * minute)).toBe('5分钟前')
  expect(ago(3 * 60 * minute, 'zh-Hant')).toBe('3 小時前')
  expect(ago(2 * 24 * 60 * minute, 'en')).toBe('2 days ago')
  expect(ago(30 * 24 * 60 * minute)).toBe('5月16日')
  expect(ago(365 * 24 * 60 * minute)).toBe('2025年6月15日')
})
