import type { Editor } from '@tiptap/core'
import { BubbleMenu } from '@tiptap/react/menus'
import { MessageSquarePlus } from 'lucide-react'
import { commentWords } from '../../i18n/comments.ts'
import { useMessages } from '../../i18n/messages.ts'
import { beginOnSelection } from './commentExtension.ts'
import type { Commenting } from './commenting.ts'
import './comments.css'

type CommentButtonProps = { editor: Editor; commenting: Commenting }

/** Comments on the selected words; stands in the selection's toolbar. */
export function CommentButton({ editor, commenting }: CommentButtonProps) {
  const words = useMessages(commentWords)
  return (
    <button
      type="button"
      className="comment-button"
      // The selection must still be there when the click arrives.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => beginOnSelection(editor.state, commenting)}
    >
      <MessageSquarePlus size={18} aria-hidden /> {words.comment}
    </button>
  )
}

/** The selection's toolbar for those who may comment and not write: 评论 alone. */
export function CommentBubble({ editor, commenting }: CommentButtonProps) {
  const words = useMessages(commentWords)
  return (
    <BubbleMenu
      editor={editor}
      pluginKey="commentBubble"
      className="toolbar"
      role="toolbar"
      aria-label={words.comment}
      shouldShow={({ state, from, to }) => from < to && state.doc.textBetween(from, to).trim() !== ''}
    >
      <CommentButton editor={editor} commenting={commenting} />
    </BubbleMenu>
  )
}
