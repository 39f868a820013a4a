import { z } from 'zod'
import { hashOf } from './hash.ts'
import { Comparator, type Goal } from './plan.ts'

/**
 * Corrected figures of a block's goals, and whose each one is: that of the goal whose words it corrected, as
 * long as they are read there, whatever is edited around them (RULES R9). `goals` are always the block's goals
 * as its text says them by itself.
 */

/** A figure and what it is compared by. */
export const Fields = {
  comparator: Comparator,
  value: z.number().nullable(),
  valueMax: z.number().nullable(),
  unit: z.string().max(20).nullable(),
}
const METRIC = 60

/** The figure that was corrected, as the text said it then; without one the text said none. */
const Was = z
  .object({
    ...Fields,
    /** What it counts: of several goals with this figure it tells which. */
    metric: z.string().max(METRIC),
    /** So many goals of the block said this figure; 1 when left out. */
    among: z.int().positive(),
  })
  .partial()

/** So many figures of a block have an attribute each for their corrections (fixAttributes.ts). */
export const SLOTS = 16

/** A correction as it is stored; those of schema 2 and before had no slot. */
export const StoredFigure = z
  .object({
    ...Fields,
    was: Was,
    slot: z
      .int()
      .min(0)
      .max(SLOTS - 1),
  })
  .partial()
export type StoredFigure = z.infer<typeof StoredFigure>
/** A member's correction of one goal's figure: only the corrected fields. */
export type FigureFix = StoredFigure & { slot: number }
export type FigureFields = Omit<StoredFigure, 'was' | 'slot'>
export type FigureField = keyof FigureFields
export const FIGURE_FIELDS = ['comparator', 'value', 'valueMax', 'unit'] as const satisfies FigureField[]

/** So many figures of one block can be corrected; one goes where there is one more. */
export const MOST_FIGURES = 50

/** A goal as far as its figure is concerned. */
export type FigureSaid = Partial<Pick<Goal, FigureField | 'metric'>>

/** A figure in a form that can be compared; '' where there is none. */
function traceOf({ comparator, value = null, valueMax = null }: FigureSaid): string {
  if (value === null) return comparator === 'all' ? 'all' : ''
  return valueMax === null ? `${value}` : `${value}-${valueMax}`
}

const metricOf = ({ metric = '' }: FigureSaid): string => metric.slice(0, METRIC)

/** How many pairs of characters two names have in common. */
function likeness(one: string, other: string): number {
  const pairs = new Set<string>()
  for (let at = 0; at + 2 <= one.length; at++) pairs.add(one.slice(at, at + 2))
  let common = 0
  for (let at = 0; at + 2 <= other.length; at++) if (pairs.has(other.slice(at, at + 2))) common += 1
  return common
}

/** Of these the first with the highest score; undefined where none scores. */
function bestOf(candidates: readonly number[], scoreOf: (candidate: number) => number): number | undefined {
  let best: { candidate: number; score: number } | undefined
  for (const candidate of candidates) {
    const score = scoreOf(candidate)
    if (score > (best?.score ?? 0)) best = { candidate, score }
  }
  return best?.candidate
}

/**
 * Which goal each correction is of; null where its words are gone. One that names its goal goes first, then one
 * that nearly does, then the first with the same figure, unless one of several such goals is gone; last the
 * corrections of what the text did not say.
 */
export function placesOf(
  figures: readonly StoredFigure[],
  goals: readonly FigureSaid[],
): readonly (number | null)[] {
  const places: (number | null)[] = figures.map(() => null)
  const alike = Map.groupBy(goals.keys(), (goal) => traceOf(goals[goal] ?? {}))
  const taken = new Set<number>()
  const pass = (
    find: (was: z.infer<typeof Was>, free: number[], all: number) => number | undefined,
  ): void => {
    for (const [index, { was = {} }] of figures.entries()) {
      if (places[index] !== null) continue
      const trace = traceOf(was)
      const all = trace === '' ? [...goals.keys()] : (alike.get(trace) ?? [])
      const goal = find(
        was,
        all.filter((one) => !taken.has(one)),
        all.length,
      )
      if (goal === undefined) continue
      places[index] = goal
      taken.add(goal)
    }
  }
  const metricAt = (goal: number): string => metricOf(goals[goal] ?? {})
  pass(({ metric }, free) => free.find((goal) => metricAt(goal) === metric))
  pass(({ metric = '' }, free) => bestOf(free, (goal) => likeness(metric, metricAt(goal))))
  pass((was, [first], all) => (traceOf(was) !== '' && all >= (was.among ?? 1) ? first : undefined))
  pass((was, [first]) => (traceOf(was) === '' ? first : undefined))
  return places
}

