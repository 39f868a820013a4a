/** What every adapter of server/store/store.ts must do; an adapter's test gives it a store with people and a plan in it. */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { PlanId, type UserId } from '../../shared/plan/ids.ts'
import type { Role, Stage } from '../../shared/record/roles.ts'
import { NEW_CLIENT_IDS } from '../../shared/wire/limits.ts'
import { type Append, type TextStore, updatesOf } from '../../server/store/store.ts'

export type StoreWorld = {
  store: TextStore
  /** Makes a plan with one update in its log and returns its id. */
  plan: () => PlanId
  person: (role: Role) => { user: UserId; session: string }
  setRole: (user: UserId, role: Role) => void
  setStage: (plan: PlanId, stage: Stage) => void
  endSession: (session: string) => void
  /** Takes a log row out of the middle. */
  damage: (plan: PlanId, seq: number) => void
  now: number
}

const doc = new Y.Doc()
/** One more update, by whichever Yjs client. */
function nextUpdate(words: string): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.getText('front').insert(0, words)
  return Y.encodeStateAsUpdate(doc, before)
}

const row = (who: { user: UserId; session: string }, clients: number[] = [], words = '字'): Append => ({
  ...who,
  update: nextUpdate(words),
  clients,
})

export function textStoreContract(name: string, open: () => StoreWorld): void {
  describe(name, () => {
    test('[W1][W2] what is appended is loaded again, in order, and numbered without gaps', async () => {
      const { store, plan, person, now } = open()
      const [id, member] = [plan(), person('member')]
      const rows = [row(member), row(member), row(member)]
      expect(await store.append([{ plan: id, base: 1, rows }], now)).toEqual([{ kind: 'appended', seq: 4 }])
      const more = row(member)
      expect(await store.append([{ plan: id, base: 4, rows: [more] }], now)).toEqual([
        { kind: 'appended', seq: 5 },
      ])
      const text = await store.load(id)
      expect(text.seq).toBe(5)
      expect(updatesOf(text).slice(1)).toEqual([...rows, more].map(({ update }) => new Uint8Array(update)))
    })

    test('[W6] one row of somebody who may not write leaves the plan’s whole turn unwritten, and the other plans’ written', async () => {
      const { store, plan, person, now } = open()
      const [here, there] = [plan(), plan()]
      const [member, delegate] = [person('member'), person('delegate')]
      const outcomes = await store.append(
        [
          { plan: here, base: 1, rows: [row(member), row(delegate)] },
          { plan: there, base: 1, rows: [row(member)] },
        ],
        now,
      )
      expect(outcomes).toEqual([
        { kind: 'refused', index: 1, code: 'not-allowed' },
        { kind: 'appended', seq: 2 },
      ])
      expect((await store.load(here)).seq).toBe(1)
      expect((await store.load(there)).seq).toBe(2)
    })

    test('[W6] role, stage and session count as they are when the row is appended', async () => {
      const { store, plan, person, setRole, setStage, endSession, now } = open()
      const [id, member, other] = [plan(), person('member'), person('member')]
      const attempt = (who = member) => store.append([{ plan: id, base: 1, rows: [row(who)] }], now)
      setStage(id, 'ballot')
      expect(await attempt()).toEqual([{ kind: 'refused', index: 0, code: 'plan-frozen' }])
      setStage(id, 'draft')
      setRole(member.user, 'reader')
      expect(await attempt()).toEqual([{ kind: 'refused', index: 0, code: 'not-allowed' }])
      expect(await store.standing(id, member.user, member.session, now)).toEqual({
        role: 'reader',
        stage: 'draft',
      })
      endSession(other.session)
      expect(await attempt(other)).toEqual([{ kind: 'refused', index: 0, code: 'not-allowed' }])
      expect(await store.standing(id, other.user, other.session, now)).toBeNull()
      setRole(member.user, 'member')
      expect(await attempt()).toEqual([{ kind: 'appended', seq: 2 }])
      const again = () => store.append([{ plan: id, base: 2, rows: [row(member)] }], now)
      setRole(member.user, 'reader')
      expect(await again()).toEqual([{ kind: 'refused', index: 0, code: 'not-allowed' }])
      setRole(member.user, 'member')
      endSession(member.session)
      expect(await again()).toEqual([{ kind: 'refused', index: 0, code: 'not-allowed' }])
    })

    test('[W7] a client id stays with who first wrote with it, in that plan', async () => {
      const { store, plan, person, now } = open()
      const [id, elsewhere, first, second] = [plan(), plan(), person('member'), person('member')]
      expect(await store.clientOwner(id, 77)).toBeNull()
      const by = (who: typeof first, base: number, target = id) =>
        store.append([{ plan: target, base, rows: [row(who, [77])] }], now)
      expect(await by(first, 1)).toEqual([{ kind: 'appended', seq: 2 }])
      expect(await by(second, 2)).toEqual([{ kind: 'refused', index: 0, code: 'foreign-client-id' }])
      expect(await by(first, 2)).toEqual([{ kind: 'appended', seq: 3 }])
      expect(await by(second, 1, elsewhere)).toEqual([{ kind: 'appended', seq: 2 }])
      expect([await store.clientOwner(id, 77), await store.clientOwner(elsewhere, 77)]).toEqual([
        first.user,
        second.user,
      ])
    })

    test('[W7] an id in a turn that was refused binds nobody', async () => {
      const { store, plan, person, now } = open()
      const [id, first, second, reader] = [plan(), person('member'), person('member'), person('reader')]
      const rows = [row(first, [88]), row(reader)]
      expect((await store.append([{ plan: id, base: 1, rows }], now))[0]?.kind).toBe('refused')
      expect(await store.append([{ plan: id, base: 1, rows: [row(second, [88])] }], now)).toEqual([
        { kind: 'appended', seq: 2 },
      ])
    })

    test('[P7] beyond five hundred new client ids a day a person’s updates are refused; the ids of before still write', async () => {
      const { store, plan, person, now } = open()
      const [id, elsewhere, first, second] = [plan(), plan(), person('member'), person('member')]
      const append = async (target: PlanId, base: number, who: typeof first, ids: number[], at = now) =>
        (await store.append([{ plan: target, base, rows: [row(who, ids)] }], at))[0]
      const ids = Array.from({ length: NEW_CLIENT_IDS - 1 }, (_, n) => n + 1)
      const tooMany = { kind: 'refused', index: 0, code: 'too-many' }
      expect(await append(id, 1, first, [...ids, 9001, 9002])).toEqual(tooMany)
      expect(await append(id, 1, first, ids)).toEqual({ kind: 'appended', seq: 2 })
      expect(await append(elsewhere, 1, first, [9001])).toEqual({ kind: 'appended', seq: 2 })
      expect(await append(id, 2, first, [9002])).toEqual(tooMany)
      expect(await append(id, 2, first, [7])).toEqual({ kind: 'appended', seq: 3 })
      expect(await append(id, 3, second, [9002])).toEqual({ kind: 'appended', seq: 4 })
    })

    test('[W2] an append that was checked against another position of the log is not written', async () => {
      const { store, plan, person, now } = open()
      const [id, member] = [plan(), person('member')]
      expect(await store.append([{ plan: id, base: 1, rows: [row(member)] }], now)).toHaveLength(1)
      for (const base of [0, 1, 3])
        expect(await store.append([{ plan: id, base, rows: [row(member)] }], now)).toEqual([
          { kind: 'moved' },
        ])
      expect((await store.load(id)).seq).toBe(2)
    })

    test('[W9] a plan that is not there, or whose log lacks a row, is not loaded', async () => {
      const { store, plan, person, damage, now } = open()
      await expect(store.load(PlanId.parse('A'.repeat(22)))).rejects.toThrow(/no log position/)
      const [id, member] = [plan(), person('member')]
      await store.append([{ plan: id, base: 1, rows: [row(member), row(member)] }], now)
      damage(id, 2)
      await expect(store.load(id)).rejects.toThrow(/lacks log rows/)
    })
  })
}
