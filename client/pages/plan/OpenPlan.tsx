import type { Editor } from '@tiptap/core'
import { useCallback, useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { planName } from '../../../shared/plan/planName.ts'
import type { ReadPart } from '../../../shared/inputs/readFile.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { mayComment, mayCreatePlan, mayInvite, mayWrite } from '../../../shared/record/may.ts'
import { Role, Stage } from '../../../shared/record/roles.ts'
import type { Me } from '../../../shared/wire/api.ts'
import { isUnwritten } from '../../editor/blank.ts'
import { CommentBubble, CommentButton } from '../../editor/comments/CommentButton.tsx'
import { commentExtension } from '../../editor/comments/commentExtension.ts'
import { useCommenting } from '../../editor/comments/useCommenting.ts'
import { goToBlock } from '../../editor/goToBlock.ts'
import { isImeKey } from '../../editor/ime.ts'
import { Outline } from '../../editor/Outline.tsx'
import { PlanEditor } from '../../editor/PlanEditor.tsx'
import { nameThePlan } from '../../editor/title.ts'
import { UndoButtons } from '../../editor/UndoButtons.tsx'
import { useActiveSection } from '../../editor/useActiveSection.ts'
import { useTypedPlan } from '../../editor/useTypedPlan.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'
import type { ImportPlace } from '../../panels/import/ImportDialog.tsx'
import { createPlans } from '../../sync/createPlans.ts'
import { keepBeforeImport } from '../../sync/history.ts'
import type { PlanSession } from '../../sync/planSession.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PersonMenu } from '../../ui/PersonMenu.tsx'
import { PlanLang } from '../../ui/planLang.ts'
import { go } from '../../ui/router.ts'
import { useRefused } from '../../sync/useRefused.ts'
import { SaveChip } from '../../ui/SaveChip.tsx'
import { Correcting, isUndoOutside } from './Correcting.tsx'
import { importBlocks } from './importBlocks.ts'
import { MendedNote } from './MendedNote.tsx'
import { People } from './People.tsx'
import { PasteNote } from './PasteNote.tsx'
import { MoreView, PhoneBar } from './PhoneBar.tsx'
import { type PlanDialog, PlanDialogs } from './PlanDialogs.tsx'
import { PlanHeader } from './PlanHeader.tsx'
import { ReadOnlyNote } from './ReadOnlyNote.tsx'
import { RefusedNote } from './RefusedNote.tsx'
import { SidePanel } from './SidePanel.tsx'
import { TitleField } from './TitleField.tsx'
import { useReadNote } from './useReadNote.ts'
import { useWalkAsked } from './useWalkAsked.ts'
import { hasDrawers, isPhone, type Panel, panelsFor, type View } from './views.ts'
import './plan.css'
import './planNotes.css'

/** The sheet in the middle, its outline and what was read beside it. */
export default function OpenPlan({ me, session }: { me: Me; session: PlanSession }) {
  const words = useMessages(planWords)
  const common = useMessages(commonWords)
  const [editor, setEditor] = useState<Editor | null>(null)
  const typed = useTypedPlan(editor)
  // The panels of a long plan take longer than a frame: they follow the typing, they do not hold it up.
  const settled = useDeferredValue(typed)
  const active = useActiveSection(editor, typed?.plan ?? null)
  const standing = useSyncExternalStore(session.standing.subscribe, session.standing.get)
  // The server's word may have changed since this page was opened.
  const role = Role.catch(me.role).parse(standing?.role)
  const refused = useRefused(session)
  const isGone = refused === 'not-found'
  const editable = !isGone && (standing?.mayWrite ?? mayWrite(role, 'draft'))
  const { live, commenting } = useCommenting(me, session)
  const { note, dropNote, noteRemoved, noteRead, pasting } = useReadNote(session)
  const extensions = useMemo(() => [commentExtension(live), ...pasting], [live, pasting])
  const [view, setView] = useState<View>('text')
  const [panel, setPanel] = useState<Panel>('months')
  const [error, setError] = useState<unknown>(null)
  const [dialog, setDialog] = useState<PlanDialog | null>(null)
  const stage = Stage.catch('draft').parse(standing?.stage)
  const panels = panelsFor(role)
  const name = (typed === null ? null : planName(typed.front, typed.blocks)) ?? ''
  const title = name === '' ? common.untitled : name

  useEffect(() => {
    document.title = `${title} · ${common.product}`
  }, [title, common])

  const showPanel = useCallback(
    (name: Panel): void => {
      setPanel(name)
      if (hasDrawers()) setView('panel')
    },
    [setPanel, setView],
  )
  useEffect(() => commenting?.asked.subscribe(() => showPanel('comments')), [commenting, showPanel])
  const showCheck = useCallback(() => showPanel('check'), [showPanel])
  const { isWalkAsked, askWalk, done } = useWalkAsked(editable && dialog === null, showCheck)

  const goTo = useCallback(
    (block: BlockId) => {
      if (isPhone()) setView('text')
      // The sheet may be hidden until this render on a phone.
      if (editor !== null) requestAnimationFrame(() => goToBlock(editor, block))
    },
    [editor, setView],
  )

  const showText = useCallback((): boolean => {
    const isCovered = hasDrawers()
    if (isCovered) setView('text')
    return isCovered
  }, [setView])

  const take = (plans: readonly ReadPart[], place: ImportPlace): void => {
    setDialog(null)
    const [read] = plans
    if (editor === null || read === undefined) return
    const isFirst = isUnwritten(editor.state.doc)
    if (plans.length > 1 || (place === 'new' && !isFirst)) {
      createPlans(me, plans).then(go, setError)
      return
    }
    const kept = isFirst ? Promise.resolve() : keepBeforeImport(me, session)
    void kept.then(() => {
      noteRead(read, isFirst)
      const first = importBlocks(editor, read, place === 'cursor' ? 'cursor' : 'end')
      if (first !== null) goTo(first)
    })
  }

  const onImport = editable ? () => setDialog('import') : null
  const onShare = mayInvite(role) && !isGone ? () => setDialog('share') : null
  const stageWords = common.stage[stage]
  const lang = typed?.plan.lang
  return (
    <PlanLang value={lang}>
      <div
        className="plan"
        data-view={view}
        onKeyDown={(event) => {
          if (editor !== null && editable && isUndoOutside(event.nativeEvent)) {
            event.preventDefault()
            editor.commands.undo()
          }
          if (event.key === 'Escape' && !event.defaultPrevented && !isImeKey(event.nativeEvent))
            setView('text')
        }}
      >
        <PlanHeader
          title={
            editable && editor !== null ? (
              <TitleField title={title} name={name} onName={(given) => nameThePlan(editor, given)} />
            ) : (
              title
            )
          }
          lang={name === '' ? undefined : lang}
          stage={stageWords}
          view={view}
          onView={setView}
          onImport={onImport}
          onShare={onShare}
        >
          {editable && editor !== null && <UndoButtons editor={editor} />}
          <People awareness={session.awareness} me={me.user.id} />
          <SaveChip session={session} />
          <span className="plan-person">
            <PersonMenu me={me} />
          </span>
        </PlanHeader>
        <aside className="plan-outline">
          {typed !== null && <Outline plan={typed.plan} active={active} onGo={goTo} />}
        </aside>
        <main className="plan-main">
          {refused !== null && (
            <RefusedNote code={refused} session={session} name={me.user.name} title={title} />
          )}
          {!editable && !isGone && <ReadOnlyNote role={role} stage={stage} standing={standing} />}
          <MendedNote session={session} editor={editor} />
          <ErrorNote error={error} />
          <PasteNote
            editor={editor}
            note={note}
            onWalk={askWalk}
            onClose={dropNote}
            onRemoved={noteRemoved}
          />
          <PlanEditor
            session={session}
            name={me.user.name}
            editable={editable}
            onEditor={setEditor}
            lang={lang}
            extensions={extensions}
            bubbleExtras={
              editor !== null &&
              commenting !== null && <CommentButton editor={editor} commenting={commenting} />
            }
          />
          {!editable && !isGone && editor !== null && commenting !== null && mayComment(role, stage) && (
            <CommentBubble editor={editor} commenting={commenting} />
          )}
        </main>
        <aside className="plan-panel" aria-label={words.panels}>
          <SidePanel
            me={me}
            session={session}
            editor={editor}
            editable={editable}
            commenting={commenting}
            typed={settled}
            panel={panels.includes(panel) ? panel : 'months'}
            panels={panels}
            onPanel={setPanel}
            onGo={goTo}
            // What was just pasted may not be read yet.
            isWalkAsked={isWalkAsked && settled === typed}
            onWalkAsked={done}
            onText={showText}
          />
        </aside>
        <MoreView panels={panels} onPanel={showPanel} onImport={onImport} onShare={onShare}>
          <span className="plan-stage">{stageWords}</span>
          <People awareness={session.awareness} me={me.user.id} />
          <PersonMenu me={me} />
        </MoreView>
        <PhoneBar view={view} panel={panel} onView={setView} onPanel={showPanel} />
        <Correcting editor={editor} typed={typed} shown={settled} />
        <PlanDialogs
          dialog={dialog}
          me={me}
          plan={session.plan}
          editor={editor}
          mayCreate={mayCreatePlan(role)}
          onImport={take}
          onClose={() => setDialog(null)}
        />
      </div>
    </PlanLang>
  )
}
