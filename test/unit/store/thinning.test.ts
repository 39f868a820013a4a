import { expect, test } from 'vitest'
import { thinned } from '../../../server/store/thinning.ts'
import type { StoredVersion } from '../../../server/store/versions.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 5, 15, 12)

/** Versions so many milliseconds ago, oldest first; what goes, as their places. */
function goneOf(ago: [number, StoredVersion['kind']?, number?][], bound?: number) {
  const versions = ago.map(([age, kind = 'hourly', bytes = 10], index) => ({
    upto: index,
    kind,
    name: null,
    author: null,
    writers: [],
    at: NOW - age,
    bytes,
  }))
  const { gone, emptied } = thinned(versions, NOW, bound)
  return { gone: [...gone].toSorted((a, b) => a - b), emptied: [...emptied] }
}

test('[W15] all versions of the last day stay', () => {
  expect(goneOf([[23 * HOUR], [22.9 * HOUR], [60_000], [0]]).gone).toEqual([])
})

test('[W15] of the last week the last of each hour stays, of what is older the last of each day', () => {
  const week = 2 * DAY
  expect(goneOf([[week], [week - 60_000], [week - 120_000], [week - HOUR]]).gone).toEqual([0, 1])
  const older = 30 * DAY
  expect(goneOf([[older], [older - HOUR], [older - 2 * HOUR], [older - DAY]]).gone).toEqual([0, 1])
})

test('[W15] named ones stay, and a state from before a deletion does not go for the one after it', () => {
  const older = 30 * DAY
  expect(
    goneOf([
      [older, 'named'],
      [older - 1000, 'deletion'],
      [older - 2000, 'named'],
      [older - 3000, 'hourly'],
      [older - 4000, 'hourly'],
    ]).gone,
  ).toEqual([3])
})

test('[W15] over the bound the oldest automatic ones go first, then the oldest named ones are left to the log', () => {
  const all: Parameters<typeof goneOf>[0] = [
    [5 * HOUR, 'named', 40],
    [4 * HOUR, 'hourly', 40],
    [3 * HOUR, 'named', 40],
    [2 * HOUR, 'deletion', 40],
  ]
  expect(goneOf(all, 160)).toEqual({ gone: [], emptied: [] })
  expect(goneOf(all, 120)).toEqual({ gone: [1], emptied: [] })
  expect(goneOf(all, 50)).toEqual({ gone: [1, 3], emptied: [0] })
})

test('[W15] who deletes and undoes all day pushes nothing of before out: such a day is thinned by the hour', () => {
  const before: Parameters<typeof goneOf>[0] = [
    [10 * DAY, 'hourly', 40],
    [9 * DAY, 'deletion', 40],
  ]
  const busy = Array.from({ length: 201 }, (_, n): [number, 'deletion', number] => [
    3 * HOUR - n * 10_000,
    'deletion',
    1,
  ])
  const { gone } = goneOf([...before, ...busy])
  expect(gone).not.toContain(0)
  expect(gone).not.toContain(1)
  expect(gone).toHaveLength(200)
  expect(goneOf([...before, ...busy.slice(0, 200)]).gone).toEqual([])
  expect(goneOf([...before, ...busy.slice(0, 200)], 270).gone).toHaveLength(199)
})
