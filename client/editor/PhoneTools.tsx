import type { Editor } from '@tiptap/core'
import { ArrowDown, ArrowUp, Bold, Plus, Redo2, Undo2 } from 'lucide-react'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'
import { insertBelow } from './handle/insertBelow.ts'
import { indexOfCursor, moveBlock } from './move.ts'

/** On a phone, above the keyboard while one writes: what a wide screen has at the block and on the keyboard. */
export function PhoneTools({ editor }: { editor: Editor }) {
  const words = useMessages(editorWords)
  const tools = [
    { name: words.insertBelow, icon: Plus, run: () => insertBelow(editor, indexOfCursor(editor)) },
    { name: words.up, icon: ArrowUp, run: () => moveBlock(editor, indexOfCursor(editor), -1) },
    { name: words.down, icon: ArrowDown, run: () => moveBlock(editor, indexOfCursor(editor), 1) },
    { name: words.bold, icon: Bold, run: () => editor.commands.toggleBold() },
    { name: words.undo, icon: Undo2, run: () => editor.commands.undo() },
    { name: words.redo, icon: Redo2, run: () => editor.commands.redo() },
  ]
  return (
    <div className="phone-tools" role="toolbar" aria-label={words.toolbar}>
      {tools.map(({ name, icon: Icon, run }) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          // A press must not take the focus, or the keyboard goes away.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={run}
        >
          <Icon size={20} aria-hidden />
        </button>
      ))}
      <button type="button" onClick={() => editor.commands.blur()}>
        {words.done}
      </button>
    </div>
  )
}
