import { expect, test } from 'vitest'
import { faultFacts } from '../../../server/ops/faultFacts.ts'

const thrown = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (cause) {
    return cause
  }
}

test('[O1] a parser’s words about its input, which may quote a plan, are not logged', () => {
  const cause = thrown(() => JSON.parse('新建兴趣小组6个') as unknown)
  expect(String(cause)).toContain('新建')
  const facts = faultFacts(new Error('the log cannot be read', { cause }))
  expect(JSON.stringify(facts)).not.toContain('新建')
  expect(facts).toMatchObject({ message: 'the log cannot be read', cause: { kind: 'SyntaxError' } })
})

test('what the system says is logged, with where it was said', () => {
  const cause = Object.assign(new RangeError('database or disk is full'), { code: 'ERR_SQLITE_ERROR' })
  expect(faultFacts(cause)).toMatchObject({ code: 'ERR_SQLITE_ERROR', message: 'database or disk is full' })
  expect(faultFacts(cause)['at']).toEqual(expect.arrayContaining([expect.stringContaining('log.test')]))
})
