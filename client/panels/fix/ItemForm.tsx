import { useId, useState } from 'react'
import type { MonthlyItem } from '../../../shared/plan/plan.ts'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'
import { readingWords } from '../../i18n/panels.ts'
import { amountWords } from '../goals/targetWords.ts'
import { AmountGroup } from './AmountGroup.tsx'
import { differing, isFigure, type ItemDefaults, type ItemDraft, itemDraft, itemFields } from './fixDraft.ts'
import { FixForm } from './FixForm.tsx'
import { FixGroup, OwnersField } from './FixGroup.tsx'
import { OftenGroup } from './OftenGroup.tsx'

const PARTS = [null, 'early', 'mid', 'late'] as const

export type ItemFields = ReturnType<typeof itemFields>

type ItemFormProps = {
  item: MonthlyItem
  /** The same item as the text says it by itself. */
  automatic: MonthlyItem
  /** The months of the year in the plan's order. */
  order: readonly number[]
  /** How the plan, in its language, says what is only chosen here. */
  defaults: ItemDefaults
  onSave: (was: ItemFields, is: ItemFields, automatic: ItemFields) => void
}

/** Months, part of the month, whether it is settled, how often, owners and amount of a monthly item. */
export function ItemForm({ item, automatic, order, defaults, onSave }: ItemFormProps) {
  const words = useMessages(fixWords)
  const reading = useMessages(readingWords)
  const name = useId()
  const [was] = useState(() => itemDraft(item))
  const [draft, setDraft] = useState(was)
  const read = itemDraft(automatic)
  const change = (more: Partial<ItemDraft>): void => setDraft({ ...draft, ...more })
  const fieldsOf = (one: ItemDraft): ItemFields => itemFields(one, defaults)
  const apart = new Set(differing(fieldsOf(draft), fieldsOf(read)))
  const time = [
    ...automatic.months.map((month) => reading.month(month)),
    ...(automatic.part === null ? [] : [reading.part(automatic.part)]),
  ]
  return (
    <FixForm
      isValid={isFigure(draft.amount) && isFigure(draft.amountMax)}
      onSave={() => onSave(fieldsOf(was), fieldsOf(draft), fieldsOf(read))}
    >
      <FixGroup
        name={words.months}
        automatic={time.length === 0 ? words.none : reading.list(time)}
        isFixed={apart.has('months') || apart.has('part')}
        onRestore={() => change({ months: read.months, part: read.part })}
      >
        <div className="fix-months">
          {order.map((month, index) => (
            <label key={month} className="fix-choice">
              <input
                type="checkbox"
                data-fix={index === 0 ? 'months' : undefined}
                checked={draft.months.includes(month)}
                onChange={({ target }) =>
                  change({
                    months: target.checked
                      ? [...draft.months, month]
                      : draft.months.filter((one) => one !== month),
                  })
                }
              />
              <span>{reading.month(month)}</span>
            </label>
          ))}
        </div>
        <div className="fix-months" role="radiogroup" aria-label={words.part}>
          {PARTS.map((part) => (
            <label key={part ?? 'none'} className="fix-choice">
              <input
                type="radio"
                name={name}
                disabled={draft.months.length === 0}
                checked={draft.part === part}
                onChange={() => change({ part })}
              />
              <span>{part === null ? words.noPart : reading.part(part)}</span>
            </label>
          ))}
        </div>
      </FixGroup>
      <OftenGroup
        draft={draft}
        read={read}
        isFixed={apart.has('recurrence')}
        said={defaults.every}
        onChange={change}
      />
      <FixGroup
        name={words.pending}
        automatic={automatic.pending ? words.yes : words.no}
        isFixed={apart.has('pending')}
        onRestore={() => change({ pending: read.pending })}
      >
        <label className="fix-tick">
          <input
            type="checkbox"
            data-fix="pending"
            checked={draft.pending}
            onChange={({ target }) => change({ pending: target.checked })}
          />
          {words.pending}
        </label>
      </FixGroup>
      <FixGroup
        name={words.owners}
        automatic={automatic.owners.length === 0 ? words.none : reading.list(automatic.owners)}
        isFixed={apart.has('owners')}
        onRestore={() => change({ owners: read.owners })}
      >
        <OwnersField value={draft.owners} field="owners" onChange={(owners) => change({ owners })} />
      </FixGroup>
      <AmountGroup
        draft={draft}
        read={read}
        automatic={automatic.amount === null ? words.none : amountWords(automatic.amount, reading)}
        isFixed={apart.has('amount')}
        onChange={change}
      />
    </FixForm>
  )
}
