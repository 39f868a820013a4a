import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { ArrowDown, ArrowUp, Bold, Plus, Redo2, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'
import { insertBelow } from './handle/insertBelow.ts'
import { indexOfCursor, moveBlock } from './move.ts'

/** How much of the bottom of the page the on-screen keyboard covers, in pixels. */
function useKeyboardHeight(): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const viewport = window.visualViewport
    if (viewport === null) return undefined
    const measure = (): void => setHeight(Math.max(0, innerHeight - viewport.height - viewport.offsetTop))
    measure()
    viewport.addEventListener('resize', measure)
    viewport.addEventListener('scroll', measure)
    return () => {
      viewport.removeEventListener('resize', measure)
      viewport.removeEventListener('scroll', measure)
    }
  }, [])
  return height
}

/** On a phone, above the keyboard while one writes: what a wide screen has at the block and on the keyboard. */
export function PhoneTools({ editor }: { editor: Editor }) {
  const words = useMessages(editorWords)
  const bottom = useKeyboardHeight()
  const writes = useEditorState({ editor, selector: ({ editor: now }) => now.isFocused })
  const tools = [
    { name: words.insertBelow, icon: Plus, run: () => insertBelow(editor, indexOfCursor(editor)) },
    { name: words.up, icon: ArrowUp, run: () => moveBlock(editor, indexOfCursor(editor), -1) },
    { name: words.down, icon: ArrowDown, run: () => moveBlock(editor, indexOfCursor(editor), 1) },
    { name: words.bold, icon: Bold, run: () => editor.commands.toggleBold() },
    { name: words.undo, icon: Undo2, run: () => editor.commands.undo() },
    { name: words.redo, icon: Redo2, run: () => editor.commands.redo() },
  ]
  if (!writes) return null
  return (
    <div className="phone-tools" role="toolbar" aria-label={words.toolbar} style={{ bottom }}>
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
    </div>
  )
}
