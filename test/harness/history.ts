/**
 * Histories of one plan: up to five replicas, cut off, delayed, out of order, repeated, restarted and lost. In
 * whichever world they are lived, all end with the same text and the same typed data, and nothing that was
 * acknowledged is gone.
 */
import * as fc from 'fast-check'
import { expect } from 'vitest'
import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import { contentOf as saidIn } from '../../shared/text/digest.ts'
import { digestQuestion } from '../../shared/wire/messages.ts'
import type { Client } from './rawClient.ts'
import { contentOf, type Kind, Replica } from './replica.ts'

/** Where a history is lived: against the relay in this process, or against a real server. */
export type World = {
  plan: () => Promise<PlanId>
  /** A connected client of the nth person that has the text. */
  open: (plan: PlanId, who: number, kind: Kind, doc?: Y.Doc) => Promise<Client>
  /** Ends the relay without a word and starts it again. */
  kill: () => Promise<void>
  /** What comes from the relay waits on its way, and goes on in the order that `ordered` gives it. */
  delay: (client: Client) => void
  deliver: (client: Client, ordered: (updates: Uint8Array[]) => Uint8Array[]) => void
  fold: (plan: PlanId) => void
  /** The text as the log has it. */
  stored: (plan: PlanId) => Y.Doc
}

const DEEDS = {
  type: 12,
  goal: 4,
  item: 4,
  months: 4,
  title: 1,
  erase: 4,
  again: 3,
  await: 4,
  leave: 5,
  return: 8,
  hold: 4,
  letGo: 5,
  delay: 4,
  deliver: 5,
  fold: 1,
  /** The relay goes on for a moment: what comes next falls between two of its turns. */
  tick: 8,
  vanish: 1,
} as const
type Deed = keyof typeof DEEDS | 'kill'

const step = (kills: number) =>
  fc.record({
    who: fc.nat(1000),
    deed: fc.oneof(
      ...Object.entries({ ...DEEDS, kill: kills }).map(([deed, weight]) => ({
        weight: weight * 100,
        arbitrary: fc.constant(deed as Deed),
      })),
    ),
    // Numbers choose among what there is then.
    at: fc.nat(10_000),
    where: fc.nat(10_000),
  })

/** Histories of so many steps; of some eighty of them some `kills` end the relay. */
export const histories = (steps: number, kills: number) =>
  fc.record({
    kinds: fc.array(fc.constantFrom<Kind>('ours', 'ours', 'ours', 'ours', 'stock', 'old'), {
      minLength: 1,
      maxLength: 4,
      size: 'max',
    }),
    steps: fc.array(step(kills), { minLength: steps, maxLength: steps, size: 'max' }),
  })
export type History = ReturnType<typeof histories> extends fc.Arbitrary<infer One> ? One : never

/** The history of a seed. */
export function historyOf(all: ReturnType<typeof histories>, seed: number): History {
  const [history] = fc.sample(all, { seed, numRuns: 1 })
  if (history === undefined) throw new Error('no history was drawn')
  return history
}

/** Another order of the same things, some of them twice if they may come twice. */
const mixed =
  (key: number, twice: boolean) =>
  <T>(list: T[]): T[] => {
    const keyed = list.map((one, nth) => ({ one, place: ((nth + 1) * (key + 7919)) % 10_007 }))
    const order = keyed.sort((a, b) => a.place - b.place).map(({ one }) => one)
    return twice ? order.flatMap((one, nth) => (nth % 3 === key % 3 ? [one, one] : [one])) : order
  }

