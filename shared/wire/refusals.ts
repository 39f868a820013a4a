import { z } from 'zod'

/**
 * Every expected refusal, a closed list. Each has a sentence in client/i18n saying what happened and
 * what to do next; a code that reaches a person without one does not compile.
 */
export const RefusalCode = z.enum([
  'signed-out', // no session, or it was ended
  'not-allowed', // the role may not do this
  'plan-frozen', // the plan's stage takes no more text
  'not-found', // absent and forbidden answer alike
  'malformed', // not what the protocol or the API takes
  'too-large', // over a limit of shared/wire/limits.ts
  'too-many', // a rate was exceeded; try again later
  'foreign-client-id', // a Yjs client id that belongs to another person
  'old-schema', // the client's schema is older than the plan's: reload
  'foreign-origin', // the request comes from another site
  'link-invalid', // an invitation that is unknown, expired, used up or revoked
  'link-used', // the chair's one-time link was used before
  'name-taken', // somebody of the committee already has this name
  'conflict', // the record moved on: look again
  'server-fault', // the server failed; nothing is wrong with what was sent
  'closed', // what the event is about no longer takes events
])
export type RefusalCode = z.infer<typeof RefusalCode>

/** The body of every HTTP answer with a status of 400 or more. */
export const Refusal = z.object({ refusal: RefusalCode })
export type Refusal = z.infer<typeof Refusal>
