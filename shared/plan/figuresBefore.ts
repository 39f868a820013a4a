import { z } from 'zod'
import { Fields, FIGURE_FIELDS, type StoredFigure } from './figureFix.ts'

const Before = z
  .object({ ...Fields, was: z.object({ figure: z.array(z.string().max(60)).max(20) }).partial() })
  .partial()

/** The one figure that corrections of schema 1 held beside the others; null where that is unreadable. */
export function figuresBefore(json: unknown): StoredFigure[] | null {
  const before = Before.safeParse(json)
  if (!before.success) return null
  const { was, ...fields } = before.data
  if (FIGURE_FIELDS.every((field) => fields[field] === undefined)) return []
  const [trace] = was?.figure ?? []
  if (trace === undefined) return [fields]
  if (trace === 'all') return [{ ...fields, was: { comparator: 'all' } }]
  const [value, valueMax] = trace.split('-').map(Number)
  if (!Number.isFinite(value)) return [fields]
  return [{ ...fields, was: { value, ...(valueMax === undefined ? {} : { valueMax }) } }]
}
