import { Hono } from 'hono'
import { StartBody, TokenBody } from '../../shared/wire/api.ts'
import { bodyOf, type Deps, nameOf, Refusing } from './deps.ts'
import type { Guesses } from './guesses.ts'
import { signIn } from './session.ts'

/** The chair's one-time link: two names, and the committee exists. */
export function startRoutes(deps: Deps, guesses: Guesses): Hono {
  const { db, people, now } = deps
  const routes = new Hono()

  routes.post('/start/peek', async (c) => {
    const { token } = await bodyOf(c, TokenBody)
    guesses.counted(c, () => {
      const state = people.lookAtStart(token)
      if (state !== 'ok') throw new Refusing(state)
    })
    return c.json({})
  })

  routes.post('/start', async (c) => {
    const { token, ...names } = await bodyOf(c, StartBody)
    const committee = nameOf(names.committee)
    const chair = nameOf(names.chair)
    const secret = guesses.counted(c, () =>
      db.transaction(() => {
        const founded = people.found({ token, committee, chair }, now())
        if (typeof founded === 'string') throw new Refusing(founded)
        return people.sessions.open(founded.chair, founded.committee, now())
      }),
    )
    return signIn(deps, c, secret)
  })

  return routes
}
