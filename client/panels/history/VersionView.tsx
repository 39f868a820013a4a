import type { Editor } from '@tiptap/core'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type * as Y from 'yjs'
import type { Block } from '../../../shared/plan/block.ts'
import { difference } from '../../../shared/plan/difference.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import type { Me } from '../../../shared/wire/api.ts'
import type { VersionRow } from '../../../shared/wire/history.ts'
import { restoreText } from '../../editor/restoreText.ts'
import { commonWords } from '../../i18n/common.ts'
import { historyWords } from '../../i18n/history.ts'
import { useMessages } from '../../i18n/messages.ts'
import { keepVersion, openVersion, whenSaved } from '../../sync/history.ts'
import type { PlanSession } from '../../sync/planSession.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Changes } from './Changes.tsx'
import { Naming } from './Naming.tsx'
import { whenWords, whyWords, writerWords } from './versionWords.ts'

type VersionViewProps = {
  me: Me
  session: PlanSession
  row: VersionRow
  /** The text now, as the panels last could follow it. */
  blocks: readonly Block[]
  /** Takes the restored text; null where it cannot be changed. */
  editor: Editor | null
  now: number
  onName: (name: string) => Promise<void>
  onRestored: () => void
  onBack: () => void
  /** Where the focus goes when it was restored. */
  focusAfter: RefObject<HTMLElement | null>
}

/** One version: what differs from the text now, its name, and going back to it. */
export function VersionView(props: VersionViewProps) {
  const { me, session, row, blocks, editor, now, onName, onRestored, onBack, focusAfter } = props
  const words = useMessages(historyWords)
  const common = useMessages(commonWords)
  const heading = useRef<HTMLHeadingElement>(null)
  const [then, setThen] = useState<Y.Doc | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [isWhole, setIsWhole] = useState(false)
  const [asks, setAsks] = useState(false)

  const load = useCallback(() => {
    openVersion(session.plan, row.seq).then((doc) => {
      setThen(doc)
      setError(null)
    }, setError)
  }, [session.plan, row.seq])
  useEffect(() => heading.current?.focus(), [])
  useEffect(load, [load])

  const before = useMemo(() => (then === null ? null : blocksOfDoc(then).blocks), [then])
  const changes = useMemo(() => (before === null ? null : difference(before, blocks)), [before, blocks])
  const when = whenWords(row.at, now)

  const restore = async (): Promise<void> => {
    if (editor === null || then === null) return
    await whenSaved(session)
    await keepVersion(me, session.plan, { kind: 'restore' })
    restoreText(editor, session.doc, then)
    onRestored()
  }
  return (
    <section className="history-version" aria-label={words.of(when)}>
      <button type="button" className="panel-button" onClick={onBack}>
        {words.back}
      </button>
      <h2 ref={heading} tabIndex={-1}>
        {row.name ?? words.of(when)}
      </h2>
      <p className="soft">
        {[...(row.name === null ? [] : [when]), whyWords(row), writerWords(row)].filter(Boolean).join(' · ')}
      </p>
      <div className="history-actions">
        <button
          type="button"
          className="panel-button panel-button-primary"
          disabled={editor === null || then === null}
          onClick={() => setAsks(true)}
        >
          {words.restore}
        </button>
        <Naming
          label={row.name === null ? words.nameThis : words.rename}
          name={row.name ?? ''}
          onName={onName}
        />
      </div>
      {editor === null && <p className="soft">{words.notNow}</p>}
      <ErrorNote error={error} />
      {error !== null && (
        <button type="button" className="panel-button" onClick={load}>
          {words.retry}
        </button>
      )}
      {changes === null && error === null && <p className="soft">{common.loading}</p>}
      {changes?.every(({ kind }) => kind === 'same') === true && <p className="panel-empty">{words.same}</p>}
      {changes !== null && (
        <>
          <p className="history-legend">
            {words.legend} <ins>{words.addedSince}</ins> <del>{words.removedSince}</del>
          </p>
          <button
            type="button"
            className="panel-button"
            aria-pressed={isWhole}
            onClick={() => setIsWhole(!isWhole)}
          >
            {words.whole}
          </button>
          <Changes changes={changes} isWhole={isWhole} />
        </>
      )}
      {asks && (
        <ConfirmDialog
          title={words.restoreTitle}
          action={words.restore}
          onConfirm={restore}
          onClose={() => setAsks(false)}
          focusAfter={focusAfter}
        >
          <p>{words.restoreBody(when)}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}
