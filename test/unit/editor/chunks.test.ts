import { array, assert, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { cut } from '../../../client/editor/chunks.ts'

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const startsOf = (chunks: readonly number[][]): Set<number> =>
  new Set(chunks.flatMap(([first]) => first ?? []))

test('[T14] a text is cut into chunks that are it again, none of them empty or too large', () => {
  assert(
    property(nat(2_000), array(nat(2_000)), (count, starts) => {
      const chunks = cut(numbers(count), new Set(starts))
      expect(chunks.flat()).toEqual(numbers(count))
      expect(chunks.every((chunk) => chunk.length > 0 && chunk.length <= 128)).toBe(true)
      expect(chunks.length).toBeLessThanOrEqual(4 * Math.ceil(count / 64))
    }),
  )
})

test('[T14] a block more or less changes the chunk that it stands in, and no other', () => {
  const chunks = cut(numbers(1_000), new Set())
  const more = cut([...numbers(500), 5_000, ...numbers(1_000).slice(500)], startsOf(chunks))
  const less = cut(
    numbers(1_000).filter((n) => n !== 500),
    startsOf(chunks),
  )
  for (const now of [more, less]) {
    expect(now).toHaveLength(chunks.length)
    expect(now.filter((chunk, i) => chunk.join() !== chunks[i]?.join())).toHaveLength(1)
  }
})

test('[T14] a chunk that has grown too large is cut where it stands', () => {
  const chunks = cut(numbers(1_000), new Set())
  const grown = [
    ...numbers(100),
    ...Array.from({ length: 100 }, (_, i) => 5_000 + i),
    ...numbers(1_000).slice(100),
  ]
  const now = cut(grown, startsOf(chunks))
  expect(now.map((chunk) => chunk.length).slice(0, 4)).toEqual([64, 64, 64, 36])
  expect(now.slice(4)).toEqual(chunks.slice(2))
})
