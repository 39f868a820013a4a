import type { Change } from '../../../shared/plan/difference.ts'
import type { Piece } from '../../../shared/plan/wordDifference.ts'
import { historyWords } from '../../i18n/history.ts'
import { useMessages } from '../../i18n/messages.ts'
import { usePlanLang } from '../../ui/planLang.ts'

/** Unchanged blocks beside a change that are shown for their sense. */
const AROUND = 1

type Shown = { kind: 'change'; change: Change } | { kind: 'rest'; count: number }

/** The changes with a block of what stays around them, the rest as a number; or all of the text. */
function shownOf(changes: readonly Change[], isWhole: boolean): Shown[] {
  if (isWhole) return changes.map((change) => ({ kind: 'change', change }))
  const shown: Shown[] = []
  for (const [index, change] of changes.entries()) {
    const near = changes.slice(Math.max(0, index - AROUND), index + AROUND + 1)
    const last = shown.at(-1)
    if (near.some(({ kind }) => kind !== 'same')) shown.push({ kind: 'change', change })
    else if (last?.kind === 'rest') last.count += 1
    else shown.push({ kind: 'rest', count: 1 })
  }
  return shown
}

const piecesOf = (change: Change): readonly Piece[] => {
  if (change.kind === 'changed') return change.pieces
  if (change.kind === 'added') return [{ kind: 'added', text: change.after.text }]
  return [{ kind: change.kind, text: change.before.text }]
}

type ChangesProps = {
  changes: readonly Change[]
  /** Whether what stayed is shown too. */
  isWhole: boolean
}

/** What differs between a version and the text now: struck what went, underlined what came, each with its word. */
export function Changes({ changes, isWhole }: ChangesProps) {
  const words = useMessages(historyWords)
  const lang = usePlanLang()
  const labelsOf = (change: Change): string[] => {
    if (change.kind === 'same') return []
    if (change.kind !== 'changed') return [words[change.kind]]
    const isReworded = change.pieces.some(({ kind }) => kind !== 'same')
    return [
      ...(isReworded ? [words.changed] : []),
      ...(change.moved ? [words.moved] : []),
      ...(change.reshaped ? [words.reshaped] : []),
    ]
  }
  return (
    <ol className="history-changes" aria-label={words.legend}>
      {shownOf(changes, isWhole).map((one, index) =>
        one.kind === 'rest' ? (
          <li key={index} className="history-rest soft">
            {words.unchanged(one.count)}
          </li>
        ) : (
          <li
            key={index}
            data-change={one.change.kind}
            data-kind={one.change.kind === 'removed' ? one.change.before.kind : one.change.after.kind}
          >
            {labelsOf(one.change).map((label) => (
              <span key={label} className="history-label">
                {label}
              </span>
            ))}
            <span lang={lang}>
              <Words pieces={piecesOf(one.change)} />
            </span>
          </li>
        ),
      )}
    </ol>
  )
}

function Words({ pieces }: { pieces: readonly Piece[] }) {
  const words = useMessages(historyWords)
  if (pieces.every(({ text }) => text.trim() === '')) return <span className="soft">{words.emptyLine}</span>
  return pieces.map(({ kind, text }, index) => {
    if (kind === 'added') return <ins key={index}>{text}</ins>
    if (kind === 'removed') return <del key={index}>{text}</del>
    return <span key={index}>{text}</span>
  })
}
