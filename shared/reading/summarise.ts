import type { Block } from '../plan/block.ts'
import type { Plan } from '../plan/plan.ts'
import { questionsOf } from './questions.ts'

/** What an import says it found: 识别到 6 节、9 个目标、34 项月程，5 处待确认. */
export type Summary = { sections: number; goals: number; monthly: number; doubts: number }

/** Counts of a plan's sections, goals and monthly items, and of the places that 逐条确认 will ask about. */
export const summarise = (plan: Plan, blocks: readonly Block[]): Summary => ({
  sections: plan.sections.length,
  goals: plan.goals.length,
  monthly: plan.monthly.length,
  doubts: questionsOf({ plan, blocks }).length,
})
