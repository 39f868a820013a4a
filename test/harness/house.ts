/** A running server with a committee of one chair, one member and one delegate, for tests over real sockets. */
import type * as Y from 'yjs'
import { Database } from '../../server/store/database.ts'
import { PlanLog } from '../../server/store/planLog.ts'
import type { PlanId } from '../../shared/plan/ids.ts'
import { openRaw } from './rawClient.ts'
import { foundCommittee, type Person, Server } from './relayProcess.ts'

export type House = { server: Server; chair: Person; member: Person; delegate: Person }

export async function openHouse(environment: Record<string, string> = {}, port = 0): Promise<House> {
  const server = await new Server(environment, port).start()
  const chair = await foundCommittee(server)
  const member = await chair.bring('member', '李老师')
  const delegate = await chair.bring('delegate', '王代表')
  return { server, chair, member, delegate }
}

/** One number out of the server's database, read beside it. */
export function count(server: Server, sql: string, ...values: string[]): number {
  const db = server.database()
  try {
    return Number(Object.values(db.prepare(sql).get(...values) ?? {})[0])
  } finally {
    db.close()
  }
}

/** How many updates a plan's log holds. */
export const logRows = (server: Server, plan: PlanId): number =>
  count(server, 'SELECT count(*) FROM log WHERE plan = ?', plan)

/** Somebody's view of a plan, opened afresh. */
export async function textFor(person: Person, plan: PlanId): Promise<string> {
  const client = await openRaw(person, plan)
  const text = client.text()
  client.close()
  return text
}

/** Works in the server's database beside it, as another process does. */
export function beside<T>(server: Server, work: (db: Database) => T): T {
  const db = new Database(server.data)
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** The text as the log alone gives it. */
export const storedDoc = (server: Server, plan: PlanId): Y.Doc =>
  beside(server, (db) => new PlanLog(db).load(plan).doc)
