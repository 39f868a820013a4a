import { z } from 'zod'
import { NEW_CLIENT_IDS, SOCKETS_PER_PLAN, SOCKETS_PER_SESSION } from '../shared/wire/limits.ts'

const count = z.coerce.number().int().min(1)

/** Bounds that an operator may set (README, "Operate"); what a client has to know stays in shared/wire/limits.ts. */
export const Limits = z.object({
  /** Open sockets of one person's session. */
  socketsPerSession: count.default(SOCKETS_PER_SESSION),
  /** Open sockets of one API token: a load test comes by one token. */
  socketsPerToken: count.default(5_000),
  /** Open sockets in one plan. */
  socketsPerPlan: count.default(SOCKETS_PER_PLAN),
  /** New Yjs client ids of one person in a day. */
  newClientIds: count.default(NEW_CLIENT_IDS),
  /** The same of one API token, whose many clients all are new. */
  newClientIdsPerToken: count.default(100_000),
})
export type Limits = z.infer<typeof Limits>

export const DEFAULT_LIMITS: Limits = Limits.parse({})
