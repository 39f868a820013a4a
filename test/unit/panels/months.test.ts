import { describe, expect, it } from 'vitest'
import { BlockId } from '../../../shared/plan/ids.ts'
import type { MonthlyItem, Part } from '../../../shared/plan/plan.ts'
import { festivalDays } from '../../../client/panels/months/festivalDays.ts'
import { layMonths } from '../../../client/panels/months/layMonths.ts'
import { lunarDates } from '../../../shared/plan/lunar.ts'
import { termOf } from '../../../client/panels/months/term.ts'

const item = (task: string, months: number[], more: Partial<MonthlyItem> = {}): MonthlyItem => ({
  block: BlockId.parse(`b-${months.join('-')}`),
  quote: task,
  start: 0,
  source: 'block',
  doubt: null,
  fixed: [],
  months,
  part: null,
  task,
  time: null,
  recurrence: null,
  expected: null,
  pending: false,
  owner: null,
  owners: [],
  amount: null,
  festival: null,
  ...more,
})
const inPart = (task: string, month: number, part: Part): MonthlyItem => item(task, [month], { part })
const period = (from: string | null, to: string | null) => ({ from, to, text: null })
const shown = (from: string | null, to: string | null, items: MonthlyItem[] = []): string[] =>
  termOf(period(from, to), items).map(({ year, month }) => (year === null ? `${month}` : `${year}-${month}`))
const calendarYear = Array.from({ length: 12 }, (_, index) => `${index + 1}`)

const lunar = (year: number): string[] =>
  lunarDates(year).map(({ festival, month, day }) => `${festival} ${month}-${day}`)

describe('the months that are shown', () => {
  it('are the twelve of a calendar year', () => {
    expect(shown('2026-01', '2026-12')).toEqual(calendarYear.map((month) => `2026-${month}`))
  })
  it('run over New Year in a school year, each with its own year', () => {
    expect(shown('2026-09', '2027-02')).toEqual([
      '2026-9',
      '2026-10',
      '2026-11',
      '2026-12',
      '2027-1',
      '2027-2',
    ])
  })
  it('are twelve without a year where the plan names none', () => {
    expect(shown(null, null)).toEqual(calendarYear)
  })
  it('follow a schedule that runs over New Year, though its year is not named', () => {
    const items = [9, 10, 12, 1, 3].map((month) => item('工作', [month]))
    expect(shown(null, null, items).slice(0, 5)).toEqual(['9', '10', '11', '12', '1'])
  })
  it('stay in calendar order where a schedule jumps about', () => {
    expect(
      shown(
        null,
        null,
        [3, 1, 5, 2].map((month) => item('工作', [month])),
      ),
    ).toEqual(calendarYear)
  })
  it('are twelve without a year for a plan of three years, where a month alone does not tell which', () => {
    expect(shown('2026-01', '2028-12')).toEqual(calendarYear)
  })
})

describe('items in months', () => {
  const year = termOf(period('2026-01', '2026-12'), [])
  const lanesOf = (items: MonthlyItem[], month: number) =>
    layMonths(items, year)
      .months.find((place) => place.month === month)
      ?.lanes.map(({ lane, items: here }) => [lane, here.map(({ task }) => task)])

  it('stand in the thirds of the month that are used, in the order of the text', () => {
    const items = [
      item('甲', [3]),
      inPart('乙', 3, 'late'),
      inPart('丙', 3, 'early'),
      inPart('丁', 3, 'late'),
    ]
    expect(lanesOf(items, 3)).toEqual([
      ['early', ['丙']],
      ['late', ['乙', '丁']],
      ['undivided', ['甲']],
    ])
    expect(lanesOf(items, 4)).toEqual([])
  })
  it('stand in each of their months', () => {
    const items = [item('暑期疗养', [7, 8])]
    expect([lanesOf(items, 7), lanesOf(items, 8)]).toEqual([
      [['undivided', ['暑期疗养']]],
      [['undivided', ['暑期疗养']]],
    ])
  })
  it('that recur without a month are apart from those without any time', () => {
    const weekly = item('健身', [], { recurrence: { every: '2weeks', text: '双周五' } })
    const inMarch = item('例会', [3], { recurrence: { every: 'month', text: '每月' } })
    const layout = layMonths([weekly, item('未定的事', []), inMarch], year)
    expect(layout.recurring).toEqual([weekly])
    expect(layout.undated.map(({ task }) => task)).toEqual(['未定的事'])
    expect(layout.months[2]?.lanes[0]?.items).toEqual([inMarch])
  })
  it('outside the period are kept, after it, and marked', () => {
    const term = termOf(period('2026-02', '2026-06'), [])
    const { months } = layMonths([item('迎新', [9]), item('春游', [4])], term)
    expect(months.map(({ month, outside }) => [month, outside])).toEqual([
      [2, false],
      [3, false],
      [4, false],
      [5, false],
      [6, false],
      [9, true],
    ])
  })
})

describe('festivals', () => {
  it('of the lunar calendar stand on their dates of 2026', () => {
    expect(lunar(2026)).toEqual([
      'spring 2-17',
      'lantern 3-3',
      'dragonBoat 6-19',
      'midAutumn 9-25',
      'doubleNinth 10-18',
    ])
  })
  it('are right where a new moon falls near midnight (2027, 2030)', () => {
    expect([lunar(2027)[0], lunar(2030)[0]]).toEqual(['spring 2-6', 'spring 2-3'])
  })
  it('are not guessed beyond the table', () => {
    expect(lunarDates(2200)).toEqual([])
  })
  it('stand in their month by day, the lunar ones only where the year is known', () => {
    expect(festivalDays({ month: 9, year: 2026 })).toEqual([
      { festival: 'teachers', day: 10 },
      { festival: 'midAutumn', day: 25 },
    ])
    expect(festivalDays({ month: 9, year: null })).toEqual([{ festival: 'teachers', day: 10 }])
    expect(festivalDays({ month: 9, year: 2025 })).toEqual([{ festival: 'teachers', day: 10 }])
  })
})