/** The corrected fields of a figure as they are used again: a corrected value with all that it was said with. */
export function wholeFigure({ was = {}, slot: _slot, ...fields }: StoredFigure): FigureFields {
  const { comparator, valueMax, unit } = was
  if (fields.value === undefined) return fields
  return {
    ...(comparator === undefined ? {} : { comparator }),
    ...(valueMax === undefined ? {} : { valueMax }),
    ...(unit === undefined ? {} : { unit }),
    ...fields,
  }
}

/** A correction whose words are gone: by its place among the corrections, and the goal that it fits best now. */
export type LapsedFigure = { index: number; fields: FigureFields; heir: number | null }

/** The corrections that hold for no goal any more. */
export function lapsedFigures(
  figures: readonly FigureFix[],
  goals: readonly FigureSaid[],
): readonly LapsedFigure[] {
  const places = placesOf(figures, goals)
  const free = [...goals.keys()].filter((goal) => !places.includes(goal))
  return figures.flatMap((figure, index): LapsedFigure[] => {
    if (places[index] !== null) return []
    const { metric = '', unit = null } = figure.was ?? {}
    const score = (goal: number): number => {
      const said = goals[goal] ?? {}
      return likeness(metric, metricOf(said)) + (unit !== null && said.unit === unit ? 1 : 0)
    }
    return [{ index, fields: wholeFigure(figure), heir: bestOf(free, score) ?? free[0] ?? null }]
  })
}

/** What a correction of this goal's figure keeps of what the text said. */
function wasAt(goals: readonly FigureSaid[], at: number): Pick<StoredFigure, 'was'> {
  const said = goals[at] ?? {}
  const trace = traceOf(said)
  if (trace === '') return {}
  const { comparator, value, valueMax = null, unit = null } = said
  const metric = metricOf(said)
  const among = goals.filter((goal) => traceOf(goal) === trace).length
  return {
    was: {
      ...(comparator === undefined ? {} : { comparator }),
      ...(value == null ? {} : { value }),
      ...(valueMax === null ? {} : { valueMax }),
      unit: unit === null ? null : unit.slice(0, 20),
      ...(metric === '' ? {} : { metric }),
      ...(among === 1 ? {} : { among }),
    },
  }
}

/** The first free slot from that which its words give; that one, for several, where none is free. */
function freeSlot(said: FigureSaid, taken: ReadonlySet<number>): number {
  const first = hashOf(`${traceOf(said)} ${metricOf(said)}`) % SLOTS
  for (let step = 0; step < SLOTS; step++) {
    const slot = (first + step) % SLOTS
    if (!taken.has(slot)) return slot
  }
  return first
}

/**
 * The slot for a correction of this goal's figure, which has none yet. Each goal without one is given its own, so
 * that people who see the same text and correct different figures of it at once take different ones.
 */
function slotFor(figures: readonly FigureFix[], goals: readonly FigureSaid[], at: number): number {
  const taken = new Set(figures.map(({ slot }) => slot))
  const places = placesOf(figures, goals)
  for (const [index, goal] of goals.slice(0, at).entries())
    if (!places.includes(index)) taken.add(freeSlot(goal, taken))
  return freeSlot(goals[at] ?? {}, taken)
}

/** Stored corrections with a slot each: always the same ones for the same corrections. */
export function withSlots(figures: readonly StoredFigure[]): FigureFix[] {
  const taken = new Set(figures.flatMap(({ slot }) => slot ?? []))
  return figures.map((figure) => {
    const slot = figure.slot ?? freeSlot(figure.was ?? {}, taken)
    taken.add(slot)
    return { ...figure, slot }
  })
}

/**
 * The corrections with this goal's figure corrected so. What was corrected before and lapsed, and would be used
 * again for this goal, goes, lest it come back with the words that it was about.
 */
export function correctFigure(
  figures: readonly FigureFix[],
  fields: FigureFields,
  goals: readonly FigureSaid[],
  at: number,
): FigureFix[] {
  const own = placesOf(figures, goals).indexOf(at)
  const { was: _was, slot = slotFor(figures, goals, at), ...before }: StoredFigure = figures[own] ?? {}
  const gone = new Set([
    own,
    ...lapsedFigures(figures, goals)
      .filter(({ heir }) => heir === at)
      .map(({ index }) => index),
  ])
  const kept = figures.filter((_, index) => !gone.has(index))
  return [...kept, { ...before, ...fields, slot, ...wasAt(goals, at) }].slice(-MOST_FIGURES)
}

/** The corrections without these fields of this goal's figure. */
export function withoutFigure(
  figures: readonly FigureFix[],
  fields: readonly FigureField[],
  goals: readonly FigureSaid[],
  at: number,
): FigureFix[] {
  const own = placesOf(figures, goals).indexOf(at)
  return figures.flatMap((figure, index) => {
    if (index !== own) return [figure]
    const left = { ...figure }
    for (const field of fields) delete left[field]
    return FIGURE_FIELDS.some((field) => left[field] !== undefined) ? [left] : []
  })
}
