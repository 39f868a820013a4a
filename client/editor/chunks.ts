import { Extension, isMacOS } from '@tiptap/core'
import { Plugin, Selection, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { isLong, isVeryLong } from './longText.ts'

/** So many of the text's children make a chunk when it is cut. */
const CUT = 64
/** A chunk that has grown beyond this is cut again. */
const MOST = 2 * CUT
/** So many times the chunks that a new cut would make are too many: most of a long text was taken away. */
const LOOSE = 4

/** After so many frames a chunk that came into view has its own height. */
const FRAMES = 3

/** Scrolls, and again: what comes into view is laid out frame by frame, and may be higher than was thought. */
function settle(scroll: () => void, frames = FRAMES): void {
  scroll()
  if (frames > 0) requestAnimationFrame(() => settle(scroll, frames - 1))
}

/** Lays a text out anew; what is read stays where it is on the screen. */
function keepPlace(text: HTMLElement, layOut: () => void): void {
  const scroller = text.closest('.plan-main')
  const { top = 0, height = 0 } = scroller?.getBoundingClientRect() ?? {}
  const { left, width } = text.getBoundingClientRect()
  const seen = document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.tiptap > *')
  const before = seen?.getBoundingClientRect().top ?? 0
  layOut()
  if (seen != null) settle(() => scroller?.scrollBy(0, seen.getBoundingClientRect().top - before))
}

const pieces = <T>(children: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(children.length / CUT) }, (_, i) => children.slice(i * CUT, (i + 1) * CUT))

/** Children in chunks, cut again at `starts`, where they were cut before, as far as these still stand. */
export function cut<T>(children: readonly T[], starts: ReadonlySet<T>): T[][] {
  const chunks: T[][] = []
  for (const child of children) {
    const chunk = chunks.at(-1)
    if (chunk === undefined || starts.has(child)) chunks.push([child])
    else chunk.push(child)
  }
  return chunks.length > LOOSE * Math.ceil(children.length / CUT)
    ? pieces(children)
    : chunks.flatMap((chunk) => (chunk.length > MOST ? pieces(chunk) : [chunk]))
}

const isSame = (a: readonly Node[], b: readonly Node[]): boolean =>
  a.length === b.length && a.every((child, index) => child === b[index])

const isSlottable = (node: Node): node is Element | Text => node instanceof Element || node instanceof Text

/** The chunks in which a text's children are laid out; the children themselves stay where they are. */
class Chunks {
  readonly text: HTMLElement
  private readonly root: ShadowRoot
  private readonly changes: MutationObserver
  /** By the first child of each. */
  private slots = new Map<Element | Text, HTMLSlotElement>()

  constructor(text: HTMLElement) {
    this.text = text
    this.root = text.attachShadow({ mode: 'open', slotAssignment: 'manual' })
    this.changes = new MutationObserver(() => this.assign())
    this.changes.observe(text, { childList: true })
    this.assign()
    text.dataset['chunked'] = ''
  }

  /** Takes in what was put into the text or out of it since; costs nothing when nothing was. */
  update(): void {
    if (this.changes.takeRecords().length > 0) this.assign()
  }

  private assign(): void {
    const before = this.slots
    this.slots = new Map()
    let last: Element | null = null
    for (const children of cut([...this.text.childNodes].filter(isSlottable), new Set(before.keys()))) {
      const [start] = children
      if (start === undefined) continue
      const slot = before.get(start) ?? document.createElement('slot')
      const next: Element | null = last === null ? this.root.firstElementChild : last.nextElementSibling
      if (slot !== next) this.root.insertBefore(slot, next)
      if (!isSame(slot.assignedNodes(), children)) {
        slot.part.add('chunk')
        slot.style.setProperty('--blocks', String(children.length))
        slot.assign(...children)
      }
      this.slots.set(start, slot)
      last = slot
    }
    for (const [start, slot] of before) if (!this.slots.has(start)) slot.remove()
  }
}

/**
 * Chromium finds no place for the cursor in a chunk that it has not laid out yet, so it would not go to an end
 * of the text that was never in view; where single blocks are left out it goes, and the cursor is below what is seen.
 */
function goToEnd({ state, dispatch, dom }: EditorView, end: 'start' | 'end', extend: boolean): boolean {
  const { doc, selection, tr } = state
  const { $head } = end === 'start' ? Selection.atStart(doc) : Selection.atEnd(doc)
  // What is selected now may be cells or a whole block.
  dispatch(tr.setSelection(TextSelection.between(extend ? selection.$anchor : $head, $head)))
  const last = end === 'start' ? dom.firstElementChild : dom.lastElementChild
  settle(() => last?.scrollIntoView({ block: end }))
  return true
}

/** Tried in Chromium alone; other browsers leave out single blocks. */
const mayChunk = (): boolean => 'chrome' in globalThis && 'assign' in HTMLSlotElement.prototype

/**
 * Lays out a very long text in chunks, of which the browser leaves out those out of view (sheet.css). It can
 * leave out single blocks just as well, but then each key costs the more the longer the text is: it asks of every
 * block whether it is in view. The blocks are one flat list, so the chunks are the slots of a shadow tree: the
 * document and all that reads it see the list, and what is laid out is in chunks. The slots are boxes themselves:
 * with a box around a slot, Chromium selects wrongly from one to the next.
 */
export const LayOutInChunks = Extension.create({
  name: 'layOutInChunks',
  addKeyboardShortcuts() {
    const [start, end] = isMacOS() ? ['Mod-ArrowUp', 'Mod-ArrowDown'] : ['Mod-Home', 'Mod-End']
    const go = (to: 'start' | 'end', extend: boolean) => () =>
      isLong(this.editor.state.doc.childCount) && goToEnd(this.editor.view, to, extend)
    return {
      [start]: go('start', false),
      [end]: go('end', false),
      [`Shift-${start}`]: go('start', true),
      [`Shift-${end}`]: go('end', true),
    }
  },
  addProseMirrorPlugins() {
    let chunks: Chunks | null = null
    return [
      new Plugin({
        view: (view) => {
          const update = (): void => {
            if (chunks?.text === view.dom) chunks.update()
            else if (isVeryLong(view.state.doc.childCount) && mayChunk())
              keepPlace(view.dom, () => {
                chunks = new Chunks(view.dom)
              })
          }
          update()
          return { update }
        },
      }),
    ]
  },
})
