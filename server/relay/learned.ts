import * as Y from 'yjs'
import { Ranges } from './ranges.ts'
import type { Compared } from './receive.ts'

/** Runs that are remembered of one plan; people who type make one each. */
const MOST_RUNS = 2_000

type Ids = { client: number; from: number; to: number }

/**
 * What a plan's room has seen of its texts, so that plain typing needs no replica.
 *
 * Invariants, which hold of any replica of the log and this turn:
 * 1. `places`: ids of letters and formats in a text whose element is not deleted, so that a piece of text
 *    beside one is where an editor can draw it, and is not deleted by being there.
 * 2. `alive`: those of them that are letters and are not deleted, so that deleting one is news.
 */
export class Learned {
  private readonly places = new Ranges()
  private readonly alive = new Ranges()

  forget(): void {
    this.places.clear()
    this.alive.clear()
  }

  /**
   * Whether an update does nothing but put letters of one client beside places, or delete places. The replica would
   * take it as it stands; it is then remembered with `take`.
   */
  isPlain({ structs, deletions, partly, next }: Compared): boolean {
    const { places } = this
    if (partly || next.size > 1) return false
    const [first] = structs
    for (const { client, from, references, typed } of structs) {
      if (!typed) return false
      for (const id of references) {
        // What the same update wrote before is beside a place too.
        const own = first !== undefined && id.client === client && id.clock >= first.from && id.clock < from
        if (!own && !places.covers(id.client, id.clock, id.clock + 1)) return false
      }
    }
    for (const { client, from, to } of deletions) if (!places.covers(client, from, to)) return false
    return (
      structs.length > 0 || deletions.some(({ client, from, to }) => this.alive.touches(client, from, to))
    )
  }

  /** Remembers a plain update. */
  take({ structs, deletions }: Compared): void {
    for (const { client, from, to } of structs) this.letters(client, from, to)
    for (const { client, from, to } of deletions) this.alive.remove(client, from, to)
    this.bound()
  }

  private letters(client: number, from: number, to: number): void {
    this.places.add(client, from, to)
    this.alive.add(client, from, to)
  }

  private bound(): void {
    if (this.places.size + this.alive.size > MOST_RUNS) this.forget()
  }

  /** Learns from a replica that has taken the update. */
  learn({ structs, deletions }: Compared, replica: Y.Doc): void {
    for (const { client, from, to } of deletions) this.alive.remove(client, from, to)
    // With an element goes all that is in it.
    if (!deletions.every((run) => holdsNothing(replica, run))) this.forget()
    for (const run of structs)
      for (const struct of structsOf(replica, run)) {
        if (!isPlace(struct)) continue
        this.see(struct)
        for (const id of [struct.origin, struct.rightOrigin]) {
          const beside = id === null ? null : Y.getItem(replica.store, id)
          if (beside instanceof Y.Item && beside.parent === struct.parent) this.see(beside)
        }
      }
    this.bound()
  }

  private see({ id: { client, clock }, length, deleted, content }: Y.Item): void {
    if (deleted || !(content instanceof Y.ContentString)) this.places.add(client, clock, clock + length)
    else this.letters(client, clock, clock + length)
  }
}

/** Whether this is in a text that is not deleted. */
const isPlace = (struct: Y.Item | Y.GC): struct is Y.Item =>
  struct instanceof Y.Item &&
  struct.parentSub === null &&
  struct.parent instanceof Y.XmlText &&
  struct.parent._item?.deleted === false

/** Whether nothing can hang in what was deleted here: it was letters, formats or attributes. */
function holdsNothing(replica: Y.Doc, run: Ids): boolean {
  for (const struct of structsOf(replica, run))
    if (!(struct instanceof Y.Item && (struct.parentSub !== null || struct.parent instanceof Y.XmlText)))
      return false
  return true
}

function* structsOf(replica: Y.Doc, { client, from, to }: Ids): Generator<Y.Item | Y.GC> {
  const structs = replica.store.clients.get(client) ?? []
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
    const struct = structs[index]
    if (struct === undefined || struct.id.clock >= to) return
    if (struct instanceof Y.Item || struct instanceof Y.GC) yield struct
  }
}
