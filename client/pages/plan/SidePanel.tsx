import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, lazy, memo, Suspense, useId, useMemo, useSyncExternalStore } from 'react'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { Thread } from '../../../shared/record/threads.ts'
import type { Me } from '../../../shared/wire/api.ts'
import type { Commenting } from '../../editor/comments/commenting.ts'
import { findingsOf, type TypedPlanState } from '../../editor/typedPlan.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'
import type { Live, PlanSession } from '../../sync/planSession.ts'
import type { Panel } from './views.ts'
import { ahead } from '../../ui/ahead.ts'

const CheckPanel = lazy(
  ahead(async () => ({
    default: memo((await import('../../panels/check/CheckPanel.tsx')).CheckPanel),
  })),
)
const CommentsPanel = lazy(
  ahead(async () => ({
    default: (await import('../../panels/comments/CommentsPanel.tsx')).CommentsPanel,
  })),
)
const GoalsPanel = lazy(
  ahead(async () => ({
    default: memo((await import('../../panels/goals/GoalsPanel.tsx')).GoalsPanel),
  })),
)
const HistoryPanel = lazy(
  ahead(async () => ({
    default: (await import('../../panels/history/HistoryPanel.tsx')).HistoryPanel,
  })),
)
const MonthsPanel = lazy(
  ahead(async () => ({
    default: memo((await import('../../panels/months/MonthsPanel.tsx')).MonthsPanel),
  })),
)

type SidePanelProps = {
  me: Me
  session: PlanSession
  editor: Editor | null
  editable: boolean
  commenting: Commenting | null
  /** What was read, as the panels last could follow it. */
  typed: TypedPlanState | null
  panel: Panel
  /** Those that this person may see. */
  panels: readonly Panel[]
  onPanel: (panel: Panel) => void
  onGo: (block: BlockId) => void
  /** To settle the unsure places one by one was asked for from elsewhere. */
  isWalkAsked: boolean
  onWalkAsked: () => void
  /** Shows the text where the panel covers it; says whether it did. */
  onText: () => boolean
}

const NO_THREADS: Live<readonly Thread[]> = { get: () => EMPTY, subscribe: () => () => undefined }
const EMPTY: readonly Thread[] = []

/** Goals, months, comments, history and the check, one at a time, each tab with what is open in it. */
export function SidePanel(props: SidePanelProps) {
  const { me, session, editor, editable, commenting, typed, panel, panels, onPanel, onGo, onText } = props
  const words = useMessages(planWords)
  const common = useMessages(commonWords)
  const id = useId()
  const findings = useMemo(() => (typed === null ? [] : findingsOf(typed)), [typed])
  const { subscribe, get } = commenting?.journal.threads ?? NO_THREADS
  const threads = useSyncExternalStore(subscribe, get)
  const counts: Record<Panel, number> = {
    goals: 0,
    months: 0,
    comments: threads.filter(({ resolved }) => !resolved).length,
    history: 0,
    check: findings.length,
  }

  const turn = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = panels[(panels.indexOf(panel) + step + panels.length) % panels.length] ?? panel
    onPanel(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }

  return (
    <>
      <div className="plan-tabs" role="tablist" aria-label={words.panels} onKeyDown={turn}>
        {panels.map((name) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            aria-selected={panel === name}
            aria-controls={`${id}-body`}
            tabIndex={panel === name ? 0 : -1}
            onClick={() => onPanel(name)}
          >
            {words[name]}
            {counts[name] > 0 && <span className="plan-count">{counts[name]}</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-body`} role="tabpanel" aria-labelledby={`${id}-${panel}`}>
        <Suspense fallback={<p className="soft plan-loading">{common.loading}</p>}>
          {typed !== null && panel === 'check' && (
            <CheckPanel
              findings={findings}
              typed={typed}
              editor={editor}
              editable={editable}
              store={`${me.user.id}.${session.plan}`}
              onGo={onGo}
              isWalkAsked={props.isWalkAsked}
              onWalkAsked={props.onWalkAsked}
              onText={onText}
            />
          )}
          {typed !== null && commenting !== null && panel === 'comments' && (
            <CommentsPanel commenting={commenting} session={session} me={me} typed={typed} onGo={onGo} />
          )}
          {typed !== null && panel === 'goals' && (
            <GoalsPanel typed={typed} findings={findings} editor={editor} editable={editable} onGo={onGo} />
          )}
          {typed !== null && panel === 'history' && (
            <HistoryPanel me={me} session={session} typed={typed} editor={editor} editable={editable} />
          )}
          {typed !== null && panel === 'months' && (
            <MonthsPanel typed={typed} editor={editor} editable={editable} onGo={onGo} />
          )}
        </Suspense>
      </div>
    </>
  )
}
