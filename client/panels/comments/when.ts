import type { Language } from '../../i18n/language.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long ago, in words; a date after a week. A time ahead of this device's clock is `justNow` too. */
export function whenWords(at: number, now: number, language: Language, justNow: string): string {
  const ago = now - at
  if (ago < MINUTE_MS) return justNow
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' })
  if (ago < HOUR_MS) return words.format(-Math.floor(ago / MINUTE_MS), 'minute')
  if (ago < DAY_MS) return words.format(-Math.floor(ago / HOUR_MS), 'hour')
  if (ago < 7 * DAY_MS) return words.format(-Math.floor(ago / DAY_MS), 'day')
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return new Date(at).toLocaleDateString(language, {
    ...(isThisYear ? {} : { year: 'numeric' }),
    month: 'long',
    day: 'numeric',
  })
}
