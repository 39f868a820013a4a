import type { Deadline, Part, SectionKind } from '../plan/plan.ts'
import type { Column } from './items.ts'
import type { Recurrence } from './recurrence.ts'

export const NO_COLUMNS: readonly Column[] = []
export const NO_MONTHS: readonly number[] = []

/** What the blocks before a block say of its context. */
export type Before = {
  readonly kind: SectionKind
  readonly isReport: boolean
  readonly isPast: boolean
  /** The title tells of what was done and of what is to come, and no heading has turned to that yet. */
  readonly tellsFirst: boolean
  readonly part: Part | null
  readonly columns: readonly Column[]
  readonly stage: readonly number[]
  readonly stageLevel: number
  readonly until: Deadline | null
  /** How often the list is due that goes on here (每周工作：). */
  readonly often: Recurrence | null
  readonly hasTitle: boolean
  readonly hasSection: boolean
}

/** Before the first block. */
export const NOTHING_BEFORE: Before = {
  kind: 'other',
  isReport: false,
  isPast: false,
  tellsFirst: false,
  part: null,
  columns: NO_COLUMNS,
  stage: NO_MONTHS,
  stageLevel: 0,
  until: null,
  often: null,
  hasTitle: false,
  hasSection: false,
}
