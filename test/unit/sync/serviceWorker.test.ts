import { expect, test } from 'vitest'
import { CACHE_PREFIX, cachesToDrop, RELEASES_KEPT, routeOf } from '../../../client/sw/rules.ts'

const HERE = 'https://plan.example'
const route = (path: string, mode = 'cors', method = 'GET'): string =>
  routeOf({ method, mode, url: path.startsWith('http') ? path : HERE + path }, HERE)

test('[L5] pages come from the device, assets too, and the API and sockets never pass through it', () => {
  expect(route('/', 'navigate')).toBe('shell')
  expect(route('/plan/abc', 'navigate')).toBe('shell')
  expect(route('/assets/PlanPage-abc.js')).toBe('asset')
  expect(route('/api/me')).toBe('pass')
  expect(route('/api/plans', 'navigate')).toBe('pass')
  expect(route('/sync/text/abc', 'websocket')).toBe('pass')
  expect(route('/assets/x.js', 'cors', 'POST')).toBe('pass')
  expect(route('https://elsewhere.example/assets/x.js')).toBe('pass')
  expect(route('/robots.txt')).toBe('pass')
})

test('assets of the last releases stay, older ones and nothing else go', () => {
  const releases = Array.from({ length: RELEASES_KEPT + 2 }, (_, n) => `${CACHE_PREFIX}r${n}`)
  const current = `${CACHE_PREFIX}r${RELEASES_KEPT + 1}`
  expect(cachesToDrop(['other', ...releases], current)).toEqual([`${CACHE_PREFIX}r0`, `${CACHE_PREFIX}r1`])
  expect(cachesToDrop([current], current)).toEqual([])
})
