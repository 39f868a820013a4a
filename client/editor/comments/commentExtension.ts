/**
 * Draws comments over the text, as decorations and never as marks in it: the highlights move with the
 * typing, and are looked up again from their anchors when the typing pauses (DESIGN 2).
 */
import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { Anchor } from '../../../shared/record/events.ts'
import { anchorOn, heldSpan, type Place, resolveAnchor } from '../../../shared/text/anchors.ts'
import { searchTextOf } from '../../../shared/text/findQuote.ts'
import type { Live } from '../../sync/planSession.ts'
import { type Commenting, NEW } from './commenting.ts'
import { drawComments, threadAt } from './drawComments.ts'
import { passagesOfEditor, samePassages, spanBetween } from './passages.ts'

/** Typing that has paused so long is over for now, milliseconds: re-reading a long plan takes about a frame. */
const PAUSE_MS = 250

const key = new PluginKey<DecorationSet>('comments')

/** Where every thread stands in the text now, and the comment being written. */
function placesNow(state: EditorState, { journal, doc }: Commenting): Map<string, Place> {
  const anchors = journal.threads
    .get()
    .flatMap(({ id, anchor }): [string, Anchor][] => (anchor === null ? [] : [[id, anchor]]))
  const draft = journal.drafts.get().get(NEW)?.anchor ?? null
  if (draft !== null) anchors.push([NEW, draft])
  if (anchors.length === 0) return new Map()
  const text = passagesOfEditor(state.doc)
  const same = samePassages(doc, text)
  const search = searchTextOf(text.passages)
  return new Map(
    anchors.map(([id, anchor]) => [
      id,
      resolveAnchor(search, anchor, same === null ? null : heldSpan(doc, same, anchor)),
    ]),
  )
}

/** An anchor on the selected words; null when none are selected. */
export function anchorOnSelection(state: EditorState, { doc }: Commenting): Anchor | null {
  const { from, to, empty } = state.selection
  const text = passagesOfEditor(state.doc)
  const same = samePassages(doc, text)
  const span = empty ? null : spanBetween(text, from, to)
  return same === null || span === null ? null : anchorOn(same, span)
}

/** Starts a comment on the selected words; false when none are selected. */
export function beginOnSelection(state: EditorState, commenting: Commenting): boolean {
  const anchor = anchorOnSelection(state, commenting)
  if (anchor === null) return false
  commenting.begin(anchor)
  return true
}

/** Keeps the drawing of one view up to date; two timers, nothing else. */
class Drawer {
  private readonly view: EditorView
  private readonly live: Live<Commenting | null>
  private readonly stopLive: () => void
  private stops: (() => void)[] = []
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(view: EditorView, live: Live<Commenting | null>) {
    this.view = view
    this.live = live
    this.stopLive = live.subscribe(this.follow)
    this.follow()
  }

  update(view: EditorView, before: EditorState): void {
    if (!view.state.doc.eq(before.doc)) this.later(PAUSE_MS)
  }

  destroy(): void {
    clearTimeout(this.timer)
    this.stopLive()
    this.unfollow()
  }

  private readonly follow = (): void => {
    this.unfollow()
    const commenting = this.live.get()
    if (commenting === null) return
    const soon = (): void => this.later(0)
    const { journal, active } = commenting
    this.stops = [journal.threads, journal.drafts, active].map((live) => live.subscribe(soon))
    soon()
  }

  private unfollow(): void {
    for (const stop of this.stops) stop()
    this.stops = []
  }

  private later(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.draw(), ms)
  }

  private draw(): void {
    const commenting = this.live.get()
    if (commenting === null || this.view.isDestroyed) return
    // A highlight that changes under a composition would break it (RULES T6).
    if (this.view.composing) {
      this.later(PAUSE_MS)
      return
    }
    const { state } = this.view
    const places = placesNow(state, commenting)
    commenting.places.set(places)
    const drawn = drawComments(
      state.doc,
      passagesOfEditor(state.doc),
      places,
      commenting.journal.threads.get(),
      commenting.active.get(),
    )
    if (drawn.find().length === 0 && key.getState(state)?.find().length === 0) return
    this.view.dispatch(state.tr.setMeta(key, drawn).setMeta('addToHistory', false))
  }
}

/** Comments over the text; Ctrl+Alt+M comments on the selection. */
export const commentExtension = (live: Live<Commenting | null>): Extension =>
  Extension.create({
    name: 'comments',
    addKeyboardShortcuts() {
      return {
        'Mod-Alt-m': ({ editor }) => {
          const commenting = live.get()
          return commenting !== null && beginOnSelection(editor.state, commenting)
        },
      }
    },
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (transaction, before) => {
            const drawn: unknown = transaction.getMeta(key)
            if (drawn instanceof DecorationSet) return drawn
            return transaction.docChanged ? before.map(transaction.mapping, transaction.doc) : before
          },
        },
        view: (view) => new Drawer(view, live),
        props: {
          decorations: (state) => key.getState(state),
          handleDOMEvents: {
            click: (_view, event) => {
              const thread = threadAt(event.target)
              if (thread !== null) live.get()?.open(thread)
              return false
            },
          },
        },
      }),
    ],
  })
