import type { Editor, Extensions } from '@tiptap/core'
import { EditorContent, useEditor } from '@tiptap/react'
import { type CSSProperties, type ReactNode, useEffect } from 'react'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'
import type { PlanSession } from '../sync/planSession.ts'
import { beginBlank, writeBelow } from './blank.ts'
import { extensionsOf } from './extensions.ts'
import { BlockHandle } from './handle/BlockHandle.tsx'
import { LinkTools } from './LinkTools.tsx'
import { Toolbar } from './Toolbar.tsx'
import { WritingTools } from './WritingTools.tsx'
import './sheet.css'

type PlanEditorProps = {
  session: PlanSession
  /** The person's own name, shown at the caret. */
  name: string
  editable: boolean
  onEditor: (editor: Editor | null) => void
  /** More behaviour, taken when the editor is made. */
  extensions?: Extensions
  /** More buttons for the toolbar of the selection. */
  bubbleExtras?: ReactNode
  /** The language that the text is written in; the screen may have another. */
  lang?: string | undefined
  /** Stands above the text inside the sheet. */
  children?: ReactNode
}

/** The sheet that everyone writes on. Give it a `key` of the session's document: a document set aside needs a new editor. */
export function PlanEditor({
  session,
  name,
  editable,
  onEditor,
  extensions = [],
  bubbleExtras,
  lang,
  children,
}: PlanEditorProps) {
  const words = useMessages(editorWords)
  const editor = useEditor({
    extensions: [...extensionsOf(session, name), ...extensions],
    editable,
    shouldRerenderOnTransaction: false,
    editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': words.page } },
  })
  useEffect(() => {
    editor.setEditable(editable, false)
  }, [editor, editable])
  useEffect(() => {
    onEditor(editor)
    return () => onEditor(null)
  }, [editor, onEditor])
  useEffect(() => {
    if (editor.isEditable) beginBlank(editor)
  }, [editor])
  const hints = {
    '--placeholder': JSON.stringify(words.placeholder),
    '--title-placeholder': JSON.stringify(words.titlePlaceholder),
  }
  return (
    <div
      className="sheet"
      style={hints as CSSProperties}
      onMouseDownCapture={(event) => {
        if (event.button !== 0 || !writeBelow(editor, event)) return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      {children}
      <EditorContent editor={editor} lang={lang} />
      {editable && (
        <>
          <BlockHandle editor={editor} />
          <Toolbar editor={editor}>{bubbleExtras}</Toolbar>
          <LinkTools editor={editor} />
          <WritingTools editor={editor} />
        </>
      )}
    </div>
  )
}
