import { expect, test } from 'vitest'
import {
  type Account,
  type Answer,
  NEW_ACCOUNT,
  type Outcome,
  refusalToWrite,
  settle,
} from '../../../server/relay/seat.ts'
import { SCHEMA_VERSION } from '../../../shared/text/schema.ts'

/** Plays frames in short: k kept, g gap, r refused, R refused for another reason; capital K and G are sync step 2. */
function play(frames: string): { settled: number; answers: string } {
  let account: Account = NEW_ACCOUNT
  let answers = ''
  const short: Record<Answer['kind'], string> = { none: '-', resync: '?', refused: 'x' }
  for (const [index, frame] of frames.split('').entries()) {
    const at = { nth: index + 1, step2: frame === 'K' || frame === 'G' }
    const outcome: Outcome =
      frame === 'r' || frame === 'R'
        ? { ...at, kind: 'refused', code: frame === 'r' ? 'not-allowed' : 'malformed' }
        : { ...at, kind: frame.toLowerCase() === 'k' ? 'kept' : 'gap' }
    const settled = settle(account, outcome)
    account = settled.account
    answers += short[settled.answer.kind]
  }
  return { settled: account.settled, answers }
}

test.each([
  ['Kkk', 3, '---'],
  ['Kg', 1, '-?'],
  ['Kgk', 1, '-?-'],
  ['Kgkg', 1, '-?--'],
  ['KgkK', 4, '-?--'],
  ['KgG', 1, '-??'],
  ['Krk', 3, '-x-'],
  ['Krg', 2, '-x?'],
  ['Krgr', 2, '-x?x'],
  ['Krgrg', 2, '-x?xx'],
  ['Krrg', 4, '-xxx'],
  ['KrRg', 3, '-xx?'],
  ['KgGGGGGGGG', 1, '-????????x'],
  ['KgGGGGGGGKgG', 10, '-????????-??'],
  ['Krkrg', 4, '-x-x?'],
])('[W4][W6] frames %s settle %i and are answered %s', (frames, settled, answers) => {
  expect(play(frames)).toEqual({ settled, answers })
})

test('[W13] a schema older than ours may not write, ours and none may', () => {
  const standing = { role: 'member', stage: 'draft' } as const
  expect(refusalToWrite(standing, SCHEMA_VERSION - 1)).toBe('old-schema')
  expect(refusalToWrite(standing, SCHEMA_VERSION)).toBeNull()
  expect(refusalToWrite(standing, null)).toBeNull()
  expect(refusalToWrite({ ...standing, stage: 'ballot' }, null)).toBe('plan-frozen')
  expect(refusalToWrite({ role: 'delegate', stage: 'draft' }, null)).toBe('not-allowed')
})
