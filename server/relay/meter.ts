import type { PlanId } from '../../shared/plan/ids.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'

/** What a room tells the operator's figures. */
export type Meter = {
  /** One merged update went to so many readers. */
  sent: (frames: number) => void
  /** An update or a socket was refused, to its sender alone. */
  refused: (plan: PlanId, code: RefusalCode) => void
}
