import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { refusals } from '../i18n/refusals.ts'
import { syncWords } from '../i18n/sync.ts'
import type { PlanSession } from '../sync/planSession.ts'
import { isTakenBack } from '../sync/takenBack.ts'
import { type Chip, chipOf, claimOf } from '../sync/status.ts'
import './saveChip.css'

const SetAsideDialog = lazy(() => import('./SetAsideDialog.tsx'))

/** A better claim is shown once it has held this long, so that the chip is calm while somebody types, milliseconds. */
const CALM_MS = 600

/** The chip to show: a lower claim at once, a higher one when it has held. */
function useCalm(chip: Chip): Chip {
  const [shown, setShown] = useState(chip)
  const key = JSON.stringify(chip)
  const isLower = claimOf(chip) <= claimOf(shown)
  useEffect(() => {
    const timer = setTimeout(() => setShown(JSON.parse(key) as Chip), isLower ? 0 : CALM_MS)
    return () => clearTimeout(timer)
  }, [key, isLower])
  return isLower ? chip : shown
}

/** What a listener to the screen is told: only when the connection goes, comes back, or something is wrong. */
const isNews = (chip: Chip): boolean => chip.kind !== 'writing' && chip.kind !== 'local'

/** The truth about saving, always in view, and the way to work that was not accepted. */
export function SaveChip({ session }: { session: PlanSession }) {
  const words = useMessages(syncWords)
  const sentences = useMessages(refusals)
  const facts = useSyncExternalStore(session.facts.subscribe, session.facts.get)
  const aside = useSyncExternalStore(session.setAside.subscribe, session.setAside.get)
  const chip = useCalm(chipOf(facts))
  const [open, setOpen] = useState(false)
  const [told, setTold] = useState(chip)
  if (isNews(chip) && told.kind !== chip.kind) setTold(chip)

  const textOf = (one: Chip): string =>
    one.kind === 'saved' || one.kind === 'writing' || one.kind === 'connecting'
      ? words[one.kind]
      : words[one.kind](one.places)
  const hints: Record<Chip['kind'], string> = {
    saved: words.savedHint,
    local: words.localHint,
    writing: words.writing,
    connecting: words.connecting,
    offline: words.offlineHint,
    broken: words.brokenHint,
    refused: facts.refused === null ? words.offlineHint : sentences[facts.refused],
  }
  const count = aside.reduce((sum, one) => sum + one.proposals.length, 0)
  const buttonWords = isTakenBack(aside) ? words.takeBackButton : words.asideButton
  // Nothing left to decide on closes the list.
  if (open && count === 0) setOpen(false)
  return (
    <>
      <span className="save-chip" data-kind={chip.kind} title={hints[chip.kind]}>
        {textOf(chip)}
      </span>
      <span className="save-chip-told" role="status">
        {told.kind === 'saved' || told.kind === 'connecting' ? words[told.kind] : hints[told.kind]}
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
