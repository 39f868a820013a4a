import type { Editor } from '@tiptap/core'
import { BubbleMenu } from '@tiptap/react/menus'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'

/** The table that holds the cursor, as an element. */
function tableOf(editor: Editor): Element | null {
  const { node } = editor.view.domAtPos(editor.state.selection.from)
  return (node instanceof Element ? node : node.parentElement)?.closest('table') ?? null
}

/** Rows and columns of the table with the cursor, in a bar above it. */
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
    <BubbleMenu
      editor={editor}
      pluginKey="tableTools"
      className="toolbar table-tools"
      role="toolbar"
      aria-label={words.tableTools}
      options={{ placement: 'top-start', offset: 6 }}
      shouldShow={({ editor: now, state }) =>
        now.isEditable && state.selection.empty && now.isActive('table')
      }
      getReferencedVirtualElement={() => tableOf(editor)}
    >
      {tools.map(({ name, run }) => (
        <button key={name} type="button" onClick={run}>
          {name}
        </button>
      ))}
    </BubbleMenu>
  )
}
