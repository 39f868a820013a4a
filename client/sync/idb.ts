/**
 * One IndexedDB database that heals: opened when first needed, and again after the browser closed it
 * (a version change by another tab, storage pressure, a restored page). Every step is one transaction;
 * its promise settles when the transaction is complete, which with `strict` durability means on disk.
 *
 * Invariants:
 * 1. When the database is open, the transaction is created within the call, so that work started in
 *    `pagehide` is not lost to a pending microtask.
 * 2. A failure is a rejected promise, never an exception into the caller's stack.
 */
export type Durability = 'strict' | 'relaxed'

/** Creates stores; called for a database that is new. */
export type Upgrade = (db: IDBDatabase) => void

/** The result of one request inside a transaction. */
export const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(asError(request.error)))
  })

const asError = (cause: unknown): Error =>
  cause instanceof Error ? cause : new Error('IndexedDB failed', { cause })

/** A request that never answers (a hung profile, a blocked upgrade) counts as broken after this long, milliseconds. */
const OPEN_MS = 5_000

export class Idb {
  readonly name: string
  private readonly upgrade: Upgrade
  private current: IDBDatabase | null = null
  private opening: Promise<IDBDatabase> | null = null
  private closed = false

  constructor(name: string, upgrade: Upgrade) {
    this.name = name
    this.upgrade = upgrade
  }

  private open(): Promise<IDBDatabase> {
    this.opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`IndexedDB does not answer: ${this.name}`)), OPEN_MS)
      const request = indexedDB.open(this.name, 1)
      request.addEventListener('upgradeneeded', () => this.upgrade(request.result))
      request.addEventListener('error', () => reject(asError(request.error)))
      request.addEventListener('success', () => {
        clearTimeout(timer)
        const db = request.result
        const forget = (): void => {
          if (this.current === db) this.current = null
        }
        db.addEventListener('close', forget)
        db.addEventListener('versionchange', () => {
          forget()
          db.close()
        })
        if (this.closed) db.close()
        else this.current = db
        resolve(db)
      })
    }).finally(() => {
      this.opening = null
    })
    return this.opening
  }

  /** Runs one transaction and gives what `work` gave, once everything in it is stored. */
  run<T>(
    mode: 'readonly' | 'readwrite',
    stores: string | string[],
    work: (tx: IDBTransaction) => Promise<T>,
    durability: Durability = 'strict',
  ): Promise<T> {
    const attempt = (db: IDBDatabase): Promise<T> => {
      const tx = db.transaction(stores, mode, { durability })
      const complete = new Promise<void>((resolve, reject) => {
        tx.addEventListener('complete', () => resolve())
        tx.addEventListener('abort', () => reject(asError(tx.error)))
      })
      const value = work(tx)
      return Promise.all([value, complete]).then(([result]) => result)
    }
    if (this.current !== null) {
      try {
        return attempt(this.current)
      } catch {
        // The connection was closed under us: open it again, below.
        this.current = null
      }
    }
    return this.open().then(attempt)
  }

  close(): void {
    this.closed = true
    this.current?.close()
    this.current = null
  }
}

/** Deletes a whole database; resolves also when another tab still holds it open (it goes when that closes). */
export const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('blocked', () => resolve())
    request.addEventListener('error', () => reject(asError(request.error)))
  })
