import { z } from 'zod'
import { BlockId } from './ids.ts'

/**
 * The typed whole of a plan: the one format for the panels, the API, the command line,
 * the exports and the adopted version. Months are calendar months 1..12.
 *
 * Every goal, item and section carries the block it is read from and `quote`, an exact substring
 * of the text; `start` is its offset in UTF-16 units in the words of its block. What the API and the
 * command line give has it in the whole source text instead (shared/reading/inSource.ts).
 */
export const Month = z.int().min(1).max(12)
export type Month = z.infer<typeof Month>
/** 'YYYY-MM'. */
export const YearMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** 上旬/初, 中旬, 下旬/底. */
export const Part = z.enum(['early', 'mid', 'late'])
export type Part = z.infer<typeof Part>

export const SectionKind = z.enum([
  'guiding',
  'principles',
  'goals',
  'measures',
  'schedule',
  'budget',
  'organisation',
  'closing',
  'other',
])
export type SectionKind = z.infer<typeof SectionKind>

export const Comparator = z.enum(['=', '>=', '<=', 'range', 'about', 'zero', 'all'])
export type Comparator = z.infer<typeof Comparator>

/** A sum of money, with what the text says of it: 约3万元, 不超过5000元, 2000—3000元 (`value` to `valueMax`). */
export const Amount = z.object({
  comparator: Comparator.extract(['=', '>=', '<=', 'about', 'range']),
  value: z.number(),
  valueMax: z.number().nullable(),
  unit: z.string(),
})
export type Amount = z.infer<typeof Amount>

export const Every = z.enum(['day', 'week', '2weeks', 'month', '2months', 'quarter', 'half-year', 'year'])
export type Every = z.infer<typeof Every>

/** A goal's time: a month with or without a part, or a named span; null where the text says nothing. */
export const Deadline = z.object({
  month: Month.nullable(),
  part: z.enum(['early', 'mid', 'late', 'first-half', 'second-half', 'year-end']).nullable(),
})
export type Deadline = z.infer<typeof Deadline>

const Place = {
  block: BlockId,
  quote: z.string(),
  start: z.int().nonnegative(),
  /** 'block' for a goal or item block, 'prose' where it was found in other text. */
  source: z.enum(['block', 'prose']),
  /** Why a person should look at this reading (待核对), with the possible readings; null when it is sure. */
  doubt: z.object({ reason: z.string(), readings: z.array(z.string()) }).nullable(),
  /** The fields that a member corrected. */
  fixed: z.array(z.string()),
}

export const Section = z.object({
  block: BlockId,
  /** With its number, as it stands or as it is drawn. */
  heading: z.string(),
  level: z.int().min(1).max(4),
  kind: SectionKind,
  start: z.int().nonnegative(),
})
export type Section = z.infer<typeof Section>

export const Goal = z.object({
  ...Place,
  metric: z.string(),
  comparator: Comparator,
  value: z.number().nullable(),
  valueMax: z.number().nullable(),
  unit: z.string().nullable(),
  deadline: Deadline.nullable(),
  owners: z.array(z.string()),
})
export type Goal = z.infer<typeof Goal>

export const MonthlyItem = z.object({
  ...Place,
  months: z.array(Month),
  part: Part.nullable(),
  /** The words without number and month, ends trimmed. */
  task: z.string(),
  /** Time of day or exact day as written (下午4:20-5:00, 9月5日), null where none. */
  time: z.string().nullable(),
  recurrence: z.object({ every: Every, text: z.string() }).nullable(),
  /** How often a recurring item is due in its months or the plan's period (occurrences.ts); null where that is unknown. */
  expected: z.int().positive().nullable(),
  /** The text itself says 待定, 待批 or 暂定. */
  pending: z.boolean(),
  /** Who leads or is responsible, as named; null where nobody is. */
  owner: z.string().nullable(),
  owners: z.array(z.string()),
  amount: Amount.nullable(),
  festival: z.string().nullable(),
})
export type MonthlyItem = z.infer<typeof MonthlyItem>

export const Period = z.object({
  from: YearMonth.nullable(),
  to: YearMonth.nullable(),
  text: z.string().nullable(),
})
export type Period = z.infer<typeof Period>

export const Plan = z.object({
  lang: z.enum(['zh-Hans', 'zh-Hant', 'en']),
  title: z.string().nullable(),
  organisation: z.string().nullable(),
  period: Period,
  signedOn: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/)
    .nullable(),
  sections: z.array(Section),
  goals: z.array(Goal),
  monthly: z.array(MonthlyItem),
})
export type Plan = z.infer<typeof Plan>
