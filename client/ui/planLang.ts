import { createContext, use } from 'react'
import type { Plan } from '../../shared/plan/plan.ts'

/**
 * The language of the plan's own words. An element that shows them under a screen of another language says so by
 * `lang`: browsers choose the forms of Han characters and the place of 、 by it.
 */
export const PlanLang = createContext<Plan['lang'] | undefined>(undefined)

export const usePlanLang = (): Plan['lang'] | undefined => use(PlanLang)
