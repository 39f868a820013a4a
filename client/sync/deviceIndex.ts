/**
 * What this device remembers beside the texts: who uses it, and per person the plans opened here and the
 * plans created here that the server does not have yet. Reading it never throws: without a working store
 * the lists are empty and home shows what the server says.
 */
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import type { Stage } from '../../shared/record/roles.ts'
import { Me, type PlanRow } from '../../shared/wire/api.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { Idb, resultOf } from './idb.ts'
import { deviceName, indexName } from './names.ts'

export type Person = { user: UserId; name: string }

/** A plan opened on this device before, as home shows it without a network. */
export type KnownPlan = {
  plan: PlanId
  title: string | null
  stage: Stage
  openedAt: number
  /** As the server's list last had it. */
  period?: PlanRow['period']
}

/** A plan created here whose creation the server has not confirmed; `first` never changes (RULES L4). */
export type Creation = {
  plan: PlanId
  first: Uint8Array
  title: string | null
  createdAt: number
  refused: RefusalCode | null
}

const device = new Idb(deviceName(), (db) => {
  db.createObjectStore('people', { keyPath: 'user' })
  db.createObjectStore('current')
})

const indexes = new Map<UserId, Idb>()

function indexOf(user: UserId): Idb {
  let index = indexes.get(user)
  if (index === undefined) {
    index = new Idb(indexName(user), (db) => {
      db.createObjectStore('plans', { keyPath: 'plan' })
      db.createObjectStore('created', { keyPath: 'plan' })
    })
    indexes.set(user, index)
  }
  return index
}

const unlessBroken = <T>(reading: Promise<T>, otherwise: T): Promise<T> =>
  reading.catch((cause: unknown) => {
    console.warn('device index:', cause)
    return otherwise
  })

/** Remembers who is signed in here, for a start without network. */
export const rememberMe = (me: Me): Promise<void> =>
  unlessBroken(
    device.run('readwrite', ['people', 'current'], async (tx) => {
      const person: Person = { user: me.user.id, name: me.user.name }
      tx.objectStore('people').put(person)
      tx.objectStore('current').put(me, 'me')
      tx.objectStore('current').delete('ended')
    }),
    undefined,
  )

/** The person last signed in here, or null. */
export const rememberedMe = (): Promise<Me | null> =>
  unlessBroken(
    device.run('readonly', 'current', async (tx) => {
      const me = Me.safeParse(await resultOf<unknown>(tx.objectStore('current').get('me')))
      return me.success ? me.data : null
    }),
    null,
  )

/** Signed out by oneself: nobody is shown without the server's word; what was typed stays in its owner's stores. */
export const forgetMe = (): Promise<void> =>
  unlessBroken(
    device.run('readwrite', 'current', async (tx) => {
      tx.objectStore('current').clear()
    }),
    undefined,
  )

/** Signed out by the server, unasked: as `forgetMe`, but whose session it was stays known to this device. */
export const endSession = (): Promise<void> =>
  unlessBroken(
    device.run('readwrite', 'current', async (tx) => {
      const current = tx.objectStore('current')
      const me = Me.safeParse(await resultOf<unknown>(current.get('me')))
      current.delete('me')
      if (me.success) current.put({ user: me.data.user.id, name: me.data.user.name }, 'ended')
    }),
    undefined,
  )

/** Whose session the server ended on this device, with nobody signed in since; or null. */
export const personEnded = (): Promise<Person | null> =>
  unlessBroken(
    device.run(
      'readonly',
      'current',
      async (tx) =>
        (await resultOf(tx.objectStore('current').get('ended') as IDBRequest<Person | undefined>)) ?? null,
    ),
    null,
  )

export const peopleHere = (): Promise<Person[]> =>
  unlessBroken(
    device.run('readonly', 'people', (tx) =>
      resultOf(tx.objectStore('people').getAll() as IDBRequest<Person[]>),
    ),
    [],
  )

export const rememberPlan = (user: UserId, plan: KnownPlan): Promise<void> =>
  unlessBroken(
    indexOf(user).run('readwrite', 'plans', async (tx) => {
      const plans = tx.objectStore('plans')
      const known = await resultOf(plans.get(plan.plan) as IDBRequest<KnownPlan | undefined>)
      plans.put({ ...known, ...plan })
    }),
    undefined,
  )

export const knownPlans = (user: UserId): Promise<KnownPlan[]> =>
  unlessBroken(
    indexOf(user).run('readonly', 'plans', (tx) =>
      resultOf(tx.objectStore('plans').getAll() as IDBRequest<KnownPlan[]>),
    ),
    [],
  )

export const forgetPlan = (user: UserId, plan: PlanId): Promise<void> =>
  unlessBroken(
    indexOf(user).run('readwrite', 'plans', async (tx) => {
      tx.objectStore('plans').delete(plan)
    }),
    undefined,
  )

/** Keeps a creation. Rejects when it cannot be stored: then nothing was created. A stored one is never replaced. */
export const keepCreation = (user: UserId, creation: Creation): Promise<void> =>
  indexOf(user).run('readwrite', 'created', async (tx) => {
    const created = tx.objectStore('created')
    if ((await resultOf<unknown>(created.get(creation.plan))) === undefined) created.put(creation)
  })

export const creationOf = (user: UserId, plan: PlanId): Promise<Creation | null> =>
  unlessBroken(
    indexOf(user).run(
      'readonly',
      'created',
      async (tx) =>
        (await resultOf(tx.objectStore('created').get(plan) as IDBRequest<Creation | undefined>)) ?? null,
    ),
    null,
  )

export const creations = (user: UserId): Promise<Creation[]> =>
  unlessBroken(
    indexOf(user).run('readonly', 'created', (tx) =>
      resultOf(tx.objectStore('created').getAll() as IDBRequest<Creation[]>),
    ),
    [],
  )

/** The server has the plan: `null`; or it refused it, which is kept and shown. */
export const settleCreation = (user: UserId, plan: PlanId, refused: RefusalCode | null): Promise<void> =>
  unlessBroken(
    indexOf(user).run('readwrite', 'created', async (tx) => {
      const created = tx.objectStore('created')
      if (refused === null) {
        created.delete(plan)
        return
      }
      const creation = await resultOf(created.get(plan) as IDBRequest<Creation | undefined>)
      if (creation !== undefined) created.put({ ...creation, refused })
    }),
    undefined,
  )
