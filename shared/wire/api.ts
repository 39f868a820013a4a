import { z } from 'zod'
import { CommitteeId, InviteId, PlanId, UserId } from '../plan/ids.ts'
import { Plan } from '../plan/plan.ts'
import { ProposedEvent, StampedPlanEvent } from '../record/events.ts'
import { Role, Stage } from '../record/roles.ts'
import { INVITE_USES, NAME_LENGTH, ROSTER_NAMES } from './limits.ts'

/**
 * The HTTP API: bodies in and out, one schema each, named after the route. All but the exchange are JSON under /api.
 * An answer with status >= 400 is always { refusal } (refusals.ts). A session is an HttpOnly cookie.
 * State-changing requests need a matching Origin. A request with FROM_HEADER is that person's: under another
 * person's session it is refused as 'signed-out'.
 *
 *   POST   /api/start/peek            TokenBody        -> {}           whether the chair's one-time link still works
 *   POST   /api/start                 StartBody        -> Me           the chair's one-time link
 *   POST   /api/invites/peek          TokenBody        -> InvitePeek   what a link offers, before joining
 *   POST   /api/join                  JoinBody         -> Me
 *   POST   /api/logout                                 -> {}           ends the session, closes its sockets
 *   GET    /api/me                                     -> Me           401 signed-out
 *   GET    /api/members                                -> MemberRow[]
 *   PATCH  /api/members/:user         RoleBody         -> MemberRow    chair
 *   DELETE /api/members/:user                          -> {}           chair; ends the person's sessions and every link made before
 *   GET    /api/invites                                -> InviteRow[]  chair; without the revoked ones
 *   POST   /api/invites               InviteBody       -> InviteMade   chair; the token is in this answer only
 *   DELETE /api/invites/:invite                        -> {}           chair
 *   POST   /api/me/logins                              -> LoginMade    one's own one-time link, for another device
 *   POST   /api/roster                RosterBody       -> MemberRow[]  chair; names to be claimed, those known already left out
 *   POST   /api/members/:user/unclaim                  -> MemberRow    chair; the claimant is out, the name is free again
 *   POST   /api/members/:user/logins  LoginBody        -> LoginMade    chair; for somebody who lost their devices
 *   POST   /api/logins/peek           TokenBody        -> LoginPeek    whose link it is, before using it
 *   POST   /api/login                 TokenBody        -> Me           uses the link up
 *   GET    /api/plans                                  -> PlanRow[]    newest edit first
 *   POST   /api/plans                 CreatePlanBody   -> PlanCreated  idempotent by id
 *   GET    /api/plans/:plan                            -> PlanRow
 *   DELETE /api/plans/:plan                            -> {}
 *   GET    /api/plans/:plan/plan?at=N                  -> TypedPlan    the typed Plan at log position N (default: now; before that for editors)
 *   GET    /api/plans/:plan/events?after=N             -> StampedPlanEvent[]  at most 500, ascending
 *   POST   /api/plans/:plan/events    ProposedEvent    -> StampedPlanEvent    idempotent by event id
 *   GET    /api/plans/:plan/versions                   -> VersionRow[] editors; newest first (history.ts)
 *   POST   /api/plans/:plan/versions  KeepVersionBody  -> VersionRow   editors; keeps the text as it is now, or names a version
 *   GET    /api/plans/:plan/versions/:seq              -> Version      editors; its whole text
 *   WS     /sync/text/:plan                            shared/wire/messages.ts
 *   POST   /api/text/:plan/exchange                    the same without a socket, in bytes: shared/wire/exchange.ts
 */

/** Names whose request it is. Work that waited on a device carries it: the cookie may have become another's. */
export const FROM_HEADER = 'gongni-from'

const name = z.string().trim().min(1).max(NAME_LENGTH)
/** A link's secret, carried in the URL's fragment and in request bodies only. */
const token = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/)

export const StartBody = z.object({ token, committee: name, chair: name })
export type StartBody = z.infer<typeof StartBody>

export const TokenBody = z.object({ token })
export type TokenBody = z.infer<typeof TokenBody>

