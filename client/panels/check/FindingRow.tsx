import type { Editor } from '@tiptap/core'
import type { Finding } from '../../../shared/plan/check.ts'
import { parseFix } from '../../../shared/plan/fix.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { makeFirstLineTitle, placeOfFirstLine } from '../../editor/title.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { asOneUndo } from '../../editor/undo.ts'
import { findingWords } from '../../i18n/findings.ts'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'
import { readingWords } from '../../i18n/panels.ts'
import { usePlanLang } from '../../ui/planLang.ts'
import { ofBlock, saidBy } from '../fix/automatic.ts'
import { termOf } from '../months/term.ts'
import { lapsedWords } from './lapsedWords.ts'
import { adoptAgain, dropFixes, heirOf, keepMonths, moveByWords, removeTwin } from './mends.ts'

type FindingRowProps = {
  finding: Finding
  typed: TypedPlanState
  /** Null where the text may not be changed. */
  editor: Editor | null
  onGo: (block: BlockId) => void
  /** Something was mended: its button goes. */
  onMended: () => void
}

type Mend = { name: string; run: () => void }

/** One place that the check found: its words lead there, what is known of it stands below, and what mends it. */
export function FindingRow({ finding, typed, editor, onGo, onMended }: FindingRowProps) {
  const words = useMessages(findingWords)
  const fix = useMessages(fixWords)
  const reading = useMessages(readingWords)
  const lang = usePlanLang()
  const { block, quote } = finding
  const doubts = finding.kind === 'doubt' ? [...typed.plan.goals, ...typed.plan.monthly] : []
  const why = doubts.find((one) => one.block === block && one.quote === quote)?.doubt
  const mends = useMends(finding, typed, editor)
  const lapsed =
    finding.kind === 'fix-lapsed'
      ? lapsedWords(finding.fix, ofBlock(typed.plan, block).goals[heirIn(typed, finding) ?? 0], {
          fix,
          reading,
        })
      : null
  return (
    <li>
      <button type="button" className="check-place" lang={lang} onClick={() => onGo(block)}>
        {quote}
      </button>
      {why && <p className="check-why">{reading.why(why.reason, why.readings)}</p>}
      {lapsed !== null && <p className="check-why">{words.lapsed(lapsed)}</p>}
      {finding.kind === 'figure-differs' && (
        <button type="button" className="check-place" onClick={() => onGo(finding.otherBlock)}>
          {words.other('')}
          <span lang={lang}>{finding.other}</span>
        </button>
      )}
      {mends.length > 0 && (
        <p className="check-mends">
          {mends.map(({ name, run }) => (
            <button
              key={name}
              type="button"
              className="panel-button"
              // One block may have several corrections of which this is one.
              aria-label={words.mendOf(name, lapsed ?? quote)}
              onClick={() => {
                if (editor !== null) asOneUndo(editor, run)
                onMended()
              }}
            >
              {name}
            </button>
          ))}
        </p>
      )}
    </li>
  )
}

/** The goal of its block that would take a correction again. */
function heirIn(typed: TypedPlanState, { block, fix }: Finding & { kind: 'fix-lapsed' }): number | null {
  const now = parseFix(typed.blocks.find(({ id }) => id === block)?.fix)
  return heirOf(now, fix, saidBy(typed, block))
}

/** What one click can do about a finding. */
function useMends(finding: Finding, typed: TypedPlanState, editor: Editor | null): Mend[] {
  const words = useMessages(findingWords)
  const reading = useMessages(readingWords)
  if (editor === null) return []
  const { block } = finding
  const named = (months: readonly number[]): string => reading.list(months.map(reading.month))
  const move = (months: number[]): Mend => ({
    name: words.toMonth(named(months)),
    run: () => {
      const order = termOf(typed.plan.period, typed.plan.monthly).map(({ month }) => month)
      moveByWords(editor, block, months, order)
    },
  })
  const isItem = typed.blocks.some(({ id, kind }) => id === block && kind === 'monthlyItem')
  switch (finding.kind) {
    case 'twin':
      return [{ name: words.removeTwin, run: () => removeTwin(editor, block) }]
    case 'month-differs':
      return [
        move(finding.worded),
        { name: words.stayIn(named(finding.placed)), run: () => keepMonths(editor, block, finding.placed) },
      ]
    case 'festival-month':
      return isItem ? [move([finding.right])] : []
    case 'no-title':
      return placeOfFirstLine(editor.state.doc) === null
        ? []
        : [{ name: words.firstLineTitle, run: () => makeFirstLineTitle(editor) }]
    case 'fix-lapsed': {
      const said = saidBy(typed, block)
      const drop = { name: words.drop, run: () => dropFixes(editor, block, finding.fix, said) }
      // Where every goal has its own correction, none is left to take this one.
      if (heirIn(typed, finding) === null) return [drop]
      return [{ name: words.useAgain, run: () => adoptAgain(editor, block, finding.fix, said) }, drop]
    }
    default:
      return []
  }
}
