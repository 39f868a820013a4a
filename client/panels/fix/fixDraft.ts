import {
  correct,
  type Fix,
  type FixField,
  type FixFields,
  type ITEM_FIELDS,
  type Said,
  withoutFields,
} from '../../../shared/plan/fix.ts'
import type { FigureField } from '../../../shared/plan/figureFix.ts'
import { narrow, NUMBER, valueOf } from '../../../shared/plan/numerals.ts'
import type { Comparator, Deadline, Every, Goal, MonthlyItem, Part } from '../../../shared/plan/plan.ts'

/** What the form of a goal holds: all as it is typed and chosen. */
export type GoalDraft = {
  comparator: Comparator
  value: string
  valueMax: string
  unit: string
  /** A month '1'..'12', a span, or '' for none. */
  when: string
  /** The part of the month, or ''. */
  part: string
  owners: string
}
/** What the form of a monthly item holds. */
export type ItemDraft = {
  months: number[]
  part: Part | null
  pending: boolean
  owners: string
  /** How often, '' for what does not recur, and the words for it. */
  every: Every | ''
  often: string
  amount: string
  /** The end of a range of money, '' for a single sum. */
  amountMax: string
  /** Of the amount. */
  unit: string
}
/** How a plan says what its form only chooses: each frequency, and the unit of an amount without one. */
export type ItemDefaults = { every: Record<Every, string>; money: string }

const SPANS = ['first-half', 'second-half', 'year-end'] as const
const PARTS = ['early', 'mid', 'late'] as const

const FIGURE = new RegExp(`^${NUMBER}$`, 'u')

const shown = (value: number | null): string => (value === null ? '' : String(value))

export const goalDraft = (goal: Goal): GoalDraft => ({
  comparator: goal.comparator,
  value: shown(goal.value),
  valueMax: shown(goal.valueMax),
  unit: goal.unit ?? '',
  when: shown(goal.deadline?.month ?? null) || (SPANS.find((span) => span === goal.deadline?.part) ?? ''),
  part: PARTS.find((part) => part === goal.deadline?.part) ?? '',
  owners: goal.owners.join('、'),
})

export const itemDraft = (item: MonthlyItem): ItemDraft => {
  const { months, part, pending, owners, recurrence, amount } = item
  return {
    months: [...months],
    part,
    pending,
    owners: owners.join('、'),
    every: recurrence?.every ?? '',
    often: recurrence?.text ?? '',
    amount: shown(amount?.value ?? null),
    amountMax: shown(amount?.valueMax ?? null),
    unit: amount?.unit ?? '',
  }
}

/** A typed figure (90, 1,200, ６, 二十, 1.5万); null for nothing and for what is no figure. */
export function figureOf(typed: string): number | null {
  const figure = narrow(typed).replaceAll(/[,，\s]/gu, '')
  return FIGURE.test(figure) ? valueOf(figure) : null
}

/** Whether a field for a figure holds one, or nothing. */
export const isFigure = (typed: string): boolean => typed.trim() === '' || figureOf(typed) !== null

const namesOf = (typed: string): string[] =>
  typed
    .split(/[、，,；;\n]/u)
    .map((name) => name.trim().slice(0, 60))
    .filter((name) => name !== '')
    .slice(0, 20)

function deadlineOf(when: string, part: string): Deadline | null {
  if (when === '') return null
  const span = SPANS.find((one) => one === when)
  if (span !== undefined) return { month: null, part: span }
  return { month: Number(when), part: PARTS.find((one) => one === part) ?? null }
}

/** A goal's fields as its form says them. */
export function goalFields(draft: GoalDraft): Required<Pick<FixFields, FigureField | 'deadline' | 'owners'>> {
  const { comparator, value, valueMax, unit, when, part, owners } = draft
  const isZero = comparator === 'zero'
  return {
    comparator,
    value: isZero ? 0 : figureOf(value),
    valueMax: comparator === 'range' ? figureOf(valueMax) : null,
    unit: isZero || unit.trim() === '' ? null : unit.trim().slice(0, 20),
    deadline: deadlineOf(when, part),
    owners: namesOf(owners),
  }
}

/** An item's fields as its form says them. */
export function itemFields(
  draft: ItemDraft,
  { every: said, money }: ItemDefaults,
): Required<Pick<FixFields, (typeof ITEM_FIELDS)[number]>> {
  const { months, part, pending, owners, every, often, amount, amountMax, unit } = draft
  const value = figureOf(amount)
  const valueMax = figureOf(amountMax)
  return {
    months: months.toSorted((a, b) => a - b),
    part: months.length === 0 ? null : part,
    pending,
    owners: namesOf(owners),
    recurrence: every === '' ? null : { every, text: often.trim().slice(0, 60) || said[every] },
    amount:
      value === null
        ? null
        : { value, ...(valueMax === null ? {} : { valueMax }), unit: unit.trim().slice(0, 20) || money },
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The fields in which two readings differ. */
export const differing = <T extends object>(a: T, b: T): (keyof T)[] =>
  (Object.keys(a) as (keyof T)[]).filter((key) => !isSame(a[key], b[key]))

/**
 * The corrections after a form: of what was changed in it, what the text says by itself is no correction any
 * more, the rest is one. What was left as it was stays as it stands by now, also when a colleague changed it.
 * `said` is all that the block says by itself, of which the form is about the one `at`.
 */
export function fixAfter<T extends FixFields>(
  now: Fix,
  { was, is, automatic }: Record<'was' | 'is' | 'automatic', T>,
  said: readonly Said[],
  at = 0,
): Fix {
  const changed = differing<FixFields>(is, was)
  const fields = changed.filter((key: FixField) => !isSame(is[key], automatic[key]))
  return correct(
    withoutFields(now, changed, said, at),
    Object.fromEntries(fields.map((key) => [key, is[key]])),
    said,
    at,
  )
}
