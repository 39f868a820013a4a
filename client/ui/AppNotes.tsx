import { useEffect, useState, useSyncExternalStore } from 'react'
import type { UserId } from '../../shared/plan/ids.ts'
import { commonWords } from '../i18n/common.ts'
import { useMessages } from '../i18n/messages.ts'
import { syncWords } from '../i18n/sync.ts'
import { newVersion, offlineStartPossible, takeNewVersion } from '../sw/register.ts'
import type { OthersWork } from '../sync/unsyncedWork.ts'
import { saveAsFile } from './saveAsFile.ts'
import './appNotes.css'

async function exportWork({ user, plan, name, title }: OthersWork, untitled: string): Promise<void> {
  const { textOnDevice } = await import('../sync/unsyncedWork.ts')
  saveAsFile(`${title ?? untitled}（${name}）.txt`, await textOnDevice(user, plan))
}

/**
 * What concerns this device rather than one page: a new version, no start without network, unsynced work of
 * another than `user`, who is null when nobody is signed in.
 */
export function AppNotes({ user }: { user: UserId | null }) {
  const words = useMessages(syncWords)
  const common = useMessages(commonWords)
  const waiting = useSyncExternalStore(newVersion.subscribe, newVersion.get)
  const [others, setOthers] = useState<readonly OthersWork[]>([])
  const [closed, setClosed] = useState(false)
  const [later, setLater] = useState<ServiceWorker | null>(null)
  useEffect(() => {
    let shown = true
    import('../sync/unsyncedWork.ts')
      .then(({ othersWork }) => othersWork(user))
      .then(
        (work) => shown && setOthers(work),
        (cause: unknown) => console.warn('unsynced work of others:', cause),
      )
    return () => {
      shown = false
    }
  }, [user])
  return (
    <div className="app-notes">
      {waiting !== null && waiting !== later && (
        <p className="app-note" role="status">
          {words.newVersion}
          <button type="button" className="plain" onClick={takeNewVersion}>
            {words.update}
          </button>
          <button type="button" className="plain" onClick={() => setLater(waiting)}>
            {common.close}
          </button>
        </p>
      )}
      {user !== null && !closed && !offlineStartPossible() && (
        <p className="app-note">
          {words.offlineStartOff}
          <button type="button" className="plain" onClick={() => setClosed(true)}>
            {common.close}
          </button>
        </p>
      )}
      {others.map((work) => (
        <p key={`${work.user} ${work.plan}`} className="app-note">
          {words.othersWork(work.name, work.title ?? common.untitled, work.places)}
          <button type="button" className="plain" onClick={() => void exportWork(work, common.untitled)}>
            {words.exportWork}
          </button>
          <button
            type="button"
            className="plain"
            onClick={() => setOthers((all) => all.filter((one) => one !== work))}
          >
            {common.close}
          </button>
        </p>
      ))}
    </div>
  )
}
