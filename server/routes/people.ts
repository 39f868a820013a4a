import { Hono } from 'hono'
import type { Deps } from './deps.ts'
import { inviteRoutes } from './invites.ts'
import { memberRoutes } from './members.ts'
import { sessionRoutes } from './session.ts'

/** One's own session, the members and the invitations. */
export function peopleRoutes(deps: Deps): Hono {
  return new Hono()
    .route('/', sessionRoutes(deps))
    .route('/', memberRoutes(deps))
    .route('/', inviteRoutes(deps))
}
