import { lazy, Suspense, useMemo, useState, useSyncExternalStore } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { refusals } from '../i18n/refusals.ts'
import { syncWords } from '../i18n/sync.ts'
import { calmChip } from '../sync/calmChip.ts'
import type { PlanSession } from '../sync/planSession.ts'
import { isTakenBack } from '../sync/takenBack.ts'
import type { Chip } from '../sync/status.ts'
import { ahead } from './ahead.ts'
import './saveChip.css'

const SetAsideDialog = lazy(ahead(() => import('./SetAsideDialog.tsx')))

/** What a listener to the screen is told: only when the connection goes, comes back, or something is wrong. */
const isNews = (chip: Chip): boolean => chip.kind !== 'writing' && chip.kind !== 'local'

/** The truth about saving, always in view, and the way to work that was not accepted. */
export function SaveChip({ session }: { session: PlanSession }) {
  const words = useMessages(syncWords)
  const sentences = useMessages(refusals)
  const calm = useMemo(() => calmChip(session.facts), [session])
  const chip = useSyncExternalStore(calm.subscribe, calm.get)
  const aside = useSyncExternalStore(session.setAside.subscribe, session.setAside.get)
  const [open, setOpen] = useState(false)
  const [told, setTold] = useState(chip)
  if (isNews(chip) && told.kind !== chip.kind) setTold(chip)

  const textOf = (one: Chip): string =>
    one.kind === 'saved' || one.kind === 'writing' || one.kind === 'connecting'
      ? words[one.kind]
      : words[one.kind](one.places)
  const hints: Record<Exclude<Chip['kind'], 'refused'>, string> = {
    saved: words.savedHint,
    local: words.localHint,
    writing: words.writing,
    connecting: words.connecting,
    offline: words.offlineHint,
    broken: words.brokenHint,
  }
  const hintOf = (one: Chip): string => (one.kind === 'refused' ? sentences[one.code] : hints[one.kind])
  const count = aside.reduce((sum, one) => sum + one.proposals.length, 0)
  const buttonWords = isTakenBack(aside) ? words.takeBackButton : words.asideButton
  // Nothing left to decide on closes the list.
  if (open && count === 0) setOpen(false)
  return (
    <>
      <span className="save-chip" data-kind={chip.kind} title={hintOf(chip)}>
        {textOf(chip)}
      </span>
      <span className="save-chip-told" role="status">
        {told.kind === 'saved' || told.kind === 'connecting' ? words[told.kind] : hintOf(told)}
      </span>
      {count > 0 && (
        <button type="button" className="save-chip-aside" onClick={() => setOpen(true)}>
          {buttonWords(count)}
        </button>
      )}
      {open && (
        <Suspense>
          <SetAsideDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
