import { Budget } from '../relay/budget.ts'
import { type Deps, Refusing } from './deps.ts'

/** The share of the time that reading earlier texts may take, and what of it may be saved up, milliseconds. */
const PAST_SHARE = 0.1
const PAST_MS = 5_000

const budgets = new WeakMap<Deps, Budget>()

/**
 * Reads an earlier text, which may replay years of a log while nobody else is served: who asks without end waits,
 * and those who write do not (RULES P7). Throws Refusing.
 */
export function readPast<T>(deps: Deps, read: () => T): T {
  const budget = budgets.get(deps) ?? new Budget(PAST_SHARE, PAST_MS)
  budgets.set(deps, budget)
  if (!budget.isLeft()) throw new Refusing('too-many')
  return budget.spend(read)
}
