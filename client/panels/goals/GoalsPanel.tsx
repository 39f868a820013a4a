import type { Editor } from '@tiptap/core'
import { useEffect, useMemo, useRef } from 'react'
import type { Finding } from '../../../shared/plan/check.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { Goal } from '../../../shared/plan/plan.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { useMessages } from '../../i18n/messages.ts'
import { goalWords, readingWords } from '../../i18n/panels.ts'
import { usePlanLang } from '../../ui/planLang.ts'
import { makeBlock } from '../makeBlock.ts'
import { type Automatic, readUncorrected } from '../fix/automatic.ts'
import { foundIn } from '../foundIn.ts'
import { FixValue } from './FixValue.tsx'
import { deadlineWords, targetWords } from './targetWords.ts'
import '../panel.css'
import './goals.css'

type GoalsPanelProps = {
  typed: TypedPlanState
  /** What the check finds in it: the same counts here as there. */
  findings: readonly Finding[]
  editor: Editor | null
  editable: boolean
  onGo: (block: BlockId) => void
}

/** The goals of the plan as a table, in the order of the text; each row leads to its place. */
export function GoalsPanel({ typed, findings, editor, editable, onGo }: GoalsPanelProps) {
  const words = useMessages(goalWords)
  const { goals } = typed.plan
  const uncorrected = useMemo(() => readUncorrected(typed.front, typed.blocks), [typed])
  const table = useRef<HTMLTableElement>(null)
  /** The block that was made a goal, until its row says so: the button that made it is gone then. */
  const made = useRef<BlockId | null>(null)
  useEffect(() => {
    const isMade = goals.some(({ block, source }) => block === made.current && source === 'block')
    if (!isMade) return
    table.current?.querySelector<HTMLElement>(`[data-goal="${made.current}"] .panel-go`)?.focus()
    made.current = null
  }, [goals])
  if (goals.length === 0) {
    return (
      <div className="panel">
        <div className="panel-empty">
          <p>{words.empty}</p>
          {editable && <p>{words.hint}</p>}
        </div>
      </div>
    )
  }
  const found = (kind: Finding['kind']): number => findings.filter((finding) => finding.kind === kind).length
  const { convertible, cells } = foundIn(typed.blocks)
  return (
    <div className="panel">
      <p className="panel-summary" role="status">
        {words.summary(
          goals.length,
          found('goal-no-owner'),
          found('goal-no-deadline'),
          goals.filter((goal) => goal.doubt !== null).length,
        )}
      </p>
      <table ref={table} className="goals-table" aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.metric}</th>
            <th scope="col">{words.target}</th>
            <th scope="col">{words.deadline}</th>
            <th scope="col">{words.owners}</th>
          </tr>
        </thead>
        <tbody>
          {goals.map((goal, index) => (
            <GoalRow
              // Several goals may stand in one block, and twins share an id.
              key={`${goal.block} ${index}`}
              goal={goal}
              at={index - firstOf(goals, index)}
              uncorrected={uncorrected.get(goal.block)?.goals[index - firstOf(goals, index)]}
              isInCell={cells.has(goal.block)}
              editable={editable}
              onGo={onGo}
              onMake={
                editable && editor !== null && goal.source === 'prose' && convertible.has(goal.block)
                  ? () => {
                      if (makeBlock(editor, goal.block, 'goal')) made.current = goal.block
                    }
                  : null
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Where the goals of a goal's block begin. */
function firstOf(goals: readonly Goal[], index: number): number {
  let first = index
  while (goals[first - 1]?.block === goals[index]?.block) first -= 1
  return first
}

type GoalRowProps = {
  goal: Goal
  /** Which of the goals of its block it is. */
  at: number
  uncorrected: Automatic['goal']
  isInCell: boolean
  editable: boolean
  onGo: (block: BlockId) => void
  onMake: (() => void) | null
}

const FIGURE = new Set(['comparator', 'value', 'valueMax', 'unit'])

function GoalRow({ goal, at, uncorrected, isInCell, editable, onGo, onMake }: GoalRowProps) {
  const words = useMessages(goalWords)
  const lang = usePlanLang()
  const reading = useMessages(readingWords)
  const isFirst = at === 0
  const value = (
    field: 'figure' | 'deadline' | 'owners',
    name: string,
    said: (goal: Goal) => string | null,
  ) => {
    const isFixed = goal.fixed.some((one) => (field === 'figure' ? FIGURE.has(one) : one === field))
    return (
      <FixValue
        block={goal.block}
        field={field}
        goal={at}
        name={name}
        value={said(goal)}
        // What is missing in prose, or in a second goal of one sentence, is no finding of the check.
        missing={goal.source === 'block' && isFirst ? words.missing : '—'}
        automatic={isFixed && uncorrected !== undefined ? (said(uncorrected) ?? words.missing) : null}
        // Deadline and owners are those of the block.
        editable={editable && (isFirst || (field === 'figure' && goal.source === 'block'))}
      />
    )
  }
  const name = goal.metric === '' ? goal.quote : goal.metric
  return (
    <tr data-goal={goal.block}>
      <th scope="row">
        <button
          type="button"
          className="panel-go"
          lang={lang}
          title={goal.quote}
          onClick={() => onGo(goal.block)}
        >
          {name}
        </button>
        {(goal.source === 'prose' || goal.doubt !== null) && (
          <div className="panel-chips">
            {goal.source === 'prose' && (
              <span className="panel-chip">{isInCell ? reading.inTable : reading.inProse}</span>
            )}
            {onMake !== null && (
              <button
                type="button"
                className="panel-button"
                aria-label={`${words.makeGoal}: ${name}`}
                onClick={onMake}
              >
                {words.makeGoal}
              </button>
            )}
            {goal.doubt !== null && <span className="panel-chip panel-chip-warn">{reading.doubt}</span>}
          </div>
        )}
        {goal.doubt !== null && (
          <p className="goals-readings">{reading.why(goal.doubt.reason, goal.doubt.readings)}</p>
        )}
      </th>
      <td className="goals-target">{value('figure', words.target, (one) => targetWords(one, reading))}</td>
      <td>{value('deadline', words.deadline, (one) => deadlineWords(one.deadline, reading))}</td>
      <td>
        {value('owners', words.owners, ({ owners }) => (owners.length === 0 ? null : reading.list(owners)))}
      </td>
    </tr>
  )
}
