import type { Plan } from '../plan/plan.ts'

/** What an import says it found: 识别到 6 节、9 个目标、34 项月程，5 处待确认. */
export type Summary = { sections: number; goals: number; monthly: number; doubts: number }

/** Counts of a plan's sections, goals, monthly items and readings that a person should look at. */
export function summarise(plan: Plan): Summary {
  const unsure = [...plan.goals, ...plan.monthly].filter((reading) => reading.doubt !== null)
  const undated = plan.monthly.filter(
    (item) => item.doubt === null && item.months.length === 0 && item.recurrence === null,
  )
  return {
    sections: plan.sections.length,
    goals: plan.goals.length,
    monthly: plan.monthly.length,
    doubts: unsure.length + undated.length,
  }
}
