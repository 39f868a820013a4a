import { useSyncExternalStore } from 'react'

/** The three languages of the screen; each has its own wording, none is converted from another. */
export const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const KEY = 'gongni.language'

/** The browser's first language that we have, else Simplified Chinese. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const low = tag.toLowerCase()
    if (/^zh(-hant|-tw|-hk|-mo)/.test(low)) return 'zh-Hant'
    if (low.startsWith('zh')) return 'zh-Hans'
    if (low.startsWith('en')) return 'en'
  }
  return 'zh-Hans'
}

function stored(): Language | null {
  const value = localStorage.getItem(KEY)
  return LANGUAGES.find((language) => language === value) ?? null
}

let current: Language = stored() ?? languageOf(navigator.languages)
const listeners = new Set<() => void>()

export const currentLanguage = (): Language => current

/** Switches the screen's language and remembers it on this device. */
export function setLanguage(language: Language): void {
  current = language
  localStorage.setItem(KEY, language)
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage)