/** Either claims a name on the roster that nobody uses yet (`user`) or gives a new name. */
export const JoinBody = z.object({ token, name: name.optional(), user: UserId.optional() })
export type JoinBody = z.infer<typeof JoinBody>

export const Me = z.object({
  user: z.object({ id: UserId, name: z.string() }),
  committee: z.object({ id: CommitteeId, name: z.string() }),
  role: Role,
  /** Changes when a backup was restored: local copies of another epoch are set aside. */
  epoch: z.string(),
  /** GONGNI_URL, or where the server listens; `shareable` is false on a loopback address. */
  url: z.string(),
  shareable: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const MemberRow = z.object({
  id: UserId,
  name: z.string(),
  role: Role,
  /** null for a name on the roster that nobody has claimed. */
  joinedAt: z.number().nullable(),
  /** Whether the chair wrote the name on the roster before. */
  listed: z.boolean(),
})
export type MemberRow = z.infer<typeof MemberRow>

export const RoleBody = z.object({ role: Role })
export type RoleBody = z.infer<typeof RoleBody>

export const RosterBody = z.object({ names: z.array(z.string()).min(1).max(ROSTER_NAMES) })
export type RosterBody = z.infer<typeof RosterBody>

export const InviteBody = z.object({
  role: Role.exclude(['chair']),
  /** Days until it expires. */
  days: z.int().min(1).max(90),
  /** How many people it lets in. */
  maxUses: z.int().min(1).max(INVITE_USES).default(30),
  /** Opens this plan after joining; null opens home. */
  plan: PlanId.nullable(),
})
export type InviteBody = z.infer<typeof InviteBody>

export const InviteRow = z.object({
  id: InviteId,
  role: Role,
  plan: PlanId.nullable(),
  /** The name of whoever made it. */
  createdBy: z.string(),
  createdAt: z.number(),
  expires: z.number(),
  /** How many people joined by it, of how many that may. */
  uses: z.number(),
  maxUses: z.number(),
})
export type InviteRow = z.infer<typeof InviteRow>

export const InviteMade = z.object({ invite: InviteRow, token, link: z.string() })
export type InviteMade = z.infer<typeof InviteMade>

export const InvitePeek = z.object({
  committee: z.string(),
  role: Role,
  plan: z.object({ id: PlanId, title: z.string().nullable() }).nullable(),
  /** Names on the roster that nobody has claimed. */
  roster: z.array(z.object({ id: UserId, name: z.string() })),
  /** Who of this committee is signed in in this browser already. */
  here: z.object({ id: UserId, name: z.string(), role: Role }).nullable(),
})
export type InvitePeek = z.infer<typeof InvitePeek>

/** `endOthers` ends the person's sessions on all other devices, at once. */
export const LoginBody = z.object({ endOthers: z.boolean() })
export type LoginBody = z.infer<typeof LoginBody>

export const LoginMade = z.object({ link: z.string(), expires: z.number() })
export type LoginMade = z.infer<typeof LoginMade>

const person = z.object({ id: UserId, name: z.string() })
export const LoginPeek = z.object({
  committee: z.string(),
  user: person,
  /** Who is signed in in this browser already. */
  here: person.nullable(),
})
export type LoginPeek = z.infer<typeof LoginPeek>

export const PlanRow = z.object({
  id: PlanId,
  title: z.string().nullable(),
  period: z.object({ from: z.string().nullable(), to: z.string().nullable(), text: z.string().nullable() }),
  stage: Stage,
  createdBy: UserId,
  createdAt: z.number(),
  editedAt: z.number(),
  /** The text's log position. */
  seq: z.number(),
})
export type PlanRow = z.infer<typeof PlanRow>

export const CreatePlanBody = z.object({
  id: PlanId,
  /** The plan's one stored first update, base64. Logged only if the plan does not exist. */
  first: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/),
})
export type CreatePlanBody = z.infer<typeof CreatePlanBody>

export const PlanCreated = z.object({ plan: PlanRow, created: z.boolean() })
export type PlanCreated = z.infer<typeof PlanCreated>

export const TypedPlan = z.object({ id: PlanId, seq: z.number(), plan: Plan })
export type TypedPlan = z.infer<typeof TypedPlan>

export { ProposedEvent, StampedPlanEvent }
