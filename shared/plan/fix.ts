import { z } from 'zod'
import {
  correctFigure,
  FIGURE_FIELDS,
  type FigureField,
  type FigureFields,
  type FigureFix,
  lapsedFigures,
  MOST_FIGURES,
  StoredFigure,
  withoutFigure,
  withSlots,
} from './figureFix.ts'
import { figuresBefore } from './figuresBefore.ts'
import { Deadline, Every, type Goal, Month, type MonthlyItem, Part } from './plan.ts'

/** The words that were corrected, as far as they were read: none for a thing that the text did not say. */
const Trace = z.array(z.string().max(60)).max(20)

/** What each correction is about (RULES R9); each goal's figure keeps that itself (figureFix.ts). */
const Was = z
  .object({
    deadline: Trace,
    owners: Trace,
    months: Trace,
    part: Trace,
    pending: Trace,
    recurrence: Trace,
    amount: Trace,
  })
  .partial()

/** Corrections as JSON; a block has them in its attributes (fixAttributes.ts). */
const Stored = z
  .object({
    figures: z.array(StoredFigure).max(MOST_FIGURES),
    deadline: Deadline.nullable(),
    owners: z.array(z.string().max(60)).max(20),
    months: z.array(Month).max(12),
    part: Part.nullable(),
    pending: z.boolean(),
    recurrence: z.object({ every: Every, text: z.string().max(60) }).nullable(),
    /** With `valueMax` a range. */
    amount: z
      .object({ value: z.number(), valueMax: z.number().optional(), unit: z.string().max(20) })
      .nullable(),
    was: Was,
  })
  .partial()
type Stored = z.infer<typeof Stored>
/** A member's corrections over a reading: only the corrected fields. */
export type Fix = Omit<Stored, 'figures'> & { figures?: FigureFix[] }
type WholeFields = Omit<Fix, 'was' | 'figures'>
export type WholeField = keyof WholeFields
/** What is corrected of one goal or item: the figure's fields are that goal's. */
export type FixFields = FigureFields & WholeFields
export type FixField = keyof FixFields

/** Of a goal besides its figure: they hold for all goals of a block. */
export const GOAL_FIELDS = ['deadline', 'owners'] as const satisfies WholeField[]
export const ITEM_FIELDS = [
  'months',
  'part',
  'pending',
  'owners',
  'recurrence',
  'amount',
] as const satisfies WholeField[]
export const WHOLE_FIELDS: readonly WholeField[] = ['deadline', ...ITEM_FIELDS]

/** What a text says by itself, as far as it can be corrected. */
export type Said = Partial<
  Pick<Goal, 'metric' | FigureField | 'deadline' | 'owners'> &
    Pick<MonthlyItem, 'months' | 'part' | 'pending' | 'recurrence' | 'amount'>
>

/** What a text says of one thing, in a form that can be compared; nothing where it says nothing. */
export function traceOf(field: WholeField, said: Said | WholeFields): string[] {
  switch (field) {
    case 'deadline':
      return said.deadline == null ? [] : [`${said.deadline.month ?? ''} ${said.deadline.part ?? ''}`]
    case 'owners':
      return (said.owners ?? []).map((name) => name.slice(0, 60)).slice(0, 20)
    case 'months':
      return (said.months ?? []).map(String)
    case 'part':
      return said.part == null ? [] : [said.part]
    case 'pending':
      return said.pending === true ? ['yes'] : []
    case 'recurrence':
      return said.recurrence == null ? [] : [said.recurrence.every]
    case 'amount':
      return said.amount == null ? [] : [`${said.amount.value}`]
  }
}

/** Whether a correction still is about something that the text says: what it corrected, or a part of it, is read. */
export function stands(fix: Fix, field: WholeField, said: readonly Said[]): boolean {
  const was = fix.was?.[field] ?? []
  return was.length === 0 || said.some((one) => traceOf(field, one).some((word) => was.includes(word)))
}

/** Of these fields those that a member corrected. */
export const corrected = <F extends string>(fix: { [K in F]?: unknown }, fields: readonly F[]): F[] =>
  fields.filter((field) => fix[field] !== undefined)

