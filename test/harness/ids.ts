import { BlockId } from '../../shared/plan/ids.ts'

let made = 0
/** A fresh block id, in the order of asking. */
export const testId = (): BlockId => BlockId.parse(`t${(made += 1).toString(36)}`)
