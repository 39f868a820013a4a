import type { People } from '../people/people.ts'
import { blankPlan } from './blankPlan.ts'
import { command, withData, Wrong } from './command.ts'

/** The committee of the data folder; a fresh one is founded in a folder that has none. */
function committeeOf(people: People, at: number) {
  const known = people.committee()
  if (known !== null) return known
  const founded = people.found({ token: people.makeStartToken(at), committee: 'Bench', chair: 'Bench' }, at)
  if (typeof founded === 'string') throw new Wrong('another process founded a committee just now: try again')
  return founded.committee
}

/**
 * `bench-prepare --port PORT --data DIR --count N`: new plans for a load test, an id a line, and a line
 * `header: …` with a token that may write them all. The server may run meanwhile; --port is where it listens.
 */
export const benchPrepare = command(
  { port: { type: 'string' }, count: { type: 'string', default: '1' } },
  ({ config, values }) => {
    const count = Number(values.count)
    if (!Number.isInteger(count) || count < 1) throw new Wrong('--count takes a number of plans', 2)
    return withData(config.data, (db, people) => {
      const at = Date.now()
      const { plans, token } = db.transaction(() => {
        const committee = committeeOf(people, at)
        const { id, user, token } = people.tokens.make(committee, 'member', at)
        const plans = Array.from({ length: count }, () => blankPlan(db, people, { committee, user, id }, at))
        return { plans, token }
      })
      console.log([...plans, `header: Authorization: Bearer ${token}`].join('\n'))
      return 0
    })
  },
)
