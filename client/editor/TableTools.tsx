import type { Editor } from '@tiptap/core'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'

/** Rows and columns of the table with the cursor, in a bar of its own. */
export function TableTools({ editor }: { editor: Editor }) {
  const words = useMessages(editorWords)
  const tools = [
    { name: words.rowAbove, run: () => editor.chain().focus().addRowBefore().run() },
    { name: words.rowBelow, run: () => editor.chain().focus().addRowAfter().run() },
    { name: words.columnBefore, run: () => editor.chain().focus().addColumnBefore().run() },
    { name: words.columnAfter, run: () => editor.chain().focus().addColumnAfter().run() },
    { name: words.headerRow, run: () => editor.chain().focus().toggleHeaderRow().run() },
    { name: words.rowDelete, run: () => editor.chain().focus().deleteRow().run() },
    { name: words.columnDelete, run: () => editor.chain().focus().deleteColumn().run() },
    { name: words.tableDelete, run: () => editor.chain().focus().deleteTable().run() },
  ]
  return (
    <div className="toolbar table-tools" role="toolbar" aria-label={words.tableTools}>
      {tools.map(({ name, run }) => (
        <button
          key={name}
          type="button"
          // A press must not take the focus, or a phone's keyboard goes away.
          onMouseDown={(event) => event.preventDefault()}
          onClick={run}
        >
          {name}
        </button>
      ))}
    </div>
  )
}
