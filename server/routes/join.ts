import { type Context, Hono } from 'hono'
import { type InvitePeek, JoinBody, TokenBody } from '../../shared/wire/api.ts'
import type { Invite } from '../people/invites.ts'
import { bodyOf, type Deps, nameOf, Refusing, secretOf, sessionOf } from './deps.ts'
import type { Guesses } from './guesses.ts'
import { titleOf } from './planRows.ts'
import { meOf, signIn } from './session.ts'

/** What an invitation offers, and coming in by it. */
export function joinRoutes(deps: Deps, guesses: Guesses): Hono {
  const { db, people, now } = deps
  const routes = new Hono()

  const inviteOf = (c: Context, token: string): Invite =>
    guesses.counted(c, () => {
      const invite = people.invites.find(token, now())
      if (invite === null) throw new Refusing('link-invalid')
      return invite
    })

  routes.post('/invites/peek', async (c) => {
    const { token } = await bodyOf(c, TokenBody)
    const invite = inviteOf(c, token)
    const here = sessionOf(deps, c)
    const plan = invite.plan === null ? null : deps.log.plan(invite.plan)
    const peek: InvitePeek = {
      committee: people.committeeName(invite.committee) ?? '',
      role: invite.role,
      plan: plan === null ? null : { id: plan.id, title: titleOf(deps, plan) },
      roster: people
        .members(invite.committee)
        .filter((member) => member.joinedAt === null)
        .map(({ id, name }) => ({ id, name })),
      here: here?.committee === invite.committee ? { id: here.user, name: here.name, role: here.role } : null,
    }
    return c.json(peek)
  })

  routes.post('/join', async (c) => {
    const { token, name, user: claim } = await bodyOf(c, JoinBody)
    const { committee } = inviteOf(c, token)
    const here = sessionOf(deps, c)
    // Somebody who is in already stays who they are: a link is no way to another role.
    if (here?.committee === committee) return c.json(meOf(deps, here))
    const former = people.sessions.former(secretOf(deps, c) ?? '', now())?.user ?? null
    const who = claim === undefined ? { name: nameOf(name ?? ''), former } : { claim }
    const secret = db.transaction(() => {
      const user = people.join(inviteOf(c, token), who, now())
      if (user === null) throw new Refusing('name-taken')
      return people.sessions.open(user, committee, now())
    })
    return signIn(deps, c, secret)
  })

  return routes
}
