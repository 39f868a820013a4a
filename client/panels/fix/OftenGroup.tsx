import { Every } from '../../../shared/plan/plan.ts'
import { frequencyIn } from '../../../shared/reading/recurrence.ts'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'
import type { ItemDraft } from './fixDraft.ts'
import { FixGroup } from './FixGroup.tsx'

type OftenGroupProps = {
  draft: ItemDraft
  read: ItemDraft
  isFixed: boolean
  /** How the plan says each frequency. */
  said: Record<Every, string>
  onChange: (more: Pick<ItemDraft, 'every' | 'often'>) => void
}

/** How often an item is done, and in which words the plan says so: the one follows the other. */
export function OftenGroup({ draft, read, isFixed, said, onChange }: OftenGroupProps) {
  const words = useMessages(fixWords)
  const choose = (every: Every | ''): void =>
    onChange({
      every,
      often: every === '' ? '' : frequencyIn(draft.often)?.every === every ? draft.often : said[every],
    })
  return (
    <FixGroup
      name={words.recurrence}
      automatic={read.every === '' ? words.none : read.often}
      isFixed={isFixed}
      onRestore={() => onChange({ every: read.every, often: read.often })}
    >
      <div className="fix-row">
        <label className="fix-field fix-whole">
          <span>{words.frequency}</span>
          <select
            data-fix="recurrence"
            value={draft.every}
            onChange={({ target }) => choose(Every.safeParse(target.value).data ?? '')}
          >
            <option value="">{words.notRecurring}</option>
            {Every.options.map((every) => (
              <option key={every} value={every}>
                {words.every[every]}
              </option>
            ))}
          </select>
        </label>
        {draft.every !== '' && (
          <label className="fix-field">
            <span>{words.often}</span>
            <input
              type="text"
              maxLength={60}
              value={draft.often}
              onChange={({ target: { value } }) =>
                onChange({ every: frequencyIn(value)?.every ?? draft.every, often: value })
              }
            />
          </label>
        )}
      </div>
    </FixGroup>
  )
}
