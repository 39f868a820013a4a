import { describe, expect, it } from 'vitest'
import { EventId, InviteId, PlanId, UserId } from '../../../shared/plan/ids.ts'
import type { CommitteeEventBody, StampedCommitteeEvent } from '../../../shared/record/events.ts'
import { foldRoster } from '../../../shared/record/roster.ts'

const id = (name: string): string => name.padEnd(22, '_')
const chair = UserId.parse(id('chair'))
const li = UserId.parse(id('li'))
const invite = InviteId.parse(id('invite'))
const later = InviteId.parse(id('later'))

const journal = (...bodies: CommitteeEventBody[]): StampedCommitteeEvent[] =>
  bodies.map((body, index) => ({
    seq: index + 1,
    id: EventId.parse(id(`e${index}`)),
    author: chair,
    at: (index + 1) * 1000,
    body,
    salt: 's',
    payloadHash: '',
    hash: '',
  }))

const events = journal(
  { kind: 'founded', committee: '青杨路小学工会', chair: '王敏' },
  { kind: 'invited', invite, role: 'member', expires: 9000 },
  { kind: 'joined', user: li, name: '李文', role: 'member', invite },
  { kind: 'plan-created', plan: PlanId.parse(id('plan')) },
  { kind: 'role', user: li, role: 'delegate' },
  { kind: 'removed', user: li },
  { kind: 'joined', user: li, name: '李文', role: 'reader', invite: later },
)

describe('the roster', () => {
  it('tells who is in, as what, by which link and since when', () => {
    const founder = { id: chair, name: '王敏', role: 'chair', invite: null, joinedAt: 1000, removed: false }
    expect([...foldRoster(events.slice(0, 5)).values()]).toEqual([
      founder,
      { id: li, name: '李文', role: 'delegate', invite, joinedAt: 3000, removed: false },
    ])
    expect(foldRoster(events.slice(0, 6)).get(li)?.removed).toBe(true)
    expect([...foldRoster(events).values()]).toEqual([
      founder,
      { id: li, name: '李文', role: 'reader', invite: later, joinedAt: 7000, removed: false },
    ])
  })

  it('is the same from any order and repetition of its events', () => {
    expect(foldRoster([...events.toReversed(), ...events])).toEqual(foldRoster(events))
  })
})
