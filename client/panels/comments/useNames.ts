import { useEffect, useSyncExternalStore } from 'react'
import { z } from 'zod'
import type { UserId } from '../../../shared/plan/ids.ts'
import type { Thread } from '../../../shared/record/threads.ts'
import { MemberRow } from '../../../shared/wire/api.ts'
import { call, Refused, Unreachable } from '../../sync/api.ts'
import type { Journal } from '../../sync/journal.ts'

/** Asks the server for everybody's name; without a network the names of last time stand. */
async function fetchNames(journal: Journal): Promise<void> {
  try {
    const rows = await call(z.array(MemberRow), 'GET', '/members')
    journal.keepNames(new Map(rows.map(({ id, name }) => [id, name])))
  } catch (error) {
    if (!(error instanceof Unreachable) && !(error instanceof Refused)) console.error('names:', error)
  }
}

/** Names of the people in these threads: from this device, and from the server whenever one is not known. */
export function useNames(journal: Journal, threads: readonly Thread[]): ReadonlyMap<UserId, string> {
  const names = useSyncExternalStore(journal.names.subscribe, journal.names.get)
  const authors = threads.flatMap(({ author, replies }) => [author, ...replies.map((reply) => reply.author)])
  const strangers = [...new Set(authors.filter((author) => !names.has(author)))].join(' ')
  useEffect(() => {
    if (strangers === '') return
    const ask = (): void => void fetchNames(journal)
    ask()
    addEventListener('online', ask)
    return () => removeEventListener('online', ask)
  }, [journal, strangers])
  return names
}
