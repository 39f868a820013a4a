import type { VersionRow } from '../../../shared/wire/history.ts'
import { historyWords } from '../../i18n/history.ts'
import { currentLanguage } from '../../i18n/language.ts'
import { messagesNow } from '../../i18n/messages.ts'

/** Names that are said before the rest is a number. */
const MOST_NAMES = 3

const day = (time: number): string => new Date(time).toDateString()

/** The day of a version as a heading: today, yesterday, or the date. */
export function dayWords(at: number, now: number): string {
  const words = messagesNow(historyWords)
  if (day(at) === day(now)) return words.today
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  if (day(at) === yesterday.toDateString()) return words.yesterday
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return new Date(at).toLocaleDateString(currentLanguage(), {
    ...(isThisYear ? {} : { year: 'numeric' }),
    month: 'long',
    day: 'numeric',
  })
}

/** The time of day of a version: 14:05. */
export const timeWords = (at: number): string =>
  new Date(at).toLocaleTimeString(currentLanguage(), { hour: '2-digit', minute: '2-digit', hour12: false })

/** When a version was: 今天 14:05. */
export const whenWords = (at: number, now: number): string => `${dayWords(at, now)} ${timeWords(at)}`

/** Why a version was kept, and by whom. */
export function whyWords({ kind, author }: VersionRow): string {
  const words = messagesNow(historyWords)
  return words.kinds[kind](author === null || author === '' ? words.someone : author)
}

/** Who wrote what is new in a version; '' for nobody. */
export function writerWords({ writers }: VersionRow): string {
  const words = messagesNow(historyWords)
  if (writers.length === 0) return ''
  const names = writers.slice(0, MOST_NAMES).join(words.comma)
  return words.writers(writers.length > MOST_NAMES ? words.more(names, writers.length) : names)
}
