import type * as Y from 'yjs'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { planName } from '../../shared/plan/planName.ts'
import { Stage } from '../../shared/record/roles.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import type { Standing } from '../../shared/wire/messages.ts'
import { rememberPlan } from './deviceIndex.ts'
import type { Live } from './planSession.ts'

/** A title is looked up again this long after the last change, milliseconds. */
const QUIET_MS = 2_000

/** Keeps this plan's line on home, title and stage, up to date while it is open. Returns the end of it. */
export function rememberOpened(
  user: UserId,
  plan: PlanId,
  doc: Y.Doc,
  standing: Live<Standing | null>,
): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const note = (): void => {
    timer = null
    const { front, blocks } = blocksOfDoc(doc)
    const title = planName(front, blocks)
    const stage = Stage.safeParse(standing.get()?.stage)
    void rememberPlan(user, {
      plan,
      title,
      stage: stage.success ? stage.data : 'draft',
      openedAt: Date.now(),
    })
  }
  const later = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(note, QUIET_MS)
  }
  note()
  doc.on('update', later)
  const stop = standing.subscribe(later)
  return () => {
    if (timer !== null) {
      clearTimeout(timer)
      note()
    }
    doc.off('update', later)
    stop()
  }
}
