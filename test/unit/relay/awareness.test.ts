import {
  Awareness as ClientAwareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
} from 'y-protocols/awareness'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Awareness, type TellOwner } from '../../../server/relay/awareness.ts'
import { UserId } from '../../../shared/plan/ids.ts'
import { AWARENESS_BYTES, AWARENESS_ENTRIES, AWARENESS_RATE } from '../../../shared/wire/limits.ts'

const user = (letter: string, name: string) => ({ id: UserId.parse(letter.repeat(22)), name })
const WANG = user('a', '王敏')
const LI = user('b', '李文')

/** A person's browser with its own awareness, which says this. */
function browser(state: Record<string, unknown> | null) {
  const awareness = new ClientAwareness(new Y.Doc())
  awareness.setLocalState(state)
  return awareness
}

const said = (awareness: ClientAwareness, ...clients: number[]) =>
  encodeAwarenessUpdate(awareness, clients.length === 0 ? [awareness.clientID] : clients)

/** Gives a browser a frame of the relay. */
const hear = (to: ClientAwareness, frame: Uint8Array): void => {
  const decoder = decoding.createDecoder(frame)
  expect(decoding.readVarUint(decoder)).toBe(1)
  applyAwarenessUpdate(to, decoding.readVarUint8Array(decoder), 'relay')
}

/** The relay's side with a clock of its own, and what each connection was sent. */
function room(tellOwner: TellOwner = (_client, tell) => tell(null)) {
  let clock = 1000
  const awareness = new Awareness<string>(() => (clock += 1), tellOwner)
  const tick = (all: Record<string, ClientAwareness>): string[] =>
    awareness.flush(Object.keys(all), (to, frame) => {
      const client = all[to]
      if (client !== undefined) hear(client, frame)
    })
  return { awareness, tick }
}