const wholeOf = (fields: readonly FixField[]): WholeField[] =>
  WHOLE_FIELDS.filter((field) => fields.includes(field))
const figureOf = (fields: readonly FixField[]): FigureField[] =>
  FIGURE_FIELDS.filter((field) => fields.includes(field))

/** Corrections without what says nothing: no figures, and what nothing left is about. */
function settled({ was = {}, figures = [], ...fields }: Fix): Fix {
  const about = new Set<string>(corrected(fields, WHOLE_FIELDS))
  const kept = Object.entries(was).filter(([field, words]) => about.has(field) && words.length > 0)
  return {
    ...(figures.length === 0 ? {} : { figures }),
    ...fields,
    ...(kept.length === 0 ? {} : { was: Object.fromEntries(kept) }),
  }
}

/** The corrections without these fields; those of a figure are the figure's of the goal `at` among all that the text says. */
export function withoutFields(
  fix: Fix,
  fields: readonly FixField[],
  said: readonly Said[] = [],
  at = 0,
): Fix {
  const left = { ...fix }
  for (const field of wholeOf(fields)) delete left[field]
  const figure = figureOf(fields)
  if (figure.length > 0 && left.figures !== undefined)
    left.figures = withoutFigure(left.figures, figure, said, at)
  return settled(left)
}

/**
 * The corrections with these fields corrected, where the text by itself says `said`: all goals of a block, of
 * which the one `at` is meant, or its item. What was corrected there before and is about words that are gone by
 * now goes, lest it come back with the new correction.
 */
export function correct(now: Fix, fields: FixFields, said: readonly Said[], at = 0): Fix {
  const whole = corrected(fields, WHOLE_FIELDS)
  const figure = corrected(fields, FIGURE_FIELDS)
  const { was, figures = [], ...kept } = withoutFields(now, whole)
  const traces = whole.map((field) => [field, traceOf(field, said[at] ?? {})])
  return settled({
    ...kept,
    ...Object.fromEntries(whole.map((field) => [field, fields[field]])),
    figures:
      figure.length === 0
        ? figures
        : correctFigure(figures, Object.fromEntries(figure.map((field) => [field, fields[field]])), said, at),
    was: { ...was, ...Object.fromEntries(traces) },
  })
}

/** The corrections without these, whose words are gone; `said` is all that the text says by itself. */
export function withoutLapsed(fix: Fix, lapsed: FixFields, said: readonly Said[]): Fix {
  const { figures = [], ...left } = withoutFields(fix, corrected(lapsed, WHOLE_FIELDS))
  const figure = lapsedFigures(figures, said).find((one) => isSameFigure(one.fields, lapsed))
  return settled({ ...left, figures: figures.filter((_, index) => index !== figure?.index) })
}

/** Whether two corrections say the same of a figure. */
export const isSameFigure = (one: FigureFields, other: FigureFields): boolean =>
  FIGURE_FIELDS.every((field) => one[field] === other[field])

/** Corrections of different things as one. */
export function together(fixes: readonly Fix[]): Fix {
  return settled({
    ...Object.assign({}, ...fixes),
    figures: fixes.flatMap(({ figures = [] }) => figures).slice(0, MOST_FIGURES),
    was: Object.assign({}, ...fixes.map(({ was }) => was)),
  })
}

/** Corrections from JSON, of this schema or of one before; what is not readable corrects nothing. */
export function parseFix(json: string | null | undefined): Fix {
  if (!json) return {}
  try {
    const stored: unknown = JSON.parse(json)
    const fix = Stored.safeParse(stored)
    const before = figuresBefore(stored)
    if (!fix.success || before === null) return {}
    return settled({ ...fix.data, figures: withSlots([...(fix.data.figures ?? []), ...before]) })
  } catch {
    return {}
  }
}

/** Corrections as JSON; null when nothing is corrected. */
export const printFix = (fix: Fix): string | null =>
  Object.keys(fix).length === 0 ? null : JSON.stringify(fix)
