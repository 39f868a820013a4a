import type { Me } from '../../../shared/wire/api.ts'
import { createPlan } from '../../sync/createPlan.ts'
import { readTemplate } from './templates/templates.ts'

/** A new committee finds one filled plan on its home, to look at and to delete. */
export async function createSample(me: Me): Promise<void> {
  const { front, blocks } = readTemplate('sample')
  await createPlan(me, front, blocks)
}
