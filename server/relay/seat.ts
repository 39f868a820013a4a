import type { Role, Stage } from '../../shared/record/roles.ts'
import { mayWrite } from '../../shared/record/may.ts'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'

/**
 * One connection's accounts, as values: which of its update frames are answered for, and what it is owed.
 *
 * Invariants (shared/wire/messages.ts):
 * 1. `settled` counts the first frames that are on the disk, were known, or were refused with a word;
 *    never one that was only heard.
 * 2. After a gap nothing settles until a sync step 2 is stored or known: that one carries what was missing.
 * 3. A sync step 2 with a gap may have crossed what the log took meanwhile; after MOST_GAPS of them in a row it
 *    is the sender that lacks something, and it is refused: so nothing goes round for ever.
 * 4. After a second identical refusal in a row the connection is not asked to resync again; a frame that
 *    lacks what was refused is refused for the same reason.
 */
export type Account = {
  readonly settled: number
  readonly held: boolean
  /** Sync steps 2 with a gap since one without. */
  readonly gaps: number
  readonly refusal: { readonly code: RefusalCode; readonly times: number } | null
}

export const NEW_ACCOUNT: Account = { settled: 0, held: false, gaps: 0, refusal: null }

/** Sync steps 2 with a gap that are answered with another question; our client waits longer before each. */
const MOST_GAPS = 8

/** What became of frame `nth`; `step2` says whether it answered a sync step 1. */
export type Outcome = { nth: number; step2: boolean } & (
  { kind: 'kept' } | { kind: 'gap' } | { kind: 'refused'; code: RefusalCode }
)

export type Answer =
  { kind: 'none' } | { kind: 'resync' } | { kind: 'refused'; nth: number; code: RefusalCode }

const NONE: Answer = { kind: 'none' }

/** The accounts after an outcome, and what to answer now (acknowledgements follow from `settled`). */
export function settle(account: Account, outcome: Outcome): { account: Account; answer: Answer } {
  const { nth, step2 } = outcome
  const { held, refusal } = account
  switch (outcome.kind) {
    case 'kept': {
      const open = !held || step2
      return {
        account: open ? { ...NEW_ACCOUNT, settled: nth } : { ...account, refusal: null },
        answer: NONE,
      }
    }
    case 'refused':
      return refuse(account, nth, outcome.code)
    case 'gap': {
      if (refusal !== null && refusal.times >= 2) return refuse(account, nth, refusal.code)
      const gaps = step2 ? account.gaps + 1 : account.gaps
      if (gaps >= MOST_GAPS) return refuse({ ...account, gaps }, nth, 'malformed')
      return {
        account: { ...account, held: true, gaps },
        answer: held && !step2 ? NONE : { kind: 'resync' },
      }
    }
  }
}

function refuse(account: Account, nth: number, code: RefusalCode): { account: Account; answer: Answer } {
  const times = account.refusal?.code === code ? account.refusal.times + 1 : 1
  const settled = account.held ? account.settled : nth
  return {
    account: { ...account, settled, refusal: { code, times } },
    answer: { kind: 'refused', nth, code },
  }
}

/** Why a connection of this standing and schema may not write, or null; a stock y-websocket client names no schema. */
export function refusalToWrite(
  standing: { role: Role; stage: Stage },
  schema: number | null,
): RefusalCode | null {
  if (!mayWrite(standing.role, standing.stage))
    return mayWrite(standing.role, 'draft') ? 'plan-frozen' : 'not-allowed'
  return schema !== null && schema < SCHEMA_VERSION ? 'old-schema' : null
}
