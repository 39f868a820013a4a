import type { Editor } from '@tiptap/core'
import { useRef, useState } from 'react'
import type { Finding } from '../../../shared/plan/check.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { findingWords } from '../../i18n/findings.ts'
import { useMessages } from '../../i18n/messages.ts'
import { FindingRow } from './FindingRow.tsx'
import { drawNumbers } from './mends.ts'
import { WalkStart } from '../walk/WalkStart.tsx'
import '../panel.css'
import './check.css'

/** Up to this many places of one kind are shown without being asked for. */
const AT_ONCE = 2

type CheckPanelProps = {
  findings: readonly Finding[]
  typed: TypedPlanState
  editor: Editor | null
  editable: boolean
  /** Person and plan, as this device names what it remembers for them. */
  store: string
  onGo: (block: BlockId) => void
  /** To begin with the unsure places was asked for from elsewhere. */
  isWalkAsked: boolean
  onWalkAsked: () => void
  /** Shows the text where the panel covers it; says whether it did. */
  onText: () => boolean
}

/** 检查: what a careful chair would look at, by kind; a click goes to the place, and some are mended by one. */
export function CheckPanel(props: CheckPanelProps) {
  const { findings, typed, editor, editable, store, onGo, isWalkAsked, onWalkAsked, onText } = props
  const words = useMessages(findingWords)
  const summary = useRef<HTMLParagraphElement>(null)
  const [said, setSaid] = useState('')
  const mender = editable ? editor : null
  // The button that mended goes with its place: the focus stays in the panel.
  const mended = (): void => {
    summary.current?.focus()
    setSaid(words.mended)
  }
  return (
    <div className="panel">
      {mender !== null && (
        <WalkStart
          typed={typed}
          editor={mender}
          store={store}
          isAsked={isWalkAsked}
          onAsked={onWalkAsked}
          onText={onText}
        />
      )}
      <p ref={summary} tabIndex={-1} className={findings.length === 0 ? 'panel-empty' : 'panel-summary'}>
        {findings.length === 0 ? words.none : words.found(findings.length)}
      </p>
      <p className="check-said" role="status">
        {said}
      </p>
      {[...Map.groupBy(findings, ({ kind }) => kind)].map(([kind, found]) => (
        // A few places are shown at once; many of one kind are one line that opens.
        <details key={kind} className="check-group" open={found.length <= AT_ONCE}>
          <summary>{words.kinds[kind](found.length)}</summary>
          {kind === 'number-differs' && mender !== null && (
            <button
              type="button"
              className="plain"
              onClick={() => {
                drawNumbers(mender, new Set(found.map(({ block }) => block)))
                mended()
              }}
            >
              {words.renumber}
            </button>
          )}
          <ul>
            {found.map((finding, index) => (
              <FindingRow
                key={`${finding.block} ${index}`}
                finding={finding}
                typed={typed}
                editor={mender}
                onGo={onGo}
                onMended={mended}
              />
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}
