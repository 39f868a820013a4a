import { z } from 'zod'

/** chair 主席 and member 委员 write; delegate 代表 comments; reader 会员 reads. */
export const Role = z.enum(['chair', 'member', 'delegate', 'reader'])
export type Role = z.infer<typeof Role>

/** The stages of a plan, in order (DESIGN 1). */
export const Stage = z.enum(['draft', 'consultation', 'ballot', 'adopted', 'in-force', 'closed'])
export type Stage = z.infer<typeof Stage>
