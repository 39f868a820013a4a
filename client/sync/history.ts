import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import { type KeepVersionBody, Version, VersionRow } from '../../shared/wire/history.ts'
import { call, Unreachable } from './api.ts'
import { soon } from './patience.ts'
import type { Owner, PlanSession } from './planSession.ts'

/** A plan's versions, newest first. Throws as `call` does. */
export const versionsOf = (plan: PlanId): Promise<VersionRow[]> =>
  call(VersionRow.array(), 'GET', `/plans/${plan}/versions`)

/** The whole text of a version, as a document of its own that nobody writes. Throws as `call` does. */
export async function openVersion(plan: PlanId, seq: number): Promise<Y.Doc> {
  const { state } = await call(Version, 'GET', `/plans/${plan}/versions/${seq}`)
  const doc = new Y.Doc()
  Y.applyUpdate(
    doc,
    Uint8Array.from(atob(state), (letter) => letter.charCodeAt(0)),
  )
  return doc
}

/** Keeps the text as the server has it now, or names a version. Throws as `call` does. */
export const keepVersion = (me: Owner, plan: PlanId, body: KeepVersionBody): Promise<VersionRow> =>
  call(VersionRow, 'POST', `/plans/${plan}/versions`, body, me.user.id)

/** Resolves when the server has all that was written here. Throws Unreachable when there is no connection. */
export function whenSaved({ facts }: PlanSession): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { connected, pendingPlaces } = facts.get()
      if (connected && pendingPlaces > 0) return
      stop()
      if (connected) resolve()
      else reject(new Unreachable('not connected'))
    }
    const stop = facts.subscribe(look)
    look()
  })
}

/**
 * Keeps the text before an import. Without a network, or when the server does not answer soon, the import goes on:
 * it only adds, and undo takes it back.
 */
export async function keepBeforeImport(me: Owner, { plan, facts }: PlanSession): Promise<void> {
  if (!facts.get().connected) return
  await soon(
    keepVersion(me, plan, { kind: 'import' }).catch((cause: unknown) => console.warn('history:', cause)),
    null,
  )
}
