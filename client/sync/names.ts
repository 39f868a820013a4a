import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'

/**
 * Names of what this browser keeps. Each carries the schema's version, and the user and plan where there
 * is one, so that an older page, another person or another plan never opens it by mistake (RULES L2).
 */
const PREFIX = `gongni.${SCHEMA_VERSION}`

/** Who has used this device, and who does now. */
export const deviceName = (): string => `${PREFIX}.device`
/** One person's plans on this device, and the plans they created that the server does not have yet. */
export const indexName = (user: UserId): string => `${PREFIX}.${user}.index`
/** One person's copy of one plan's text. */
export const planStoreName = (user: UserId, plan: PlanId): string => `${PREFIX}.${user}.${plan}.text`
/** Between one person's tabs of one plan. */
export const planChannelName = (user: UserId, plan: PlanId): string => `${PREFIX}.${user}.${plan}.tabs`
