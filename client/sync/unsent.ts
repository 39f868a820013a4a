import type { Entry } from './accounts.ts'

/** Clocks by Yjs client. */
type Clocks = ReadonlyMap<number, number>

/** From which clock on the relay has not acknowledged what each Yjs client wrote on this device. */
export class Unsent {
  private readonly written = new Map<string, Clocks>()

  /** A change that the relay may lack, with the clocks at which it begins. */
  note(key: string, from: Clocks): void {
    this.written.set(key, from)
  }

  /** The first clocks of what still waits; the rest is forgotten. */
  first(pending: readonly Entry[]): Clocks {
    const keys = new Set(pending.map(({ key }) => key))
    const first = new Map<number, number>()
    for (const [key, from] of this.written) {
      if (!keys.has(key)) this.written.delete(key)
      else for (const [client, clock] of from) first.set(client, Math.min(clock, first.get(client) ?? clock))
    }
    return first
  }
}
