import type { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import type { Block } from '../../../shared/plan/block.ts'
import type { Me } from '../../../shared/wire/api.ts'
import type { VersionRow } from '../../../shared/wire/history.ts'
import { commonWords } from '../../i18n/common.ts'
import { historyWords } from '../../i18n/history.ts'
import { useMessages } from '../../i18n/messages.ts'
import { keepVersion, whenSaved } from '../../sync/history.ts'
import type { PlanSession } from '../../sync/planSession.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Naming } from './Naming.tsx'
import { useVersions } from './useVersions.ts'
import { VersionList } from './VersionList.tsx'
import { VersionView } from './VersionView.tsx'
import '../panel.css'
import './history.css'

type HistoryPanelProps = {
  me: Me
  session: PlanSession
  typed: { blocks: readonly Block[] }
  editor: Editor | null
  editable: boolean
}

/** 历史: the states that the text went through, newest first; one chosen shows what differs from now. */
export function HistoryPanel({ me, session, typed, editor, editable }: HistoryPanelProps) {
  const words = useMessages(historyWords)
  const common = useMessages(commonWords)
  const { rows, error, reload } = useVersions(session.plan)
  const [chosen, setChosen] = useState<VersionRow | null>(null)
  const [said, setSaid] = useState('')
  const panel = useRef<HTMLDivElement>(null)
  const status = useRef<HTMLParagraphElement>(null)
  /** The version that was looked at: its row takes the focus when the list is back. */
  const left = useRef<number | null>(null)
  /** It was just gone back to: what is said of it takes the focus, the button that asked is gone. */
  const isBack = useRef(false)
  // The days are those of when the list was asked for.
  const [now] = useState(() => Date.now())

  useEffect(() => {
    if (chosen !== null) return
    if (isBack.current) status.current?.focus()
    isBack.current = false
    if (left.current === null) return
    panel.current?.querySelector<HTMLElement>(`[data-version="${left.current}"]`)?.focus()
    left.current = null
  }, [chosen])

  const name = async (given: string, row: VersionRow | null): Promise<void> => {
    if (row === null) await whenSaved(session)
    const kept = await keepVersion(me, session.plan, {
      kind: 'named',
      name: given,
      ...(row === null ? {} : { seq: row.seq }),
    })
    if (row !== null) setChosen(kept)
    setSaid(words.named(given))
    status.current?.focus()
    reload()
  }
  return (
    <div className="panel history" ref={panel}>
      <p ref={status} tabIndex={-1} className="history-said" role="status">
        {said}
      </p>
      {chosen !== null ? (
        <VersionView
          key={chosen.seq}
          me={me}
          session={session}
          row={chosen}
          blocks={typed.blocks}
          editor={editable ? editor : null}
          now={now}
          onName={(given) => name(given, chosen)}
          onRestored={() => {
            isBack.current = true
            setChosen(null)
            setSaid(words.restored)
            reload()
          }}
          onBack={() => {
            left.current = chosen.seq
            setChosen(null)
            setSaid('')
          }}
          focusAfter={status}
        />
      ) : (
        <>
          <Naming label={words.nameNow} name="" onName={(given) => name(given, null)} />
          <ErrorNote error={error} />
          {error !== null && (
            <button type="button" className="panel-button" onClick={reload}>
              {words.retry}
            </button>
          )}
          {rows === null && error === null && <p className="soft">{common.loading}</p>}
          {rows?.length === 0 && (
            <div className="panel-empty">
              <p>{words.empty}</p>
              <p>{words.emptyHint}</p>
            </div>
          )}
          {rows !== null && rows.length > 0 && <VersionList rows={rows} now={now} onChoose={setChosen} />}
        </>
      )}
    </div>
  )
}
