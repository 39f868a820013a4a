import { expect, test, vi } from 'vitest'
import { Compactor } from '../../../server/store/compactor.ts'
import type { PlanId } from '../../../shared/plan/ids.ts'
import { SCHOOL_YEAR } from '../../fixtures/plans.ts'
import { House } from '../people/house.ts'

test('[P7][W10] a plan whose log cannot be read is reported, not asked for again at once, and the plans after it are folded', async () => {
  const house = new House()
  const { chair } = await house.committee()
  const [broken, sound] = [await chair.plan(SCHOOL_YEAR), await chair.plan(SCHOOL_YEAR)]
  house.db.run('UPDATE log SET body = ? WHERE plan = ?', Uint8Array.of(1, 200, 200), broken)
  const faults: Error[] = []
  const compactor = new Compactor(house.folder, (cause) => faults.push(cause as Error))
  const folded = (plan: PlanId): number =>
    Number(house.db.sqlite.prepare('SELECT count(*) AS n FROM snapshots WHERE plan = ?').get(plan)?.['n'])
  compactor.settle(broken)
  compactor.compact(broken)
  compactor.compact(sound)
  await vi.waitFor(() => expect(folded(sound)).toBe(1), 20_000)
  expect(faults.map(({ message }) => message)).toEqual([
    expect.stringContaining(`plan ${broken} could not be folded`),
  ])
  compactor.compact(broken)
  const later = await chair.plan(SCHOOL_YEAR)
  compactor.compact(later)
  await vi.waitFor(() => expect(folded(later)).toBe(1), 20_000)
  expect(faults).toHaveLength(1)
  expect(folded(broken)).toBe(0)
  await compactor.close()
})
