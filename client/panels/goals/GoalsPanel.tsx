import type { Editor } from '@tiptap/core'
import type { Block } from '../../../shared/plan/block.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { Goal, Plan } from '../../../shared/plan/plan.ts'
import { useMessages } from '../../i18n/messages.ts'
import { goalWords, readingWords } from '../../i18n/panels.ts'
import { canMakeBlock, makeBlock } from '../makeBlock.ts'
import { deadlineWords, targetWords } from './targetWords.ts'
import '../panel.css'
import './goals.css'

type GoalsPanelProps = {
  typed: { plan: Plan; blocks: readonly Block[] }
  editor: Editor | null
  editable: boolean
  onGo: (block: BlockId) => void
}

/** The goals of the plan as a table, in the order of the text; each row leads to its place. */
export function GoalsPanel({ typed, editor, editable, onGo }: GoalsPanelProps) {
  const words = useMessages(goalWords)
  const { goals } = typed.plan
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
  const lacking = (test: (goal: Goal) => boolean): number => goals.filter(test).length
  const convertible = new Set(typed.blocks.filter(canMakeBlock).map((block) => block.id))
  return (
    <div className="panel">
      <p className="panel-summary" role="status">
        {words.summary(
          goals.length,
          lacking((goal) => goal.owners.length === 0),
          lacking((goal) => goal.deadline === null),
          lacking((goal) => goal.doubt !== null),
        )}
      </p>
      <table className="goals-table" aria-label={words.title}>
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
              onGo={onGo}
              onMake={
                editable && editor !== null && goal.source === 'prose' && convertible.has(goal.block)
                  ? () => makeBlock(editor, goal.block, 'goal')
                  : null
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type GoalRowProps = { goal: Goal; onGo: (block: BlockId) => void; onMake: (() => void) | null }

function GoalRow({ goal, onGo, onMake }: GoalRowProps) {
  const words = useMessages(goalWords)
  const reading = useMessages(readingWords)
  const missing = <span className="goals-missing">{words.missing}</span>
  const name = goal.metric === '' ? goal.quote : goal.metric
  return (
    <tr>
      <th scope="row">
        <button type="button" className="panel-go" title={goal.quote} onClick={() => onGo(goal.block)}>
          {name}
        </button>
        {(goal.source === 'prose' || goal.doubt !== null) && (
          <div className="panel-chips">
            {goal.source === 'prose' && <span className="panel-chip">{reading.inProse}</span>}
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
        {goal.doubt !== null && goal.doubt.readings.length > 0 && (
          <p className="goals-readings">{reading.readings(goal.doubt.readings)}</p>
        )}
      </th>
      <td className="goals-target">{targetWords(goal, reading) ?? missing}</td>
      <td>{deadlineWords(goal.deadline, reading) ?? missing}</td>
      <td>{goal.owners.length === 0 ? missing : reading.list(goal.owners)}</td>
    </tr>
  )
}
