import { SLOTS } from './figureFix.ts'
import { type Fix, parseFix, printFix, together, WHOLE_FIELDS, type WholeField } from './fix.ts'

/**
 * A block's corrections as they stand in its attributes: one for each thing that can be corrected, and one for
 * each figure, so that what several people correct at once is all there after a merge (RULES R9). Of one thing
 * the last writer's holds.
 *
 * Up to schema 2 all of them stood in `fix`. What that says of a thing holds where the thing's own attribute is
 * null; '' takes it back. It is never written again: two who did so at once would lose one's change.
 */
type Attributes = Readonly<Record<string, unknown>>

const BEFORE = 'fix'
const nameOf = (field: WholeField): string => `fix${field.slice(0, 1).toUpperCase()}${field.slice(1)}`
const figureName = (slot: number): string => `fixFigure${slot}`

const FIELDS: ReadonlyMap<string, WholeField> = new Map(WHOLE_FIELDS.map((field) => [nameOf(field), field]))
const NAMES: readonly string[] = [
  ...FIELDS.keys(),
  ...Array.from({ length: SLOTS }, (_, at) => figureName(at)),
]

/** The attributes with their defaults. */
export const FIX_ATTRIBUTES: Readonly<Record<string, null>> = Object.fromEntries(
  [BEFORE, ...NAMES].map((name) => [name, null]),
)

/** Of corrections those that this attribute is for. */
function partOf({ figures = [], was, ...fields }: Fix, name: string): Fix {
  const field = FIELDS.get(name)
  if (field === undefined)
    return together([{ figures: figures.filter(({ slot }) => figureName(slot) === name) }])
  return fields[field] === undefined
    ? {}
    : together([{ [field]: fields[field], ...(was === undefined ? {} : { was }) }])
}

const before = (attributes: Attributes): Fix => parsed(attributes[BEFORE])
const parsed = (value: unknown): Fix => parseFix(typeof value === 'string' ? value : null)

/** The corrections in a block's attributes. */
export function fixIn(attributes: Attributes): Fix {
  if (Object.keys(FIX_ATTRIBUTES).every((name) => (attributes[name] ?? null) === null)) return {}
  const old = before(attributes)
  return together(
    NAMES.map((name) => partOf((attributes[name] ?? null) === null ? old : parsed(attributes[name]), name)),
  )
}

/** The attributes to be set so that these are the corrections: only of the things whose correction changes. */
export function fixChanges(attributes: Attributes, fix: Fix): [name: string, value: string | null][] {
  const [now, old] = [fixIn(attributes), before(attributes)]
  return NAMES.flatMap((name) => {
    const json = printFix(partOf(fix, name))
    if (json === printFix(partOf(now, name))) return []
    return [[name, json ?? (printFix(partOf(old, name)) === null ? null : '')]]
  })
}
