import { type Context, Hono } from 'hono'
import * as Y from 'yjs'
import { z } from 'zod'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { maySeeHistory, mayWrite } from '../../shared/record/may.ts'
import { KeepVersionBody, type Version, type VersionRow } from '../../shared/wire/history.ts'
import { VERSIONS_PER_MINUTE } from '../../shared/wire/limits.ts'
import type { PlanRecord } from '../store/planLog.ts'
import { unpackSnapshot } from '../store/snapshot.ts'
import { bodyOf, type Deps, nameOf, ownPlan, partOf, Refusing } from './deps.ts'
import { readPast } from './pastText.ts'
import { Rate } from './rate.ts'
import { placeUntilRead } from './unread.ts'

const Seq = z.coerce.number().int().min(1)

/** A plan's history: its versions, and naming or keeping one (RULES W15). Going back is an edit of the client's own. */
export function versionRoutes(deps: Deps): Hono {
  const { db, log, now } = deps
  const { versions } = log
  const routes = new Hono()
  const rate = new Rate(VERSIONS_PER_MINUTE, now)

  /** The plan for somebody who may see its history now. Throws Refusing. */
  const editorOf = (c: Context) => {
    const { session, plan } = ownPlan(deps, c)
    const standing = log.standings.of(plan.id, session.user, session.session, now())
    if (standing === null) throw new Refusing('not-found')
    if (!maySeeHistory(standing.role)) throw new Refusing('not-allowed')
    return { plan, user: session.user, session: session.session, ...standing }
  }

  const rowsOf = (plan: PlanId): VersionRow[] => {
    const names = new Map<UserId, string>()
    const nameOfUser = (user: UserId): string => {
      const name = names.get(user) ?? deps.people.nameOf(user)
      names.set(user, name)
      return name
    }
    return versions.list(plan).map(({ upto, kind, name, author, writers, at }, index, all) => ({
      seq: upto,
      kind,
      name,
      author: author === null ? null : nameOfUser(author),
      writers: (writers ?? versions.writers(plan, all[index + 1]?.upto ?? 0, upto)).map(nameOfUser),
      at,
    }))
  }

  /** A version that is listed. Throws Refusing. */
  const listed = (plan: PlanId, seq: number): VersionRow => {
    const row = rowsOf(plan).find((one) => one.seq === seq)
    if (row === undefined) throw new Refusing('not-found')
    return row
  }

  const stateOf = (plan: PlanRecord, seq: number): Uint8Array => {
    const stored = versions.state(plan.id, seq)
    if (stored !== null) return unpackSnapshot(stored).state()
    const { doc } = log.load(plan.id, seq)
    const state = Y.encodeStateAsUpdate(doc)
    doc.destroy()
    return state
  }

  routes.get('/plans/:plan/versions', (c) => c.json(rowsOf(editorOf(c).plan.id)))

  routes.get('/plans/:plan/versions/:seq', (c) => {
    const { plan, session } = editorOf(c)
    placeUntilRead(deps, c, session, plan.id)
    const seq = partOf(Seq, c.req.param('seq'))
    const row = listed(plan.id, seq)
    const state = readPast(deps, () => Buffer.from(stateOf(plan, row.seq)).toString('base64'))
    const version: Version = { ...row, state }
    return c.json(version)
  })

  routes.post('/plans/:plan/versions', async (c) => {
    if (!rate.allows(editorOf(c).session)) throw new Refusing('too-many')
    const body = await bodyOf(c, KeepVersionBody)
    const { plan, seq } = db.transaction(() => {
      const { plan, user, role, stage } = editorOf(c)
      if (body.kind !== 'named') {
        if (!mayWrite(role, stage)) throw new Refusing('plan-frozen')
        versions.keep(plan.id, plan.seq, { kind: body.kind, author: user })
        return { plan, seq: plan.seq }
      }
      const seq = body.seq ?? plan.seq
      if (body.seq !== undefined) listed(plan.id, seq)
      versions.keep(plan.id, seq, { kind: 'named', name: nameOf(body.name), author: user })
      return { plan, seq }
    })
    versions.wake()
    return c.json(listed(plan.id, seq), 201)
  })

  return routes
}
