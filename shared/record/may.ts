import type { Role, Stage } from './roles.ts'

/** Who may do what, when: one readable line each (DESIGN 1, RULES W). The server decides by these; the screen only shows. */

/** Change the plan's text: chair and members, while it is drafted or consulted on. */
export const mayWrite = (role: Role, stage: Stage): boolean =>
  (role === 'chair' || role === 'member') && (stage === 'draft' || stage === 'consultation')

/** See the states that the text went through, and give one a name: those who write, at any stage. */
export const maySeeHistory = (role: Role): boolean => mayWrite(role, 'draft')

/** Comment and reply: everyone but readers, until the text is frozen for the ballot. */
export const mayComment = (role: Role, stage: Stage): boolean =>
  role !== 'reader' && (stage === 'draft' || stage === 'consultation')

/** Resolve or reopen a thread: those who write, and whoever opened it, while it takes comments. */
export const mayResolve = (role: Role, stage: Stage, isAuthor = false): boolean =>
  mayWrite(role, stage) || (isAuthor && mayComment(role, stage))

/** Create a plan, or import one: chair and members. */
export const mayCreatePlan = (role: Role): boolean => role === 'chair' || role === 'member'

/** Delete a plan: the chair, or the member who created it, while it is a draft. */
export const mayDeletePlan = (role: Role, isCreator: boolean, stage: Stage): boolean =>
  stage === 'draft' && (role === 'chair' || (role === 'member' && isCreator))

/** Make and revoke invitations: the chair. */
export const mayInvite = (role: Role): boolean => role === 'chair'

/** Change another person's role: the chair. */
export const mayChangeRole = (role: Role): boolean => role === 'chair'

/** Move a draft into consultation and back: the chair. The later stages have their own procedure. */
export const mayMoveStage = (role: Role, from: Stage, to: Stage): boolean =>
  role === 'chair' &&
  ((from === 'draft' && to === 'consultation') || (from === 'consultation' && to === 'draft'))
