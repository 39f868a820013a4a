import * as Y from 'yjs'
import { isSameText, Places, type TextId } from './places.ts'
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
 *    beside one is where an editor can draw it, and is not deleted by being there; each with its text, because
 *    what names neighbours of two texts is not the same to every replica (shape.ts).
 * 2. `alive`: those of them that are letters and are not deleted, so that deleting one is news.
 */
export class Learned {
  private readonly places = new Places()
  private readonly alive = new Ranges()

  forget(): void {
    this.places.clear()
    this.alive.clear()
  }

  /**
   * Whether an update does nothing but put letters of one client beside places of one text, or delete places. The
   * replica would take it as it stands; it is then remembered with `take`.
   */
  isPlain({ structs, deletions, partly, next }: Compared): boolean {
    const { places } = this
    if (partly || next.size > 1) return false
    if (structs.length > 0 && this.textOf(structs) === null) return false
    for (const { client, from, to } of deletions) if (!places.covers(client, from, to)) return false
    return (
      structs.length > 0 || deletions.some(({ client, from, to }) => this.alive.touches(client, from, to))
    )
  }

  /** The text that these are letters in, all of them; null when they are not, or it is not known. */
  private textOf(structs: Compared['structs']): TextId | null {
    const [first] = structs
    let text: TextId | null = null
    for (const { client, from, references, typed } of structs) {
      if (!typed) return null
      for (const id of references) {
        // What the same update wrote before is in the same text.
        if (first !== undefined && id.client === client && id.clock >= first.from && id.clock < from) continue
        const here = this.places.textOf(id.client, id.clock)
        if (here === null || (text !== null && !isSameText(here, text))) return null
        text = here
      }
    }
    return text
  }

  /** Remembers a plain update. */
  take({ structs, deletions }: Compared): void {
    const text = this.textOf(structs)
    if (text !== null) for (const { client, from, to } of structs) this.letters(client, from, to, text)
    for (const { client, from, to } of deletions) this.alive.remove(client, from, to)
    this.bound()
  }

  private letters(client: number, from: number, to: number, text: TextId): void {
    this.places.add(client, from, to, text)
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
        const text = struct instanceof Y.Item ? textIdOf(struct) : null
        if (!(struct instanceof Y.Item) || text === null) continue
        this.see(struct, text)
        for (const id of [struct.origin, struct.rightOrigin]) {
          const beside = id === null ? null : Y.getItem(replica.store, id)
          if (beside instanceof Y.Item && beside.parent === struct.parent) this.see(beside, text)
        }
      }
    this.bound()
  }

  private see({ id: { client, clock }, length, deleted, content }: Y.Item, text: TextId): void {
    if (deleted || !(content instanceof Y.ContentString)) this.places.add(client, clock, clock + length, text)
    else this.letters(client, clock, clock + length, text)
  }
}

/** Which text this is in; null when in none that is not deleted. */
function textIdOf({ parent, parentSub }: Y.Item): TextId | null {
  const text = parentSub === null && parent instanceof Y.XmlText ? parent._item : null
  return text === null || text.deleted ? null : text.id
}

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
