import { commentWords } from '../../i18n/comments.ts'
import { useMessages } from '../../i18n/messages.ts'
import { usePlanLang } from '../../ui/planLang.ts'

type QuotedWordsProps = {
  quote: string
  /** The heading, of a comment on a whole section. */
  heading: string | null
}

/** The words of the plan that a comment is about. */
export function QuotedWords({ quote, heading }: QuotedWordsProps) {
  const words = useMessages(commentWords)
  const lang = usePlanLang()
  if (heading === null) return <span lang={lang}>{quote}</span>
  return (
    <span>
      {words.onSection('')}
      <span lang={lang}>{heading}</span>
    </span>
  )
}
