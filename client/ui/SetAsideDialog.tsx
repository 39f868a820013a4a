import { Dialog } from '@base-ui/react/dialog'
import { useRef, useSyncExternalStore } from 'react'
import { commonWords } from '../i18n/common.ts'
import { currentLanguage } from '../i18n/language.ts'
import { useMessages } from '../i18n/messages.ts'
import { refusals } from '../i18n/refusals.ts'
import { syncWords } from '../i18n/sync.ts'
import type { PlanSession, SetAside } from '../sync/planSession.ts'
import { isTakenBack } from '../sync/takenBack.ts'
import { ConfirmButton } from './ConfirmButton.tsx'

const when = (at: number): string =>
  new Date(at).toLocaleString(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' })

/** Work that the server did not accept, block by block: as it was, as one wrote it, as it is now. */
export default function SetAsideDialog({ session, onClose }: { session: PlanSession; onClose: () => void }) {
  const words = useMessages(syncWords)
  const common = useMessages(commonWords)
  const sentences = useMessages(refusals)
  const aside = useSyncExternalStore(session.setAside.subscribe, session.setAside.get)
  const standing = useSyncExternalStore(session.standing.subscribe, session.standing.get)
  const records = aside.filter((one) => one.proposals.length > 0)
  const isWritable = standing?.mayWrite === true
  const list = useRef<HTMLDivElement>(null)
  const isOwn = isTakenBack(aside)
  const reasonWords = (reason: SetAside['reason']): string => {
    if (reason === 'merged-away') return words.mergedAway
    return reason === 'diverged' ? words.mended : sentences[reason]
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="set-aside-backdrop" />
        <Dialog.Popup ref={list} className="set-aside">
          <Dialog.Title>{isOwn ? words.takeBackTitle : words.asideTitle}</Dialog.Title>
          <Dialog.Description>{isOwn ? words.takeBackIntro : words.asideIntro}</Dialog.Description>
          {records.map((record) => (
            <section key={record.id}>
              <p className="set-aside-head">
                {when(record.at)} · {reasonWords(record.reason)}
              </p>
              <ul>
                {record.proposals.map(({ block, base, mine, now, isCorrected }) => (
                  <li key={block}>
                    <dl>
                      <dt>{words.asideBase}</dt>
                      <dd>{base === '' ? words.asideEmpty : base}</dd>
                      <dt>{words.asideMine}</dt>
                      <dd>
                        {mine === '' ? words.asideDelete : mine}
                        {isCorrected && <span className="soft"> {words.asideCorrected}</span>}
                      </dd>
                      <dt>{words.asideNow}</dt>
                      <dd>{now ?? words.asideGone}</dd>
                    </dl>
                    <div className="set-aside-actions">
                      {isWritable && (
                        <button
                          type="button"
                          className="primary"
                          onClick={() => session.applySetAside(record.id, block)}
                        >
                          {words.asideApply}
                        </button>
                      )}
                      {'clipboard' in navigator && (
                        <button
                          type="button"
                          className="plain"
                          onClick={() => void navigator.clipboard.writeText(mine)}
                        >
                          {common.copy}
                        </button>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
              <ConfirmButton
                className="plain"
                action={words.asideDrop}
                title={words.asideDropAsk}
                body={words.asideDropBody}
                onConfirm={() => session.dropSetAside(record.id)}
                focusAfter={list}
              />
            </section>
          ))}
          <p>
            <Dialog.Close className="plain">{common.close}</Dialog.Close>
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
