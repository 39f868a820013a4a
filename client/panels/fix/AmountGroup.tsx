import { useId } from 'react'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'
import { isFigure, type ItemDraft } from './fixDraft.ts'
import { FixGroup, UnitField } from './FixGroup.tsx'

type AmountGroupProps = {
  draft: ItemDraft
  read: ItemDraft
  /** What the text says by itself, in words. */
  automatic: string
  isFixed: boolean
  onChange: (more: Partial<Pick<ItemDraft, 'amount' | 'unit'>>) => void
}

/** The sum of money that an item names, with its unit. */
export function AmountGroup({ draft, read, automatic, isFixed, onChange }: AmountGroupProps) {
  const words = useMessages(fixWords)
  const id = useId()
  const isWrong = !isFigure(draft.amount)
  return (
    <FixGroup
      name={words.amount}
      automatic={automatic}
      isFixed={isFixed}
      onRestore={() => onChange({ amount: read.amount, unit: read.unit })}
    >
      <div className="fix-row">
        <label className="fix-field">
          <span>{words.value}</span>
          <input
            type="text"
            inputMode="decimal"
            data-fix="amount"
            aria-invalid={isWrong}
            aria-describedby={isWrong ? id : undefined}
            value={draft.amount}
            onChange={({ target }) => onChange({ amount: target.value })}
          />
        </label>
        <UnitField value={draft.unit} onChange={(unit) => onChange({ unit })} />
      </div>
      {isWrong && (
        <p id={id} className="fix-wrong" role="alert">
          {words.notFigure}
        </p>
      )}
    </FixGroup>
  )
}
