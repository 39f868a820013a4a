import { askFix, type FixField } from '../../editor/askFix.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'

type FixValueProps = {
  block: BlockId
  field: FixField
  /** Which of the block's goals. */
  goal: number
  /** The field's name, as its column says it. */
  name: string
  /** Null where the text says nothing. */
  value: string | null
  missing: string
  /** What the text says by itself, where a member corrected it. */
  automatic: string | null
  editable: boolean
}

/** A value that was read: a click corrects it; a corrected one says so. */
export function FixValue({ block, field, goal, name, value, missing, automatic, editable }: FixValueProps) {
  const words = useMessages(fixWords)
  const shown = value ?? <span className="goals-missing">{missing}</span>
  const title = automatic === null ? undefined : words.automatic(automatic)
  return (
    <>
      {editable ? (
        <button
          type="button"
          className="panel-go goals-value"
          aria-label={words.change(name, value ?? missing)}
          aria-haspopup="dialog"
          title={title}
          onClick={({ currentTarget }) => askFix(currentTarget, block, field, goal)}
        >
          {shown}
        </button>
      ) : (
        shown
      )}
      {automatic !== null && (
        <small className="goals-fixed" title={title}>
          {words.fixed}
        </small>
      )}
    </>
  )
}
