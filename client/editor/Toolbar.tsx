import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { BubbleMenu } from '@tiptap/react/menus'
import { type ReactNode, useState } from 'react'
import { Bold, Italic, Link2, Strikethrough, Underline } from 'lucide-react'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'
import { LinkForm } from './LinkForm.tsx'
import './toolbar.css'

const MARKS = [
  { mark: 'bold', icon: Bold },
  { mark: 'italic', icon: Italic },
  { mark: 'underline', icon: Underline },
  { mark: 'strike', icon: Strikethrough },
] as const

/** The formatting of the selected words, beside the selection. */
export function Toolbar({ editor, children }: { editor: Editor; children?: ReactNode }) {
  const words = useMessages(editorWords)
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      ['bold', 'italic', 'underline', 'strike', 'link'].filter((mark) => now.isActive(mark)).join(),
  }).split(',')
  const [linking, setLinking] = useState(false)
  return (
    <BubbleMenu
      editor={editor}
      className="toolbar"
      role="toolbar"
      aria-label={words.toolbar}
      options={{ onHide: () => setLinking(false) }}
    >
      {linking ? (
        <LinkForm editor={editor} onDone={() => setLinking(false)} />
      ) : (
        <>
          {MARKS.map(({ mark, icon: Icon }) => (
            <button
              key={mark}
              type="button"
              aria-label={words[mark]}
              aria-pressed={active.includes(mark)}
              onClick={() => editor.chain().focus().toggleMark(mark).run()}
            >
              <Icon size={18} aria-hidden />
            </button>
          ))}
          <button
            type="button"
            aria-label={words.link}
            aria-pressed={active.includes('link')}
            onClick={() => setLinking(true)}
          >
            <Link2 size={18} aria-hidden />
          </button>
          <button type="button" onClick={() => editor.chain().focus().setNode('goal').run()}>
            {words.goal}
          </button>
          <button type="button" onClick={() => editor.chain().focus().setNode('monthlyItem').run()}>
            {words.monthlyItem}
          </button>
          {children}
        </>
      )}
    </BubbleMenu>
  )
}
