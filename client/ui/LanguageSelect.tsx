import { commonWords } from '../i18n/common.ts'
import { LANGUAGES, setLanguage, useLanguage } from '../i18n/language.ts'
import { useMessages } from '../i18n/messages.ts'

/** Each language by its own name. */
export const LANGUAGE_NAMES = { 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', en: 'English' } as const

/** Switches the language of the screen. */
export function LanguageSelect() {
  const words = useMessages(commonWords)
  const language = useLanguage()
  return (
    <select
      className="language"
      aria-label={words.language}
      value={language}
      onChange={(event) => {
        const chosen = LANGUAGES.find((one) => one === event.target.value)
        if (chosen !== undefined) setLanguage(chosen)
      }}
    >
      {LANGUAGES.map((one) => (
        <option key={one} value={one} lang={one}>
          {LANGUAGE_NAMES[one]}
        </option>
      ))}
    </select>
  )
}
