import { z } from 'zod'

/**
 * Ids are strings that only their parser makes, so that one kind cannot be passed for another.
 * All are URL-safe. The 22-character ones carry 128 random bits, drawn at the edge.
 */
const id22 = /^[A-Za-z0-9_-]{22}$/

/** Names one plan, its Yjs document and its journal. Made by the client that creates the plan. */
export const PlanId = z.string().regex(id22).brand('PlanId')
export type PlanId = z.infer<typeof PlanId>

/** Names one person for ever, on every device; given by the server. */
export const UserId = z.string().regex(id22).brand('UserId')
export type UserId = z.infer<typeof UserId>

export const CommitteeId = z.string().regex(id22).brand('CommitteeId')
export type CommitteeId = z.infer<typeof CommitteeId>

/** Names one event of the record; made by its author's client, so that sending twice is sending once. */
export const EventId = z.string().regex(id22).brand('EventId')
export type EventId = z.infer<typeof EventId>

export const InviteId = z.string().regex(id22).brand('InviteId')
export type InviteId = z.infer<typeof InviteId>

/** Names one text block of a plan, given when the block is made and kept by a move. */
export const BlockId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/)
  .brand('BlockId')
export type BlockId = z.infer<typeof BlockId>
