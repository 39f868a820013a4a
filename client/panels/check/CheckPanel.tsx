import type { Editor } from '@tiptap/core'
import type { Finding } from '../../../shared/plan/check.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { findingWords } from '../../i18n/findings.ts'
import { useMessages } from '../../i18n/messages.ts'
import { drawNumbers, removeTwin } from './mends.ts'
import '../panel.css'
import './check.css'

/** Up to this many places of one kind are shown without being asked for. */
const AT_ONCE = 2

type CheckPanelProps = {
  findings: readonly Finding[]
  editor: Editor | null
  editable: boolean
  onGo: (block: BlockId) => void
}

/** 检查: what a careful chair would look at, by kind; a click goes to the place, and some are mended by one. */
export function CheckPanel({ findings, editor, editable, onGo }: CheckPanelProps) {
  const words = useMessages(findingWords)
  if (findings.length === 0) {
    return (
      <div className="panel">
        <p className="panel-empty">{words.none}</p>
      </div>
    )
  }
  const mender = editable ? editor : null
  return (
    <div className="panel">
      <p className="panel-summary">{words.found(findings.length)}</p>
      {[...Map.groupBy(findings, ({ kind }) => kind)].map(([kind, found]) => (
        // A few places are shown at once; many of one kind are one line that opens.
        <details key={kind} className="check-group" open={found.length <= AT_ONCE}>
          <summary>{words.kinds[kind](found.length)}</summary>
          {kind === 'number-differs' && mender !== null && (
            <button
              type="button"
              className="plain"
              onClick={() => drawNumbers(mender, new Set(found.map(({ block }) => block)))}
            >
              {words.renumber}
            </button>
          )}
          <ul>
            {found.map(({ block, quote }, index) => (
              <li key={`${block} ${index}`}>
                <button type="button" className="check-place" onClick={() => onGo(block)}>
                  {quote}
                </button>
                {kind === 'twin' && mender !== null && (
                  <button type="button" className="plain" onClick={() => removeTwin(mender, block)}>
                    {words.removeTwin}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}
