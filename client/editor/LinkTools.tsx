import { Popover } from '@base-ui/react/popover'
import type { Editor } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import { useEffect, useState } from 'react'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'
import { LinkForm } from './LinkForm.tsx'
import { mayLink } from '../../shared/text/mayLink.ts'

/** A press that moves less than this, in pixels, is a click. */
const SLACK = 4

/** A click on a link while one writes offers to open or to change it; the cursor stays in the text. */
export function LinkTools({ editor }: { editor: Editor }) {
  const words = useMessages(editorWords)
  const [link, setLink] = useState<HTMLAnchorElement | null>(null)
  const [isEdited, setEdited] = useState(false)
  const close = (): void => setLink(null)

  useEffect(() => {
    if (editor.isDestroyed) return undefined
    const { dom } = editor.view
    let pressed = { x: 0, y: 0 }
    const onPress = ({ clientX: x, clientY: y }: MouseEvent): void => {
      pressed = { x, y }
    }
    const onClick = ({ target, clientX, clientY }: MouseEvent): void => {
      const found = target instanceof Element ? target.closest('a') : null
      // Who drags over a link selects words.
      const isPlain = Math.hypot(clientX - pressed.x, clientY - pressed.y) < SLACK
      setEdited(false)
      setLink(isPlain && mayLink(found?.href ?? '') ? found : null)
    }
    const onTransaction = ({ transaction }: { transaction: Transaction }): void => {
      if (transaction.docChanged) setLink(null)
    }
    dom.addEventListener('mousedown', onPress)
    dom.addEventListener('click', onClick)
    editor.on('transaction', onTransaction)
    return () => {
      dom.removeEventListener('mousedown', onPress)
      dom.removeEventListener('click', onClick)
      editor.off('transaction', onTransaction)
    }
  }, [editor])

  const edit = (): void => {
    // A click at the link's edge leaves the cursor beside it.
    if (link !== null) editor.commands.setTextSelection(editor.view.posAtDOM(link, 0) + 1)
    setEdited(true)
  }
  return (
    <Popover.Root
      open={link !== null}
      onOpenChange={(_open, { reason }) => {
        close()
        if (reason === 'escape-key') editor.commands.focus()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={link}
          side="bottom"
          align="start"
          sideOffset={4}
          className="handle-positioner"
        >
          <Popover.Popup
            className="toolbar link-tools"
            aria-label={words.link}
            initialFocus={false}
            finalFocus={false}
          >
            {isEdited ? (
              <LinkForm editor={editor} onDone={close} />
            ) : (
              <>
                <a href={link?.href} target="_blank" rel="noopener noreferrer" onClick={close}>
                  {words.linkOpen}
                </a>
                <button type="button" onClick={edit}>
                  {words.linkEdit}
                </button>
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
