import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useEffect, useState } from 'react'
import { PhoneTools } from './PhoneTools.tsx'
import { TableTools } from './TableTools.tsx'
import './toolbar.css'

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

/** What stands at the bottom of the text's view, clear of the line that one writes: on a phone above the keyboard. */
export function WritingTools({ editor }: { editor: Editor }) {
  const keyboard = useKeyboardHeight()
  const { writes, inTable } = useEditorState({
    editor,
    selector: ({ editor: now }) => ({ writes: now.isFocused, inTable: now.isActive('table') }),
  })
  return (
    <div className="writing-tools" data-writes={writes} style={{ marginBottom: keyboard }}>
      {inTable && <TableTools editor={editor} />}
      {writes && <PhoneTools editor={editor} />}
    </div>
  )
}
