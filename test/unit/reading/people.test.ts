import { expect, test } from 'vitest'
import { peopleIn } from '../../../shared/reading/people.ts'

test.each([
  ['职工技能培训（由培训部负责）', '培训部'],
  ['职工技能培训（培训部负责）', '培训部'],
  ['职工技能培训，由培训部负责', '培训部'],
])('%s names whom it means, not the word before it', (text, owner) =>
  expect(peopleIn(text).owner).toBe(owner),
)
