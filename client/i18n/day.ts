import { currentLanguage } from './language.ts'

/** A day of this year as words: 3月1日. */
export const dayOf = (at: number): string =>
  new Date(at).toLocaleDateString(currentLanguage(), { month: 'long', day: 'numeric' })
