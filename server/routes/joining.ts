import { Hono } from 'hono'
import type { Deps } from './deps.ts'
import { Guesses } from './guesses.ts'
import { joinRoutes } from './join.ts'
import { startRoutes } from './start.ts'

/** The ways in by a link's secret; wrong ones are counted together. */
export function joiningRoutes(deps: Deps): Hono {
  const guesses = new Guesses(deps.now)
  return new Hono().route('/', startRoutes(deps, guesses)).route('/', joinRoutes(deps, guesses))
}
