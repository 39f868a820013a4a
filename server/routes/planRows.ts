import type { PlanId } from '../../shared/plan/ids.ts'
import { planName } from '../../shared/plan/planName.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { inSource } from '../../shared/reading/inSource.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import type { PlanRow } from '../../shared/wire/api.ts'
import type { PlanRecord } from '../store/planLog.ts'
import type { Deps } from './deps.ts'

/** The text at a log position as blocks. Throws when the log cannot be read. */
function textAt(deps: Deps, id: PlanId, seq: number): ReturnType<typeof blocksOfDoc> {
  const { doc } = deps.log.load(id, seq)
  try {
    return blocksOfDoc(doc)
  } finally {
    doc.destroy()
  }
}

/** The typed plan at a log position, read from the text. Throws when the log cannot be read. */
export function typedPlan(deps: Deps, id: PlanId, seq: number): Plan {
  const { front, blocks } = textAt(deps, id, seq)
  return inSource(readPlan(front, blocks), front, blocks)
}

type Head = { seq: number } & Pick<PlanRow, 'title' | 'period'>

/** What a plan's row shows of its text, by plan; a later log position replaces the one before. */
const heads = new WeakMap<Deps, Map<PlanId, Head>>()

/** A plan that cannot be read has no title in the list; it must not take the list with it (RULES P7). */
function headOf(deps: Deps, { id, seq }: PlanRecord): Head {
  const known = heads.get(deps) ?? new Map<PlanId, Head>()
  heads.set(deps, known)
  const cached = known.get(id)
  if (cached?.seq === seq) return cached
  let head: Head = { seq, title: null, period: { from: null, to: null, text: null } }
  try {
    const { front, blocks } = textAt(deps, id, seq)
    head = { seq, title: planName(front, blocks), period: readPlan(front, blocks).period }
  } catch (cause) {
    deps.relay.deps.onFault(cause)
  }
  known.set(id, head)
  return head
}

export const titleOf = (deps: Deps, record: PlanRecord): string | null => headOf(deps, record).title

export function planRow(deps: Deps, record: PlanRecord): PlanRow {
  const { title, period } = headOf(deps, record)
  const { id, stage, createdBy, createdAt, editedAt, seq } = record
  return { id, title, period, stage, createdBy, createdAt, editedAt, seq }
}
