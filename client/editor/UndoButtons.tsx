import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { Redo2, Undo2 } from 'lucide-react'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'

const STEPS = [
  { step: 'undo', keys: 'Ctrl+Z', icon: Undo2 },
  { step: 'redo', keys: 'Ctrl+Shift+Z', icon: Redo2 },
] as const

/** Undo and redo for those who do not know their keys; a press leaves the cursor in the text. */
export function UndoButtons({ editor }: { editor: Editor }) {
  const words = useMessages(editorWords)
  const open = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      STEPS.map(({ step }) => step)
        .filter((step) => now.can()[step]())
        .join(),
  }).split(',')
  return STEPS.map(({ step, keys, icon: Icon }) => (
    <button
      key={step}
      type="button"
      className="icon plan-undo"
      aria-label={words[step]}
      title={`${words[step]}（${keys}）`}
      // Not `disabled`, which would lose the focus of whoever presses it by key.
      aria-disabled={!open.includes(step)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => editor.commands[step]()}
    >
      <Icon size={20} aria-hidden />
    </button>
  ))
}
