import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { PlanRow } from '../../shared/wire/api.ts'
import { call, Refused, Unreachable } from './api.ts'

/** Asks over HTTP why no line to a plan comes about: what the server refuses, that it cannot be reached, or null for neither. */
export async function askWhy(plan: PlanId, user: UserId): Promise<Refused | Unreachable | null> {
  try {
    await call(PlanRow, 'GET', `/plans/${plan}`, undefined, user)
    return null
  } catch (error) {
    if (error instanceof Refused || error instanceof Unreachable) return error
    throw error
  }
}
