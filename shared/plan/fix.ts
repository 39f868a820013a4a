import { z } from 'zod'
import { Comparator, Deadline, type Goal, Month, type MonthlyItem, Part } from './plan.ts'

/** The words that were corrected, as far as they were read: none for a thing that the text did not say. */
const Trace = z.array(z.string().max(60)).max(20)

/** What each correction is about (RULES R9); the four fields of a goal's figure are one thing. */
const Was = z
  .object({
    figure: Trace,
    deadline: Trace,
    owners: Trace,
    months: Trace,
    part: Trace,
    pending: Trace,
  })
  .partial()
type About = keyof z.infer<typeof Was>

/** A member's corrections over a reading: only the corrected fields. It stands in the block as JSON. */
export const Fix = z
  .object({
    comparator: Comparator,
    value: z.number().nullable(),
    valueMax: z.number().nullable(),
    unit: z.string().max(20).nullable(),
    deadline: Deadline.nullable(),
    owners: z.array(z.string().max(60)).max(20),
    months: z.array(Month).max(12),
    part: Part.nullable(),
    pending: z.boolean(),
    was: Was,
  })
  .partial()
export type Fix = z.infer<typeof Fix>
export type FixFields = Omit<Fix, 'was'>
export type FixField = keyof FixFields

export const FIGURE_FIELDS = ['comparator', 'value', 'valueMax', 'unit'] as const
export const WHOLE_FIELDS = ['deadline', 'owners'] as const
export const ITEM_FIELDS = ['months', 'part', 'pending', 'owners'] as const
const FIELDS: readonly FixField[] = [...FIGURE_FIELDS, 'deadline', ...ITEM_FIELDS]

const aboutOf = (field: FixField): About =>
  field === 'comparator' || field === 'value' || field === 'valueMax' || field === 'unit' ? 'figure' : field

/** What a text says by itself, as far as it can be corrected. */
export type Said = Partial<
  Pick<Goal, 'comparator' | 'value' | 'valueMax' | 'deadline' | 'owners'> &
    Pick<MonthlyItem, 'months' | 'part' | 'pending'>
>

function figureTrace({ comparator, value = null, valueMax = null }: Said): string[] {
  if (value === null) return comparator === 'all' ? ['all'] : []
  return [valueMax === null ? `${value}` : `${value}-${valueMax}`]
}

/** What a text says of one thing, in a form that can be compared; nothing where it says nothing. */
export function traceOf(about: About, said: Said): string[] {
  switch (about) {
    case 'figure':
      return figureTrace(said)
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
  }
}

/** Whether a correction still is about something that the text says: what it corrected, or a part of it, is read. */
export function stands(fix: Fix, field: FixField, said: readonly Said[]): boolean {
  const about = aboutOf(field)
  const was = fix.was?.[about] ?? []
  return was.length === 0 || said.some((one) => traceOf(about, one).some((word) => was.includes(word)))
}

/** Of these fields those that a member corrected. */
export const corrected = <F extends FixField>(fix: Fix, fields: readonly F[]): F[] =>
  fields.filter((field) => fix[field] !== undefined)

/** The corrections without these fields, and without what only they were about. */
export function withoutFields(fix: Fix, fields: readonly FixField[]): Fix {
  const { was = {}, ...before } = fix
  const left: FixFields = { ...before }
  for (const field of fields) delete left[field]
  const about = new Set(corrected(left, FIELDS).map(aboutOf))
  const kept = Object.entries(was).filter(([key, words]) => about.has(key as About) && words.length > 0)
  return kept.length === 0 ? left : { ...left, was: Object.fromEntries(kept) }
}

/**
 * The corrections with these fields corrected where the text by itself says `said`. What was corrected there
 * before and is about words that are gone by now goes, lest it come back with the new correction.
 */
export function correct(now: Fix, fields: FixFields, said: Said): Fix {
  const about = new Set(corrected(fields, FIELDS).map(aboutOf))
  const gone = FIELDS.filter((field) => about.has(aboutOf(field)) && !stands(now, field, [said]))
  const { was, ...kept } = withoutFields(now, gone)
  const traces = [...about].map((one) => [one, traceOf(one, said)])
  return withoutFields({ ...kept, ...fields, was: { ...was, ...Object.fromEntries(traces) } }, [])
}

/** The corrections in a block's attribute; what is not readable corrects nothing. */
export function parseFix(json: string | null | undefined): Fix {
  if (!json) return {}
  try {
    return Fix.safeParse(JSON.parse(json)).data ?? {}
  } catch {
    return {}
  }
}

/** The attribute for corrections; null when nothing is corrected. */
export const printFix = (fix: Fix): string | null =>
  Object.keys(fix).length === 0 ? null : JSON.stringify(fix)
