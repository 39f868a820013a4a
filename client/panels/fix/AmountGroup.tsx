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
  onChange: (more: Partial<Pick<ItemDraft, 'amount' | 'amountMax' | 'unit'>>) => void
}

/** The sum of money that an item names, or the ends of its range, with its unit. */
export function AmountGroup({ draft, read, automatic, isFixed, onChange }: AmountGroupProps) {
  const words = useMessages(fixWords)
  const id = useId()
  const isWrong = !isFigure(draft.amount) || !isFigure(draft.amountMax)
  const figure = (field: 'amount' | 'amountMax', name: string) => (
    <label className="fix-field">
      <span>{name}</span>
      <input
        type="text"
        inputMode="decimal"
        data-fix={field === 'amount' ? 'amount' : undefined}
        aria-invalid={!isFigure(draft[field])}
        aria-describedby={isWrong ? id : undefined}
        value={draft[field]}
        onChange={({ target }) => onChange({ [field]: target.value })}
      />
    </label>
  )
  return (
    <FixGroup
      name={words.amount}
      automatic={automatic}
      isFixed={isFixed}
      onRestore={() => onChange({ amount: read.amount, amountMax: read.amountMax, unit: read.unit })}
    >
      <div className="fix-row">
        {figure('amount', words.value)}
        {figure('amountMax', words.upTo)}
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
