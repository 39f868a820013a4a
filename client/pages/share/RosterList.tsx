import { type FormEvent, useRef, useState } from 'react'
import { z } from 'zod'
import { MemberRow } from '../../../shared/wire/api.ts'
import { useMessages } from '../../i18n/messages.ts'
import { peopleWords } from '../../i18n/people.ts'
import { call } from '../../sync/api.ts'
import type { Change } from './ShareDialog.tsx'

type RosterListProps = {
  /** The names that nobody has claimed. */
  free: readonly MemberRow[]
  change: Change
  onError: (error: unknown) => void
}

/** Names that the chair writes beforehand, and those of them that still wait for their person. */
export function RosterList({ free, change, onError }: RosterListProps) {
  const words = useMessages(peopleWords)
  const heading = useRef<HTMLHeadingElement>(null)
  const [text, setText] = useState('')
  const [known, setKnown] = useState(0)
  const names = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const add = (event: FormEvent): void => {
    event.preventDefault()
    if (names.length === 0) return
    change(call(z.array(MemberRow), 'POST', '/roster', { names })).then((added) => {
      setText('')
      setKnown(names.length - added.length)
    }, onError)
  }
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {words.roster}
      </h2>
      <p>{words.rosterIntro}</p>
      <form onSubmit={add}>
        <label className="field">
          <span>{words.rosterNames}</span>
          <textarea
            className="share-names"
            rows={3}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="plain">
          {words.rosterAdd}
        </button>
      </form>
      {known > 0 && (
        <p className="soft" role="status">
          {words.rosterKnown(known)}
        </p>
      )}
      <ul className="share-list">
        {free.map((member) => (
          <li key={member.id}>
            <span>{member.name}</span>
            <span className="soft">{words.unclaimed}</span>
            <button
              type="button"
              className="plain push"
              aria-label={words.dropName(member.name)}
              onClick={() => {
                // The button goes with its line.
                heading.current?.focus()
                change(call(z.object({}), 'DELETE', `/members/${member.id}`)).catch(onError)
              }}
            >
              {words.drop}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
