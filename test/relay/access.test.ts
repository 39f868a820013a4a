/** Who may send what to which plan, before and after it is taken from them: not one byte reaches the log that should not. */
import * as fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect } from 'vitest'
import * as Y from 'yjs'
import { People } from '../../server/people/people.ts'
import { Journal } from '../../server/store/journal.ts'
import type { PlanId } from '../../shared/plan/ids.ts'
import { mayWrite } from '../../shared/record/may.ts'
import type { Role, Stage } from '../../shared/record/roles.ts'
import { BODY } from '../../shared/text/schema.ts'
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { scenario } from '../harness/cases.ts'
import { beside, count, type House, openHouse } from '../harness/house.ts'
import { paragraphOf, RawClient } from '../harness/rawClient.ts'
import { newPlanId, Person } from '../harness/relayProcess.ts'
import { freshUpdate } from '../harness/writing.ts'

let house: House
let people: Record<Role, Person>
beforeAll(async () => {
  house = await openHouse({ GONGNI_NEW_CLIENT_IDS: '10000000', GONGNI_SOCKETS_PER_SESSION: '100' })
  const { chair, member, delegate } = house
  people = { chair, member, delegate, reader: await chair.bring('reader', '赵会员') }
})
afterAll(() => house.server.remove())

function frameOf(type: number, write: (encoder: encoding.Encoder) => void = () => undefined): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}
const syncOf = (step: number, bytes: Uint8Array): Uint8Array =>
  frameOf(MESSAGE.sync, (encoder) => {
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, bytes)
  })

/** A paragraph under the id of whoever made the plan, at its next clock. */
function underForeignId(doc: Y.Doc): Uint8Array {
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc))
  forged.clientID = Math.max(...doc.store.clients.keys())
  const before = Y.encodeStateVector(forged)
  forged.getXmlFragment(BODY).insert(0, [paragraphOf('冒名')])
  return Y.encodeStateAsUpdate(forged, before)
}

/** Every type of message, ours to them included; `writes` says that it has something for the log. */
const MESSAGES: { what: string; writes?: 'own' | 'foreign'; frame: (doc: Y.Doc) => Uint8Array }[] = [
  { what: 'question', frame: () => syncOf(SYNC.step1, Uint8Array.of(0)) },
  { what: 'answer', writes: 'own', frame: (doc) => syncOf(SYNC.step2, freshUpdate(doc, '答')) },
  { what: 'update', writes: 'own', frame: (doc) => syncOf(SYNC.update, freshUpdate(doc, '改')) },
  { what: 'forgery', writes: 'foreign', frame: (doc) => syncOf(SYNC.update, underForeignId(doc)) },
  { what: 'known', frame: (doc) => syncOf(SYNC.update, Y.encodeStateAsUpdate(doc)) },
  { what: 'no step', frame: (doc) => syncOf(3, freshUpdate(doc, '无')) },
  {
    what: 'awareness',
    frame: (doc) =>
      frameOf(MESSAGE.awareness, (e) =>
        encoding.writeVarUint8Array(e, Uint8Array.of(1, doc.clientID & 127, 1, 2, 123, 125)),
      ),
  },
  ...[
    MESSAGE.queryAwareness,
    MESSAGE.ack,
    MESSAGE.refused,
    MESSAGE.standing,
    MESSAGE.record,
    MESSAGE.digest,
    2,
    77,
  ].map((type) => ({
    what: `type ${type}`,
    frame: (doc: Y.Doc) => frameOf(type, (e) => encoding.writeVarUint8Array(e, freshUpdate(doc, '藏'))),
  })),
  { what: 'nothing', frame: () => new Uint8Array() },
]

/** Somebody who connects: a person, or a script with a token. */
type Caller = { person: Person; bearer?: string }

/** Connections of one caller to one plan, as many as there are messages; those that were turned away are closed. */
const connections = ({ person, bearer }: Caller, plan: PlanId): Promise<RawClient[]> =>
  Promise.all(
    MESSAGES.map(async () => {
      const client = new RawClient(person, plan, bearer === undefined ? {} : { bearer })
      await client.until(() => client.closed !== null || (client.synced && client.resyncs > 0))
      return client
    }),
  )

/** Sends each message on a connection of its own, in the order of these places, and waits until all are dealt with. */
async function sendAll(clients: readonly RawClient[], order: readonly number[]): Promise<void> {
  for (const place of order) {
    const [client, message] = [clients[place], MESSAGES[place]]
    if (client !== undefined && message !== undefined) client.raw(message.frame(client.doc))
  }
  for (const client of clients) {
    client.synced = false
    client.askAll()
    await client.until(() => client.closed !== null || client.synced)
  }
}

/** Rows and bytes of the whole log. */
const logged = (): [rows: number, bytes: number] => [
  count(house.server, 'SELECT count(*) FROM log'),
  count(house.server, 'SELECT sum(length(body)) FROM log'),
]

function setPlan(plan: PlanId, column: 'stage' | 'deleted_at', value: string | number): void {
  beside(house.server, (db) => db.run(`UPDATE plans SET ${column} = ? WHERE id = ?`, value, plan))
}

