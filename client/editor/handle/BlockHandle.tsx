import { Menu } from '@base-ui/react/menu'
import type { Editor } from '@tiptap/core'
import { GripVertical, Plus } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { editorWords } from '../../i18n/editor.ts'
import { useMessages } from '../../i18n/messages.ts'
import { indexById } from './blockPlaces.ts'
import { BlockMenu } from './BlockMenu.tsx'
import { insertBelow } from './insertBelow.ts'
import { useBlockDrag } from './useBlockDrag.ts'
import { useHandledBlock } from './useHandledBlock.ts'
import './handle.css'

/**
 * ＋ and ⋮⋮ beside the block under the pointer or with the cursor. ＋ inserts below; ⋮⋮ drags the block, and
 * opens its menu at a click or by Alt+Enter.
 */
export function BlockHandle({ editor }: { editor: Editor }) {
  const words = useMessages(editorWords)
  const [open, setOpen] = useState(false)
  const openMenu = useCallback(() => setOpen(true), [])
  const grip = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const { block, id, top } = useHandledBlock(editor, box, open, openMenu)
  // At the moment of a click; colleagues may have written since the last drawing.
  const find = (): number | null => (id === null ? block : indexById(editor, id))
  const { dragged, onPointerDown } = useBlockDrag(editor, block)
  return (
    <div
      ref={box}
      className="handle"
      role="group"
      aria-label={words.block}
      style={{ top }}
      data-shown={block !== null}
    >
      <button
        type="button"
        className="handle-button"
        aria-label={words.insertBelow}
        title={words.insertBelow}
        onClick={() => {
          const index = find()
          if (index !== null) insertBelow(editor, index)
        }}
      >
        <Plus size={18} aria-hidden />
      </button>
      <button
        ref={grip}
        type="button"
        className="handle-button handle-grip"
        aria-label={words.blockMenu}
        title={words.blockMenuTitle}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerDown={onPointerDown}
        onClick={() => {
          if (!dragged()) openMenu()
        }}
      >
        <GripVertical size={18} aria-hidden />
      </button>
      <Menu.Root open={open} onOpenChange={setOpen}>
        <Menu.Portal>
          <Menu.Positioner
            anchor={grip}
            side="bottom"
            align="start"
            sideOffset={4}
            className="handle-positioner"
          >
            <Menu.Popup
              className="handle-menu"
              aria-label={words.blockMenu}
              finalFocus={() => editor.view.dom}
            >
              {block !== null && <BlockMenu editor={editor} index={block} find={find} />}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  )
}
