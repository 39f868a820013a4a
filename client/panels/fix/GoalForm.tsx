import { useId, useState } from 'react'
import { Comparator, type Goal } from '../../../shared/plan/plan.ts'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'
import { readingWords } from '../../i18n/panels.ts'
import { deadlineWords, targetWords } from '../goals/targetWords.ts'
import { differing, type GoalDraft, goalDraft, goalFields, isFigure } from './fixDraft.ts'
import { FixForm } from './FixForm.tsx'
import { FixGroup, OwnersField, UnitField } from './FixGroup.tsx'

const SPANS = ['first-half', 'second-half', 'year-end'] as const
const PARTS = ['early', 'mid', 'late'] as const
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)
const FIGURE = ['comparator', 'value', 'valueMax', 'unit'] as const

export type GoalFields = ReturnType<typeof goalFields>

type GoalFormProps = {
  goal: Goal
  /** The same goal as the text says it by itself. */
  automatic: Goal
  onSave: (was: GoalFields, is: GoalFields, automatic: GoalFields) => void
}

/** Target, deadline and owners of a goal, each with the way back to what the text says. */
export function GoalForm({ goal, automatic, onSave }: GoalFormProps) {
  const words = useMessages(fixWords)
  const reading = useMessages(readingWords)
  const id = useId()
  const [was] = useState(() => goalDraft(goal))
  const [draft, setDraft] = useState(was)
  const read = goalDraft(automatic)
  const change = (more: Partial<GoalDraft>): void => setDraft({ ...draft, ...more })
  const apart = new Set(differing(goalFields(draft), goalFields(read)))
  const hasFigure = draft.comparator !== 'zero' && draft.comparator !== 'all'
  const isWrong = hasFigure && !(isFigure(draft.value) && isFigure(draft.valueMax))
  const figure = (field: 'value' | 'valueMax') => (
    <label className="fix-field">
      <span>{words[field]}</span>
      <input
        type="text"
        inputMode="decimal"
        data-fix={field === 'value' ? 'figure' : undefined}
        aria-invalid={!isFigure(draft[field])}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        value={draft[field]}
        onChange={(event) => change({ [field]: event.target.value })}
      />
    </label>
  )
  return (
    <FixForm isValid={!isWrong} onSave={() => onSave(goalFields(was), goalFields(draft), goalFields(read))}>
      <FixGroup
        name={words.figure}
        automatic={targetWords(automatic, reading) ?? words.none}
        isFixed={FIGURE.some((field) => apart.has(field))}
        onRestore={() =>
          change({
            comparator: read.comparator,
            value: read.value,
            valueMax: read.valueMax,
            unit: read.unit,
          })
        }
      >
        <div className="fix-row">
          <label className="fix-field">
            <span>{words.comparator}</span>
            <select
              value={draft.comparator}
              data-fix={hasFigure ? undefined : 'figure'}
              onChange={(event) => change({ comparator: Comparator.catch('=').parse(event.target.value) })}
            >
              {Comparator.options.map((one) => (
                <option key={one} value={one}>
                  {words.comparators[one]}
                </option>
              ))}
            </select>
          </label>
          {hasFigure && figure('value')}
          {draft.comparator === 'range' && figure('valueMax')}
          {hasFigure && <UnitField value={draft.unit} onChange={(unit) => change({ unit })} />}
        </div>
        {isWrong && (
          <p id={`${id}-wrong`} className="fix-wrong" role="alert">
            {words.notFigure}
          </p>
        )}
      </FixGroup>
      <FixGroup
        name={words.deadline}
        automatic={deadlineWords(automatic.deadline, reading) ?? words.none}
        isFixed={apart.has('deadline')}
        onRestore={() => change({ when: read.when, part: read.part })}
      >
        <div className="fix-row">
          <label className="fix-field">
            <span className="fix-said">{words.deadline}</span>
            <select
              data-fix="deadline"
              value={draft.when}
              onChange={(event) => change({ when: event.target.value })}
            >
              <option value="">{words.none}</option>
              {SPANS.map((span) => (
                <option key={span} value={span}>
                  {reading.span(span)}
                </option>
              ))}
              {MONTHS.map((month) => (
                <option key={month} value={month}>
                  {reading.month(month)}
                </option>
              ))}
            </select>
          </label>
          {/^\d/u.test(draft.when) && (
            <label className="fix-field">
              <span className="fix-said">{words.part}</span>
              <select value={draft.part} onChange={(event) => change({ part: event.target.value })}>
                <option value="">{words.noPart}</option>
                {PARTS.map((part) => (
                  <option key={part} value={part}>
                    {reading.part(part)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      </FixGroup>
      <FixGroup
        name={words.owners}
        automatic={automatic.owners.length === 0 ? words.none : reading.list(automatic.owners)}
        isFixed={apart.has('owners')}
        onRestore={() => change({ owners: read.owners })}
      >
        <OwnersField value={draft.owners} field="owners" onChange={(owners) => change({ owners })} />
      </FixGroup>
    </FixForm>
  )
}
