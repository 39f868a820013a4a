import type { ReadPart, ReadParts } from '../../../shared/inputs/readFile.ts'
import { type ImportProblem, importWords } from '../../i18n/import.ts'
import { useLanguage } from '../../i18n/language.ts'
import { useMessages } from '../../i18n/messages.ts'
import { importSummary } from './importSummary.ts'
import { outlineOf } from './outlineOf.ts'

/** What became of reading a source. */
export type Outcome =
  | { kind: 'none' }
  | { kind: 'reading' }
  | { kind: 'read'; read: ReadParts }
  | { kind: 'problem'; why: ImportProblem }

type Chosen = { chosen: readonly ReadPart[]; onChoose: (chosen: readonly ReadPart[]) => void }

/** What was recognised, or why nothing could be read; several plans to choose from. */
export function ImportOutcome({ outcome, chosen, onChoose }: { outcome: Outcome } & Chosen) {
  const words = useMessages(importWords)
  const language = useLanguage()
  const parts = outcome.kind === 'read' ? outcome.read.parts : []
  const [only] = parts
  return (
    <div className="import-outcome" aria-live="polite" aria-busy={outcome.kind === 'reading'}>
      {outcome.kind === 'problem' && <p className="import-problem">{words.problem(outcome.why)}</p>}
      {outcome.kind === 'reading' && <p>{words.reading}</p>}
      {parts.length === 1 && only !== undefined && (
        <>
          <p className="import-summary">{importSummary(only, language)}</p>
          <Outline read={only} />
        </>
      )}
      {parts.length > 1 && <Parts parts={parts} chosen={chosen} onChoose={onChoose} />}
    </div>
  )
}

/** The plans of a text that holds several, to choose from. */
function Parts({ parts, chosen, onChoose }: { parts: readonly ReadPart[] } & Chosen) {
  const words = useMessages(importWords)
  const language = useLanguage()
  return (
    <fieldset className="import-parts">
      <legend className="import-summary">{words.several(parts.length)}</legend>
      <div>
        {parts.map((part, index) => (
          <label key={index}>
            <input
              type="checkbox"
              checked={chosen.includes(part)}
              onChange={(event) =>
                onChoose(parts.filter((one) => (one === part ? event.target.checked : chosen.includes(one))))
              }
            />
            <span>
              {firstWords(part) ?? words.untitled}
              <small>{importSummary(part, language)}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** A plan's first words, its number among several with them (篇二). */
const firstWords = ({ blocks }: ReadPart): string | undefined =>
  blocks
    .find(({ text }) => text.trim() !== '')
    ?.text.trim()
    .slice(0, 40)

function Outline({ read }: { read: ReadPart }) {
  const words = useMessages(importWords)
  const rows = outlineOf(read.blocks, read.plan)
  if (rows.length === 0) return null
  return (
    <ul className="import-outline" aria-label={words.outline} tabIndex={0}>
      {rows.map((row, index) => (
        <li key={index} className={`import-level-${row.level}`}>
          <span>{row.heading ?? words.beforeFirst}</span>
          {row.goals + row.items > 0 && (
            <span className="import-counts">{words.counts(row.goals, row.items)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