/** A script's way in to this one plan. */
function makeToken(role: Role, plan: PlanId): Caller & { bearer: string; revoke: () => void } {
  const tokens = <T>(work: (tokens: People['tokens']) => T): T =>
    beside(house.server, (db) => db.transaction(() => work(new People(db, new Journal(db)).tokens)))
  const { id, token } = tokens((all) => {
    const made = all.make(house.chair.me.committee.id, role, Date.now())
    all.bind(made.id, plan)
    return made
  })
  const revoke = (): void => void tokens((all) => all.revoke(id, Date.now()))
  return { person: house.chair, bearer: token, revoke }
}

type Place = 'draft' | 'consultation' | 'ballot' | 'deleted' | 'unknown' | 'of another token'
type Case = { role: Role | null; byToken: boolean; place: Place }

const ROLES = ['chair', 'member', 'delegate', 'reader'] as const
const PLACES = ['draft', 'consultation', 'ballot', 'deleted', 'unknown'] as const
/** Every role, by session and by token, and nobody, at every kind of plan. */
const CASES: Case[] = [
  ...PLACES.flatMap((place) => ROLES.map((role): Case => ({ role, byToken: false, place }))),
  ...[...PLACES, 'of another token' as const].flatMap((place) =>
    (['member', 'reader'] as const).map((role): Case => ({ role, byToken: true, place })),
  ),
  ...PLACES.map((place): Case => ({ role: null, byToken: false, place })),
]

async function planAt(place: Place): Promise<PlanId> {
  if (place === 'unknown') return newPlanId()
  const plan = await house.chair.createPlan(SCHOOL_YEAR)
  if (place === 'consultation' || place === 'ballot') setPlan(plan, 'stage', place)
  if (place === 'deleted') setPlan(plan, 'deleted_at', 1)
  return plan
}

/** How many of the messages this caller's plan takes into its log. */
function rowsOf({ role, byToken, place }: Case): number {
  if (role === null || (place !== 'draft' && place !== 'consultation' && place !== 'ballot')) return 0
  const stage: Stage = place
  if (!mayWrite(role, stage)) return 0
  // The plan's first client id is the chair's own.
  const isMaker = role === 'chair' && !byToken
  return MESSAGES.filter(({ writes }) => writes === 'own' || (writes === 'foreign' && isMaker)).length
}

const orderOf = (seed: number): number[] =>
  fc.sample(
    fc.shuffledSubarray([...MESSAGES.keys()], { minLength: MESSAGES.length, maxLength: MESSAGES.length }),
    { seed, numRuns: 1 },
  )[0] ?? []

const nobody = (): Person => new Person(house.server, '', house.chair.me)

scenario({
  title: `[P6][W6][W7][H8] each of ${MESSAGES.length} kinds of message by each role, by session and by token, at each kind of plan: the log grows by what may be written and by nothing else`,
  test: 1,
  soak: 300,
  run: async (seed) => {
    for (const one of CASES) {
      const { role, byToken, place } = one
      const plan = await planAt(place)
      const caller: Caller =
        role === null
          ? { person: nobody() }
          : byToken
            ? makeToken(role, place === 'of another token' ? await planAt('draft') : plan)
            : { person: people[role] }
      const clients = await connections(caller, plan)
      const [rows, bytes] = logged()
      await sendAll(clients, orderOf(seed))
      const [rowsAfter, bytesAfter] = logged()
      expect([one, rowsAfter - rows]).toEqual([one, rowsOf(one)])
      if (rowsOf(one) === 0) expect(bytesAfter).toBe(bytes)
      for (const client of clients) client.close()
    }
  },
})

/** Ways in which writing is taken from a caller who has it. */
const ENDINGS = ['demoted', 'removed', 'signed out', 'token revoked', 'frozen', 'deleted'] as const

scenario({
  title:
    '[P6][W6][H3][H8] what was taken away while messages were on their way: whatever is sent from then on, on open connections and on new ones, not one byte of it is in the log',
  test: 1,
  soak: 300,
  run: async (seed) => {
    const { chair } = house
    const order = orderOf(seed)
    for (const ending of ENDINGS) {
      const plan = await planAt('draft')
      const person = await chair.bring('member', `成员${seed}${ending}`)
      const script = makeToken('member', plan)
      const caller: Caller = ending === 'token revoked' ? script : { person }
      const path = `/members/${person.me.user.id}`
      const [early, late] = [await connections(caller, plan), await connections(caller, plan)]
      const closed = [...early, ...late].flatMap((client) => client.closed ?? [])
      expect(closed).toEqual([])
      const underWay = sendAll(early, order)
      if (ending === 'demoted') await chair.request('PATCH', path, { role: 'reader' })
      else if (ending === 'removed') await chair.request('DELETE', path)
      else if (ending === 'signed out') await person.request('POST', '/logout')
      else if (ending === 'token revoked') script.revoke()
      else if (ending === 'frozen') setPlan(plan, 'stage', 'ballot')
      else setPlan(plan, 'deleted_at', 1)
      await underWay
      const before = logged()
      await sendAll(late, order)
      const afresh = await connections(caller, plan)
      await sendAll(afresh, order)
      expect([ending, logged()]).toEqual([ending, before])
      for (const client of [...early, ...late, ...afresh]) client.close()
    }
  },
})
