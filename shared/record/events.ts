import { z } from 'zod'
import { BlockId, EventId, InviteId, PlanId, UserId } from '../plan/ids.ts'
import { COMMENT_LENGTH, NAME_LENGTH } from '../wire/limits.ts'
import { Role, Stage } from './roles.ts'

/**
 * What people did: the typed events of the record (DESIGN 2). A plan and a committee each have one
 * journal. A client proposes `{ id, body }`; the server stamps the rest (StampedEvent).
 */

/** Where a comment stands in the text: two Yjs relative positions (base64 of their encoding), the block, and the quoted words with up to 32 characters on either side. `from`/`to` are null for a comment on a whole section. */
export const Anchor = z.object({
  block: BlockId,
  from: z.string().max(400).nullable(),
  to: z.string().max(400).nullable(),
  quote: z.string().max(2_000),
  before: z.string().max(32),
  after: z.string().max(32),
})
export type Anchor = z.infer<typeof Anchor>

const words = z.string().trim().min(1).max(COMMENT_LENGTH)
const name = z.string().trim().min(1).max(NAME_LENGTH)

/** Events that a client may propose to a plan's journal. */
export const PlanEventBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('comment'), anchor: Anchor, text: words }),
  z.object({ kind: z.literal('reply'), thread: EventId, text: words }),
  z.object({ kind: z.literal('resolve'), thread: EventId }),
  z.object({ kind: z.literal('reopen'), thread: EventId }),
  /** Erases the payload of an own comment or reply; the chain still holds over its salted hash. */
  z.object({ kind: z.literal('erase'), event: EventId }),
  z.object({ kind: z.literal('stage'), stage: Stage }),
])
export type PlanEventBody = z.infer<typeof PlanEventBody>

/** Events of the committee's journal, written by the server for what its routes did. */
export const CommitteeEventBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('founded'), committee: name, chair: name }),
  z.object({ kind: z.literal('joined'), user: UserId, name, role: Role, invite: InviteId.nullable() }),
  /** A name that the chair wrote on the roster, for its person to claim. */
  z.object({ kind: z.literal('listed'), user: UserId, name }),
  z.object({ kind: z.literal('role'), user: UserId, role: Role }),
  z.object({ kind: z.literal('removed'), user: UserId }),
  z.object({ kind: z.literal('invited'), invite: InviteId, role: Role, expires: z.number() }),
  z.object({ kind: z.literal('invite-revoked'), invite: InviteId }),
  /** A one-time link that opens this person's session was made, by themself or by the chair. */
  z.object({ kind: z.literal('login-link'), user: UserId, expires: z.number() }),
  z.object({ kind: z.literal('plan-created'), plan: PlanId }),
  z.object({ kind: z.literal('plan-deleted'), plan: PlanId }),
  /** A token for scripts, made on the command line; the author is the user id that it acts under. */
  z.object({ kind: z.literal('token-made'), token: z.string(), name, role: Role }),
  z.object({ kind: z.literal('token-revoked'), token: z.string() }),
])
export type CommitteeEventBody = z.infer<typeof CommitteeEventBody>

/** What a client sends; the id makes sending twice sending once. */
export const ProposedEvent = z.object({ id: EventId, body: PlanEventBody })
export type ProposedEvent = z.infer<typeof ProposedEvent>

const stamped = <B extends z.ZodType>(body: B) =>
  z.object({
    /** 1, 2, 3, … without gaps within one journal. */
    seq: z.int().positive(),
    id: EventId,
    author: UserId,
    /** Server's clock, milliseconds since 1970. */
    at: z.number(),
    /** null once erased; `payloadHash` still stands. */
    body: body.nullable(),
    /** hex SHA-256 over salt and canonical body; the salt is erased with the body. */
    salt: z.string().nullable(),
    payloadHash: z.string(),
    /** hex SHA-256 over the canonical stamp (shared/record/journal.ts) with the previous event's hash in it. */
    hash: z.string(),
  })

export const StampedPlanEvent = stamped(PlanEventBody)
export type StampedPlanEvent = z.infer<typeof StampedPlanEvent>
export const StampedCommitteeEvent = stamped(CommitteeEventBody)
export type StampedCommitteeEvent = z.infer<typeof StampedCommitteeEvent>
