import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'
import { addressOf } from './links.ts'

/** Asks for the address of the selected words; what is no address or may not be a link (RULES T7) is refused in place. */
export function LinkForm({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const words = useMessages(editorWords)
  const old: unknown = editor.getAttributes('link')['href']
  const [typed, setTyped] = useState(typeof old === 'string' ? old : '')
  const [isBad, setBad] = useState(false)
  const set = (): void => {
    const href = addressOf(typed)
    const chain = editor.chain().focus()
    if (href === '') chain.extendMarkRange('link').unsetLink().run()
    else if (href === null || !editor.can().setLink({ href })) {
      setBad(true)
      return
    } else chain.extendMarkRange('link').setLink({ href }).run()
    onDone()
  }
  return (
    <form
      className="toolbar-link"
      onSubmit={(event) => {
        event.preventDefault()
        set()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onDone()
        editor.commands.focus()
      }}
    >
      <input
        autoFocus
        inputMode="url"
        aria-label={words.linkAsk}
        placeholder={words.linkAsk}
        aria-invalid={isBad}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setBad(false)
        }}
      />
      <button type="submit">{words.linkDo}</button>
      {typeof old === 'string' && (
        <button
          type="button"
          onClick={() => {
            editor.chain().focus().extendMarkRange('link').unsetLink().run()
            onDone()
          }}
        >
          {words.linkRemove}
        </button>
      )}
      {isBad && <p role="alert">{words.linkBad}</p>}
    </form>
  )
}