/** Lives a history and throws where a promise is not kept. */
export async function live(world: World, { kinds, steps }: History): Promise<void> {
  const plan = await world.plan()
  let made = 0
  // Not by chance, so that a seed always tells the same history; scattered, because their order decides conflicts.
  const newDoc = (): Y.Doc => {
    const doc = new Y.Doc()
    doc.clientID = ((made += 1) * 2_654_435_761) % 2 ** 32
    return doc
  }
  const all = (['ours', ...kinds] as const).map(
    (kind, who) => new Replica(kind, newDoc, (doc) => world.open(plan, who, kind, doc)),
  )
  /** Words that were acknowledged to a device that is lost since, and words that were refused. */
  const [promised, refused]: [string[], string[]] = [[], []]
  const arrive = ({ client }: Replica): void => {
    if (client !== null) world.deliver(client, (frames) => frames)
  }

  const write = async (replica: Replica, act: () => void, words: string): Promise<void> => {
    if (replica.kind !== 'old') return act()
    if (!replica.isOnline()) return
    act()
    refused.push(words)
    arrive(replica)
    replica.letGo((updates) => updates)
    await replica.settled()
    replica.forget()
    await replica.join()
  }

  await Promise.all(all.map((one) => one.join()))
  for (const [nth, { who, deed, at, where }] of steps.entries()) {
    const replica = all[who % all.length]
    if (replica === undefined) throw new RangeError('a history has somebody in it')
    const { client } = replica
    const words = `〔${nth}〕`
    switch (deed) {
      case 'type':
        await write(replica, () => replica.type(at, where, words), words)
        break
      case 'goal':
        await write(replica, () => replica.add('goal', at, where, words), words)
        break
      case 'item':
        await write(replica, () => replica.add('monthlyItem', at, where, words), words)
        break
      case 'months':
        if (replica.kind !== 'old') replica.months(at, where)
        break
      case 'title':
        if (replica.kind !== 'old') replica.title(at)
        break
      case 'erase':
        if (replica.kind !== 'old') replica.erase(where)
        break
      case 'again':
        replica.again()
        break
      case 'await':
        arrive(replica)
        replica.letGo(mixed(at, true))
        await replica.settled()
        break
      case 'leave':
        replica.leave()
        break
      case 'return':
        await replica.join()
        break
      case 'hold':
        client?.holdBack()
        break
      case 'letGo':
        replica.letGo(mixed(at, true))
        break
      case 'delay':
        if (client !== null) world.delay(client)
        break
      case 'deliver':
        if (client !== null) world.deliver(client, mixed(at, false))
        break
      case 'fold':
        world.fold(plan)
        break
      case 'tick':
        for (let left = at % 4; left >= 0; left--) await new Promise((resolve) => setImmediate(resolve))
        break
      case 'vanish':
        promised.push(...replica.acknowledged())
        replica.forget()
        break
      case 'kill':
        await world.kill()
        expectKept(world, plan, [...promised, ...all.flatMap((one) => one.acknowledged())])
        for (const one of all) {
          // Who does not read does not hear of it either.
          arrive(one)
          await one.client?.until(() => one.client?.closed !== null)
        }
    }
  }
  await expectEqual(world, plan, all, { promised, refused })
}

/** Asks for the relay's digest and waits until the relay has dealt with that: when busy it answers none. */
async function askDigest(client: Client): Promise<void> {
  client.raw(digestQuestion())
  client.synced = false
  client.askAll()
  await client.until(() => client.closed !== null || client.synced)
}

function expectKept(world: World, plan: PlanId, words: readonly string[]): void {
  const said = saidIn(world.stored(plan))
  expect(words.filter((one) => !said.includes(one))).toEqual([])
}

/** Everybody comes back, sends what there is to send, and has what the log has. */
async function expectEqual(
  world: World,
  plan: PlanId,
  all: readonly Replica[],
  { promised, refused }: { promised: readonly string[]; refused: readonly string[] },
): Promise<void> {
  for (const replica of all) {
    if (replica.client !== null) world.deliver(replica.client, (frames) => frames)
    replica.letGo((updates) => updates)
    await replica.join()
  }
  for (const replica of all) await replica.settled()
  const whole = contentOf(world.stored(plan))
  const wanted = [...promised, ...all.flatMap((one) => one.everything())]
  expect(wanted.filter((words) => !whole.said.includes(words))).toEqual([])
  expect(refused.filter((words) => whole.said.includes(words))).toEqual([])
  const last = await world.open(plan, 0, 'ours')
  for (const client of [last, ...all.map((one) => one.client)]) {
    if (client === null) continue
    await client.until(() => client.closed !== null || saidIn(client.doc) === whole.said)
    // A stock client is told nothing of ours, and asks for none of it.
    if (client.standing !== null) await askDigest(client)
    expect(client.closed).toBeNull()
    expect(contentOf(client.doc)).toEqual(whole)
    expect(client.doc.store.pendingStructs).toBeNull()
    expect(client.refused).toEqual([])
    expect(client.wrongDigests).toBe(0)
    client.close()
  }
}
