import { commonWords } from '../i18n/common.ts'
import { useMessages } from '../i18n/messages.ts'
import { go } from './router.ts'

/** The way home from a page that leads nowhere. */
export function HomeButton() {
  const words = useMessages(commonWords)
  return (
    <button type="button" className="primary" onClick={() => go('/', true)}>
      {words.home}
    </button>
  )
}
