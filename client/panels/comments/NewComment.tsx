import { useId, useState, useSyncExternalStore } from 'react'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { Section } from '../../../shared/plan/plan.ts'
import { anchorOnSection } from '../../../shared/text/anchors.ts'
import { type Commenting, NEW } from '../../editor/comments/commenting.ts'
import { commentWords } from '../../i18n/comments.ts'
import { useMessages } from '../../i18n/messages.ts'
import { usePlanLang } from '../../ui/planLang.ts'
import { QuotedWords } from './QuotedWords.tsx'
import { WordsBox } from './WordsBox.tsx'

type NewCommentProps = {
  commenting: Commenting
  sections: readonly Section[]
  /** The words of a block as they stand, for the quote of a section's comment. */
  wordsOf: (block: BlockId) => string
}

/** The comment being written, or the way to begin one on a whole section. */
export function NewComment({ commenting, sections, wordsOf }: NewCommentProps) {
  const words = useMessages(commentWords)
  const lang = usePlanLang()
  const { journal } = commenting
  const id = useId()
  const drafts = useSyncExternalStore(journal.drafts.subscribe, journal.drafts.get)
  const asked = useSyncExternalStore(commenting.asked.subscribe, commenting.asked.get)
  const [chosen, setChosen] = useState('')
  const anchor = drafts.get(NEW)?.anchor ?? null
  if (anchor !== null) {
    const section = anchor.from === null ? sections.find(({ block }) => block === anchor.block) : undefined
    return (
      <section className="comments-new" aria-label={words.newComment}>
        <blockquote className="thread-quote">
          <QuotedWords quote={anchor.quote} heading={section?.heading ?? null} />
        </blockquote>
        <WordsBox
          journal={journal}
          name={NEW}
          anchor={anchor}
          label={words.yourWords}
          send={words.send}
          onSend={(text) => commenting.active.set(journal.propose({ kind: 'comment', anchor, text }))}
          onCancel={() => journal.keepDraft({ key: NEW, text: '', anchor: null })}
          focus={asked}
        />
      </section>
    )
  }
  if (sections.length === 0) return null
  const section = sections.find(({ block }) => block === chosen) ?? sections[0]
  return (
    <div className="comments-section">
      <label htmlFor={id}>{words.chooseSection}</label>
      <select id={id} value={section?.block} onChange={(event) => setChosen(event.target.value)}>
        {sections.map(({ block, heading }) => (
          <option key={block} value={block} lang={lang}>
            {heading}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="panel-button"
        onClick={() => {
          if (section !== undefined)
            commenting.begin(anchorOnSection({ block: section.block, text: wordsOf(section.block) }))
        }}
      >
        {words.commentSection}
      </button>
    </div>
  )
}
