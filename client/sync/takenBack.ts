import type { SetAside } from './planSession.ts'

/** Whether all that is offered back was taken by merges alone, and nothing was refused. */
export const isTakenBack = (aside: readonly SetAside[]): boolean =>
  aside.every(({ reason, proposals }) => reason === 'merged-away' || proposals.length === 0)
