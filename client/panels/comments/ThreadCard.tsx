import { type RefObject, useEffect, useRef } from 'react'
import type { UserId } from '../../../shared/plan/ids.ts'
import type { Remark, Thread } from '../../../shared/record/threads.ts'
import type { Place } from '../../../shared/text/anchors.ts'
import { commentWords } from '../../i18n/comments.ts'
import { currentLanguage } from '../../i18n/language.ts'
import { useMessages } from '../../i18n/messages.ts'
import type { Journal } from '../../sync/journal.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { QuotedWords } from './QuotedWords.tsx'
import { whenWords } from './when.ts'
import { WordsBox } from './WordsBox.tsx'

/** What this person may do in the threads now. */
export type Rights = {
  comment: boolean
  resolve: (author: UserId) => boolean
  erase: (author: UserId) => boolean
}

type ThreadCardProps = {
  thread: Thread
  place: Place | undefined
  /** Its section's heading, for a comment on a whole section. */
  heading: string | null
  journal: Journal
  names: ReadonlyMap<UserId, string>
  rights: Rights
  now: number
  isActive: boolean
  /** On the active card, counts up with each click in the text: the card is brought into view. */
  asked: number | null
  /** Resolving or reopening it waits to be sent. */
  isWaiting: boolean
  onGo: () => void
  /** It was resolved and may leave the list. */
  onResolved: () => void
}

/** One thread: the words it is about, what was said, and what one may do about it. */
export function ThreadCard(props: ThreadCardProps) {
  const {
    thread,
    place,
    heading,
    journal,
    names,
    rights,
    now,
    isActive,
    asked,
    isWaiting,
    onGo,
    onResolved,
  } = props
  const words = useMessages(commentWords)
  const card = useRef<HTMLElement>(null)
  const answer = useRef<HTMLDetailsElement>(null)
  const quote = heading === null ? (thread.anchor?.quote ?? '') : words.onSection(heading)
  const name = names.get(thread.author) ?? words.unknown
  const isGone = place?.kind === 'orphan'

  useEffect(() => {
    if (asked !== null) card.current?.scrollIntoView({ block: 'nearest' })
  }, [asked])

  const remark = (one: Remark) => (
    <RemarkWords
      key={one.id}
      remark={one}
      name={names.get(one.author) ?? words.unknown}
      now={now}
      card={card}
      onErase={rights.erase(one.author) && one.text !== null ? () => journal.erase(one.id) : null}
    />
  )
  return (
    <article
      ref={card}
      tabIndex={-1}
      className="thread"
      data-thread={thread.id}
      data-active={isActive}
      data-resolved={thread.resolved}
      aria-label={words.thread(name, quote)}
    >
      {isGone || thread.anchor === null ? (
        thread.anchor !== null && (
          <>
            <p className="soft">{words.gone}</p>
            <blockquote className="thread-quote">
              <QuotedWords quote={thread.anchor.quote} heading={null} />
            </blockquote>
          </>
        )
      ) : (
        <button type="button" className="panel-go thread-quote" aria-label={words.goTo(quote)} onClick={onGo}>
          <QuotedWords quote={quote} heading={heading} />
        </button>
      )}
      <div className="panel-chips">
        {thread.resolved && <span className="panel-chip">{words.resolved}</span>}
        {place?.kind === 'range' && place.changed && (
          <span className="panel-chip panel-chip-warn">{words.changed}</span>
        )}
        {isWaiting && <span className="panel-chip panel-chip-warn">{words.waiting}</span>}
      </div>
      {remark(thread)}
      {thread.replies.length > 0 && <div className="thread-replies">{thread.replies.map(remark)}</div>}
      <div className="thread-foot">
        {rights.resolve(thread.author) && (
          <button
            type="button"
            className="panel-button"
            onClick={() => {
              journal.propose({ kind: thread.resolved ? 'reopen' : 'resolve', thread: thread.id })
              if (!thread.resolved) onResolved()
            }}
          >
            {thread.resolved ? words.reopen : words.resolve}
          </button>
        )}
        {rights.comment && thread.text !== null && (
          <details
            ref={answer}
            className="thread-answer"
            open={journal.drafts.get().has(thread.id)}
            onToggle={({ currentTarget }) => {
              // Also told when it is drawn open for words that were begun earlier; those wait.
              if (currentTarget.open && currentTarget.contains(document.activeElement))
                currentTarget.querySelector('textarea')?.focus()
            }}
          >
            <summary className="panel-button">{words.reply}</summary>
            <WordsBox
              journal={journal}
              name={thread.id}
              anchor={null}
              label={words.reply}
              send={words.sendReply}
              onSend={(text) => {
                journal.propose({ kind: 'reply', thread: thread.id, text })
                answer.current?.querySelector('summary')?.focus()
                answer.current?.removeAttribute('open')
              }}
              onCancel={null}
              focus={null}
            />
          </details>
        )}
      </div>
    </article>
  )
}

type RemarkWordsProps = {
  remark: Remark
  name: string
  now: number
  card: RefObject<HTMLElement | null>
  onErase: (() => void) | null
}

function RemarkWords({ remark: { at, text }, name, now, card, onErase }: RemarkWordsProps) {
  const words = useMessages(commentWords)
  const language = currentLanguage()
  return (
    <div className="remark">
      <p className="remark-head">
        <strong>{name}</strong>{' '}
        {at === null ? (
          <span className="panel-chip panel-chip-warn">{words.waiting}</span>
        ) : (
          <time dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString(language)}>
            {whenWords(at, now, language, words.justNow)}
          </time>
        )}
        {onErase !== null && (
          <ConfirmButton
            className="remark-erase"
            action={words.erase}
            title={words.eraseAsk}
            body={words.eraseBody}
            onConfirm={onErase}
            focusAfter={card}
          />
        )}
      </p>
      <p className="remark-text">{text ?? words.erased}</p>
    </div>
  )
}