test('[W11] name and colour are the session’s, and nobody speaks for another', () => {
  const { awareness, tick } = room()
  const wang = browser({ user: { name: '假主席', color: 'red' }, cursor: 3 })
  const li = browser({ user: { name: '李文' } })
  awareness.take('wang', WANG, said(wang))
  awareness.take('li', LI, said(li))
  tick({ wang, li })
  expect(li.getStates().get(wang.clientID)).toMatchObject({ user: WANG, cursor: 3 })
  expect(li.getStates().get(wang.clientID)?.['user'].color).toMatch(/^#[0-9a-f]{6}$/)
  // Wang's browser re-sends what it heard of Li, with a later clock and another name.
  wang.states.set(li.clientID, { user: { name: '冒充' } })
  wang.meta.set(li.clientID, { clock: 9_000_000_000_000_000, lastUpdated: 0 })
  awareness.take('wang', WANG, said(wang, li.clientID))
  const third = browser(null)
  const everyone = awareness.everyone()
  if (everyone !== null) hear(third, everyone)
  expect(third.getStates().get(li.clientID)).toMatchObject({ user: LI })
})

test('[W11] whoever leaves is gone, and is seen at once on coming back with the clock of before', () => {
  const { awareness, tick } = room()
  const [wang, li] = [browser({ cursor: 1 }), browser({ cursor: 2 })]
  const before = said(wang)
  awareness.take('wang', WANG, before)
  awareness.take('li', LI, said(li))
  tick({ wang, li })
  const gone = awareness.leave('wang')
  if (gone !== null) hear(li, gone)
  expect(li.getStates().has(wang.clientID)).toBe(false)
  awareness.take('wang again', WANG, before)
  tick({ 'wang again': wang, li })
  expect(li.getStates().get(wang.clientID)).toMatchObject({ cursor: 1 })
})

test('[W11] the same person’s new connection takes over from a half-open one; another person’s does not', () => {
  const { awareness, tick } = room()
  const [wang, li] = [browser({ cursor: 1 }), browser(null)]
  awareness.take('old', WANG, said(wang))
  awareness.take('thief', LI, said(wang))
  wang.setLocalState({ cursor: 2 })
  awareness.take('new', WANG, said(wang))
  tick({ new: wang, li })
  expect(li.getStates().get(wang.clientID)).toMatchObject({ cursor: 2, user: WANG })
  expect(awareness.leave('old')).toBeNull()
  expect(awareness.leave('thief')).toBeNull()
})

test('[W11][P7] an entry over the limit is dropped, one that is no state is reported, and cut bytes throw', () => {
  const { awareness, tick } = room()
  const large = browser({ note: 'x'.repeat(AWARENESS_BYTES) })
  awareness.take('large', WANG, said(large))
  expect(awareness.everyone()).toBeNull()
  const odd = browser(null)
  odd.states.set(odd.clientID, ['not', 'a', 'state'])
  odd.meta.set(odd.clientID, { clock: 1, lastUpdated: 0 })
  awareness.take('odd', LI, said(odd))
  expect(tick({})).toEqual(['odd'])
  const whole = said(browser({ cursor: 1 }))
  expect(() => awareness.take('cut', LI, whole.slice(0, -3))).toThrow()
})

test('[P7] however many frames come between two ticks, others get one', () => {
  const { awareness } = room()
  const wang = browser({ cursor: 0 })
  for (let cursor = 1; cursor <= 100; cursor++) {
    wang.setLocalState({ cursor })
    awareness.take('wang', WANG, said(wang))
  }
  let frames = 0
  awareness.flush(['li'], () => (frames += 1))
  awareness.flush(['li'], () => (frames += 1))
  expect(frames).toBe(1)
})

test('[W11] nobody speaks for a client id that another person has written with; an answer that is late finds out too', () => {
  const told: (() => void)[] = []
  const [wang, li] = [browser({ cursor: 1 }), browser(null)]
  const { awareness, tick } = room((client, tell) => {
    told.push(() => tell(client === wang.clientID ? WANG.id : null))
  })
  const answer = () => told.splice(0).forEach((tell) => tell())
  awareness.take('thief', LI, said(wang))
  tick({ li })
  expect(li.getStates().has(wang.clientID)).toBe(false)
  answer()
  tick({ li })
  expect(li.getStates().has(wang.clientID)).toBe(false)
  expect(awareness.leave('thief')).toBeNull()
  awareness.take('wang', WANG, said(wang))
  answer()
  tick({ li })
  expect(li.getStates().get(wang.clientID)).toMatchObject({ cursor: 1, user: WANG })
})

/** An awareness frame of these entries: a client id and a clock each. */
function entries(all: readonly (readonly [number, number])[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, all.length)
  for (const [client, clock] of all) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify({ clock }))
  }
  return encoding.toUint8Array(encoder)
}

test('[P7] of one frame no more is read than up to one’s own entry, and not beyond everyone in a plan', () => {
  const { awareness, tick } = room()
  const li = browser(null)
  const others = Array.from({ length: AWARENESS_ENTRIES }, (_, n) => [n + 10, 1] as const)
  awareness.take('wang', WANG, entries([[5, 1]]))
  awareness.take('wang', WANG, entries([[5, 2], ...others]).slice(0, 100))
  tick({ li })
  expect(li.getStates().get(5)).toMatchObject({ clock: 2 })
  awareness.take('wang', WANG, entries([...others, [5, 3]]))
  tick({ li })
  expect(li.getStates().get(5)).toMatchObject({ clock: 2 })
})

test('[P7] frames beyond the rate of a second are not read, of that connection alone; the next second they are', () => {
  let now = 5_000
  const awareness = new Awareness<string>(
    () => now,
    (_client, tell) => tell(null),
  )
  const li = browser(null)
  const tick = () => awareness.flush(['li'], (_to, frame) => hear(li, frame))
  for (let clock = 1; clock <= 2 * AWARENESS_RATE; clock++)
    awareness.take('wang', WANG, entries([[5, clock]]))
  awareness.take('other', LI, entries([[6, 1]]))
  tick()
  expect(li.getStates().get(5)).toMatchObject({ clock: AWARENESS_RATE })
  expect(li.getStates().get(6)).toMatchObject({ clock: 1 })
  expect(awareness.answer('wang')).toBeNull()
  now += 1000
  awareness.take('wang', WANG, entries([[5, 999]]))
  tick()
  expect(li.getStates().get(5)).toMatchObject({ clock: 999 })
})
