import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'

/**
 * Names of what this browser keeps, with the user and plan where there is one, so that another person or
 * another plan never opens it by mistake (RULES L2).
 *
 * What is stored keeps its name when the text's schema grows: a page of an older one leaves its unsynced work
 * to the page that follows it (RULES P3). Its number goes up only with what is stored, and then the older
 * store is taken over. Tabs of two schemas do not talk to each other, lest the older one writes what it was told.
 */
const PREFIX = 'gongni.1'

/** Who has used this device, and who does now. */
export const deviceName = (): string => `${PREFIX}.device`
/** One person's plans on this device, and the plans they created that the server does not have yet. */
export const indexName = (user: UserId): string => `${PREFIX}.${user}.index`
/** One person's copy of one plan's text. */
export const planStoreName = (user: UserId, plan: PlanId): string => `${PREFIX}.${user}.${plan}.text`
/** One person's copy of one plan's record. */
export const recordStoreName = (user: UserId, plan: PlanId): string => `${PREFIX}.${user}.${plan}.record`
/** Between one person's tabs of one plan. */
export const planChannelName = (user: UserId, plan: PlanId): string =>
  `gongni.${SCHEMA_VERSION}.${user}.${plan}.tabs`
