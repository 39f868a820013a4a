import { currentLanguage, type Language, useLanguage } from './language.ts'

type Widened<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Widened<T[K]>
}

/** One area's strings in all three languages: a string, or a function of what varies. A missing or extra key does not compile. */
export type Messages<T> = Record<Language, T>

/**
 * Declares an area's strings, side by side, one file per area (client/i18n/<area>.ts). Simplified
 * Chinese sets the keys; Traditional Chinese (Taiwan and Hong Kong wording) and English must match.
 */
export const messages = <const T>(all: {
  'zh-Hans': T
  'zh-Hant': NoInfer<Widened<T>>
  en: NoInfer<Widened<T>>
}): Messages<Widened<T>> => all as Messages<Widened<T>>

/** The area's strings in the current language; re-renders on a switch. */
export const useMessages = <T>(area: Messages<T>): T => area[useLanguage()]

/** The same outside React (node views, dialogs of the browser). */
export const messagesNow = <T>(area: Messages<T>): T => area[currentLanguage()]
