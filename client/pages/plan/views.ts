import { maySeeHistory } from '../../../shared/record/may.ts'
import type { Role } from '../../../shared/record/roles.ts'

/** What can be shown beside the text. */
const PANELS = ['goals', 'months', 'comments', 'history', 'check'] as const
export type Panel = (typeof PANELS)[number]

/** Those that a person of this role may see. */
export const panelsFor = (role: Role): readonly Panel[] =>
  PANELS.filter((name) => name !== 'history' || maySeeHistory(role))

/**
 * What is looked at. A phone shows only this; between that and a wide screen 'outline' and 'panel' are
 * drawers over the text; a wide screen shows everything (plan.css).
 */
export type View = 'text' | 'outline' | 'panel' | 'more'

/** Whether one view is shown at a time (plan.css). */
export const isPhone = (): boolean => matchMedia('(max-width: 767px)').matches
/** Whether outline and panels are hidden until asked for (plan.css). */
export const hasDrawers = (): boolean => matchMedia('(max-width: 1199px)').matches

/** Panels with a place of their own in a phone's bottom bar. */
export const PHONE_PANELS: readonly Panel[] = ['months', 'comments']
