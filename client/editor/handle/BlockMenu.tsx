import { Menu } from '@base-ui/react/menu'
import type { Editor } from '@tiptap/core'
import { editorWords } from '../../i18n/editor.ts'
import { useMessages } from '../../i18n/messages.ts'
import { changeLevel, moveBlock, moveSection, sectionAt, startOf } from '../move.ts'
import { conversions } from '../slash/commands.ts'

type Row = { name: string; keys?: string; run: () => unknown }

/** What can be done with one block: move, change its level or kind, delete. */
export function BlockMenu({ editor, index }: { editor: Editor; index: number }) {
  const words = useMessages(editorWords)
  const { doc } = editor.state
  const node = doc.maybeChild(index)
  if (node === null) return null
  const start = startOf(doc, index)
  const intoBlock = (): void => {
    editor
      .chain()
      .setTextSelection(start + 1)
      .run()
  }
  const level = node.type.name === 'heading' ? Number(node.attrs['level']) : 0
  const moves: Row[] = [
    { name: words.up, keys: 'Alt+↑', run: () => moveBlock(editor, index, -1) },
    { name: words.down, keys: 'Alt+↓', run: () => moveBlock(editor, index, 1) },
  ]
  const section: Row[] =
    level === 0
      ? []
      : [
          { name: words.sectionUp, keys: 'Alt+Shift+↑', run: () => moveSection(editor, index, -1) },
          { name: words.sectionDown, keys: 'Alt+Shift+↓', run: () => moveSection(editor, index, 1) },
          { name: words.raise, keys: 'Shift+Tab', run: () => changeLevel(editor, index, -1) },
          { name: words.lower, keys: 'Tab', run: () => changeLevel(editor, index, 1) },
        ]
  const kinds: Row[] = node.isTextblock
    ? conversions().map(({ label, run }) => ({
        name: label,
        run: () => {
          intoBlock()
          run(editor)
        },
      }))
    : []
  const remove = (count: number) => (): void => {
    editor
      .chain()
      .deleteRange({ from: start, to: startOf(doc, index + count) })
      .run()
  }
  const removals: Row[] = [
    { name: words.remove, run: remove(1) },
    ...(level === 0 ? [] : [{ name: words.removeSection, run: remove(sectionAt(doc, index).count) }]),
  ]
  const rows = (list: readonly Row[]) =>
    list.map(({ name, keys, run }) => (
      <Menu.Item key={name} className="handle-item" onClick={run}>
        <span>{name}</span>
        {keys !== undefined && <kbd>{keys}</kbd>}
      </Menu.Item>
    ))
  return (
    <>
      {rows([...moves, ...section])}
      <Menu.Separator className="handle-line" />
      {kinds.length > 0 && (
        <>
          <Menu.Group>
            <Menu.GroupLabel className="handle-label">{words.turnInto}</Menu.GroupLabel>
            {rows(kinds)}
          </Menu.Group>
          <Menu.Separator className="handle-line" />
        </>
      )}
      {rows(removals)}
    </>
  )
}
