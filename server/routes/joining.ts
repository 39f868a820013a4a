import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { type InvitePeek, JoinBody, StartBody, TokenBody } from '../../shared/wire/api.ts'
import { GUESSES_PER_MINUTE } from '../../shared/wire/limits.ts'
import { cleanName } from '../people/names.ts'
import type { Invite } from '../people/people.ts'
import { titleOf } from './plans.ts'
import { bodyOf, type Deps, giveCookie, Refusing, sessionOf } from './deps.ts'
import { meOf } from './people.ts'

const MINUTE_MS = 60_000

/** Counts wrong links per address: the eleventh guess in a minute waits (RULES H2). */
class Guesses {
  private readonly times = new Map<string, number[]>()

  mayTry(address: string, now: number): boolean {
    const recent = (this.times.get(address) ?? []).filter((time) => time > now - MINUTE_MS)
    if (recent.length === 0) this.times.delete(address)
    else this.times.set(address, recent)
    return recent.length < GUESSES_PER_MINUTE
  }

  wrong(address: string, now: number): void {
    this.times.set(address, [...(this.times.get(address) ?? []), now])
  }
}

/** The peer's address; requests that come without a socket (tests) share one. */
function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown'
  }
}

function nameOf(name: string): string {
  const clean = cleanName(name)
  if (clean === null) throw new Refusing('malformed')
  return clean
}

/** The ways in: the chair's one-time link, and invitations. */
export function joiningRoutes(deps: Deps): Hono {
  const { db, people, now } = deps
  const guesses = new Guesses()
  const routes = new Hono()

  const signIn = (c: Context, secret: string) => {
    const session = people.session(secret, now())
    if (session === null) throw new Refusing('signed-out')
    giveCookie(deps, c, secret)
    return c.json(meOf(deps, session), 201)
  }

  const counted = <T>(c: Context, look: () => T): T => {
    const address = addressOf(c)
    if (!guesses.mayTry(address, now())) throw new Refusing('too-many')
    try {
      return look()
    } catch (cause) {
      if (cause instanceof Refusing && cause.code === 'link-invalid') guesses.wrong(address, now())
      throw cause
    }
  }

  const inviteOf = (c: Context, token: string): Invite =>
    counted(c, () => {
      const invite = people.invite(token, now())
      if (invite === null) throw new Refusing('link-invalid')
      return invite
    })

  routes.post('/start', async (c) => {
    const body = await bodyOf(c, StartBody)
    const committee = nameOf(body.committee)
    const chair = nameOf(body.chair)
    const secret = counted(c, () =>
      db.transaction(() => {
        const use = people.useStartToken(body.token, now())
        if (use !== 'ok') throw new Refusing(use)
        const founded = people.found(committee, chair, now())
        return people.openSession(founded.chair, founded.committee, now())
      }),
    )
    return signIn(c, secret)
  })

  routes.post('/invites/peek', async (c) => {
    const { token } = await bodyOf(c, TokenBody)
    const invite = inviteOf(c, token)
    const plan = invite.plan === null ? null : deps.log.plan(invite.plan)
    const peek: InvitePeek = {
      committee: people.committeeName(invite.committee) ?? '',
      role: invite.role,
      plan: plan === null ? null : { id: plan.id, title: titleOf(deps, plan) },
      roster: [],
    }
    return c.json(peek)
  })

  routes.post('/join', async (c) => {
    const body = await bodyOf(c, JoinBody)
    const invite = inviteOf(c, body.token)
    const here = sessionOf(deps, c)
    // Somebody who is in already stays who they are: a link is no way to another role.
    if (here?.committee === invite.committee) return c.json(meOf(deps, here))
    const name = nameOf(body.name ?? '')
    const secret = db.transaction(() => {
      if (people.nameIsTaken(invite.committee, name)) throw new Refusing('name-taken')
      return people.openSession(people.join(invite, name, now()), invite.committee, now())
    })
    return signIn(c, secret)
  })

  return routes
}
