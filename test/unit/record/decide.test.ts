import { describe, expect, it } from 'vitest'
import { BlockId, EventId, UserId } from '../../../shared/plan/ids.ts'
import { refusalOfEvent } from '../../../shared/record/decide.ts'
import type { PlanEventBody } from '../../../shared/record/events.ts'
import { Role, Stage } from '../../../shared/record/roles.ts'

const [own, others, answered, gone, nobodys] = ['own', 'others', 'answered', 'gone', 'nobodys'].map((name) =>
  EventId.parse(name.padEnd(22, '_')),
) as [EventId, EventId, EventId, EventId, EventId]
const me = UserId.parse('me'.padEnd(22, '_'))
const other = UserId.parse('other'.padEnd(22, '_'))

const earlier = new Map([
  [own, { kind: 'comment', author: me, erased: false } as const],
  [others, { kind: 'comment', author: other, erased: false } as const],
  [answered, { kind: 'comment', author: other, erased: true } as const],
  [gone, { kind: null, author: me, erased: true } as const],
])

const anchor = { block: BlockId.parse('b'), from: null, to: null, quote: '', before: '', after: '' }
const comment: PlanEventBody = { kind: 'comment', anchor, text: '好' }
const reply = (thread: EventId): PlanEventBody => ({ kind: 'reply', thread, text: '好' })
const resolve = (thread: EventId): PlanEventBody => ({ kind: 'resolve', thread })
const erase = (event: EventId): PlanEventBody => ({ kind: 'erase', event })

/** What is said to each role, in the order chair, member, delegate, reader. */
const said = (body: PlanEventBody, stage: Stage = 'draft'): string =>
  Role.options
    .map((role) => refusalOfEvent({ user: me, role, stage }, body, (id) => earlier.get(id) ?? null) ?? 'yes')
    .join(' ')

describe('an event is taken or refused', () => {
  it.each([
    ['a comment in a draft', comment, 'draft', 'yes yes yes not-allowed'],
    ['a comment in a consultation', comment, 'consultation', 'yes yes yes not-allowed'],
    [
      'a comment once the text is frozen',
      comment,
      'ballot',
      'plan-frozen plan-frozen plan-frozen not-allowed',
    ],
    ['a reply', reply(others), 'draft', 'yes yes yes not-allowed'],
    [
      'a reply once the text is frozen',
      reply(others),
      'adopted',
      'plan-frozen plan-frozen plan-frozen not-allowed',
    ],
    ['a reply to nothing', reply(nobodys), 'draft', 'not-found not-found not-found not-found'],
    ['a reply to an erased comment that has others', reply(answered), 'draft', 'yes yes yes not-allowed'],
    ['a reply to what is gone', reply(gone), 'draft', 'closed closed closed closed'],
    ['the resolving of one’s own thread', resolve(own), 'draft', 'yes yes yes not-allowed'],
    ['the resolving of another’s thread', resolve(others), 'draft', 'yes yes not-allowed not-allowed'],
    [
      'the resolving of a frozen plan’s thread',
      resolve(others),
      'ballot',
      'plan-frozen plan-frozen not-allowed not-allowed',
    ],
    ['the erasing of one’s own words, at any stage', erase(own), 'closed', 'yes yes yes yes'],
    [
      'the erasing of another’s words',
      erase(others),
      'draft',
      'not-allowed not-allowed not-allowed not-allowed',
    ],
    ['the erasing of what is erased', erase(gone), 'draft', 'closed closed closed closed'],
    ['the erasing of nothing', erase(nobodys), 'draft', 'not-found not-found not-found not-found'],
  ] as const)('%s', (_what, body, stage, expected) => {
    expect(said(body, stage)).toBe(expected)
  })

  it('[P6] moves between draft and consultation only, and only by the chair', () => {
    const allowed = Stage.options.flatMap((from) =>
      Stage.options
        .filter((stage) => said({ kind: 'stage', stage }, from) === 'yes not-allowed not-allowed not-allowed')
        .map((to) => `${from}→${to}`),
    )
    expect(allowed).toEqual(['draft→consultation', 'consultation→draft'])
    const refused = Stage.options.flatMap((from) =>
      Stage.options.map((stage) => said({ kind: 'stage', stage }, from)),
    )
    expect(new Set(refused)).toEqual(
      new Set(['yes not-allowed not-allowed not-allowed', 'not-allowed not-allowed not-allowed not-allowed']),
    )
  })
})
