import { z } from 'zod'
import { Comparator, Deadline, Month, Part } from './plan.ts'

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
  })
  .partial()
export type Fix = z.infer<typeof Fix>

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
