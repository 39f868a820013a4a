/** What a link may go to (RULES T7). */
const ALLOWED = /^(?:https?:|mailto:|tel:)/iu

/** Whether an address may stand in the text as a link at all. */
export const mayLink = (address: string): boolean => ALLOWED.test(address)
