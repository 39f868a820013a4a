import { z } from 'zod'
import type { Database } from '../store/database.ts'
import { hashOf, random22 } from './tokens.ts'

/** The chair's one-time link, made at each start while no committee exists; kept as a hash (RULES H1). */
export class StartLink {
  private readonly db: Database
  constructor(db: Database) {
    this.db = db
  }

  /** The secret of a fresh link; every earlier unused one stops working. */
  make(at: number): string {
    const token = random22()
    this.db.transaction(() => {
      this.db.run('DELETE FROM start_links WHERE used_at IS NULL')
      this.db.run('INSERT INTO start_links (hash, created_at) VALUES (?, ?)', hashOf(token), at)
    })
    return token
  }

  /** Uses up the link; says what is wrong with it otherwise. The caller opens the transaction. */
  use(token: string, at: number): 'ok' | 'link-used' | 'link-invalid' {
    const state = this.look(token)
    if (state === 'ok') this.db.run('UPDATE start_links SET used_at = ? WHERE hash = ?', at, hashOf(token))
    return state
  }

  /** What using the link would say. */
  look(token: string): 'ok' | 'link-used' | 'link-invalid' {
    const Known = z.object({ used: z.number().nullable() })
    const known = this.db.one(Known, 'SELECT used_at AS used FROM start_links WHERE hash = ?', hashOf(token))
    if (known === null) return 'link-invalid'
    return known.used === null ? 'ok' : 'link-used'
  }
}
