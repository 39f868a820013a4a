import type { Node } from '@tiptap/pm/model'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { EventId } from '../../../shared/plan/ids.ts'
import type { Thread } from '../../../shared/record/threads.ts'
import type { Place } from '../../../shared/text/anchors.ts'
import { commentWords } from '../../i18n/comments.ts'
import { messagesNow } from '../../i18n/messages.ts'
import { NEW } from './commenting.ts'
import { type EditorPassages, positionOfSpot } from './passages.ts'

/** The button at a heading that says how many comments its section has; its figure is drawn by the style sheet, so that it is no part of the text. */
const countElement = (thread: string, count: number, isActive: boolean) => (): HTMLElement => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = isActive ? 'comment-count comment-count-active' : 'comment-count'
  button.contentEditable = 'false'
  button.dataset['thread'] = thread
  button.dataset['count'] = String(count)
  button.setAttribute('aria-label', messagesNow(commentWords).sectionComments(count))
  return button
}

/** Highlights and counts for the threads that are open, for the one looked at, and for the comment being written. */
export function drawComments(
  doc: Node,
  text: EditorPassages,
  places: ReadonlyMap<string, Place>,
  threads: readonly Thread[],
  active: string | null,
): DecorationSet {
  const decorations: Decoration[] = []
  const sections = new Map<number, string[]>()
  const shown = [...threads.filter(({ resolved, id }) => !resolved || id === active).map(({ id }) => id), NEW]
  for (const id of shown) {
    const place = places.get(id)
    if (place?.kind === 'section' && id !== NEW)
      sections.set(place.passage, [...(sections.get(place.passage) ?? []), id])
    if (place?.kind !== 'range') continue
    const look = id === NEW ? 'comment-new' : id === active ? 'comment-mark comment-active' : 'comment-mark'
    for (let passage = place.from.passage; passage <= place.to.passage; passage += 1) {
      const length = text.passages[passage]?.text.length ?? 0
      const from = passage === place.from.passage ? place.from.offset : 0
      const to = passage === place.to.passage ? place.to.offset : length
      if (from < to)
        decorations.push(
          Decoration.inline(
            positionOfSpot(text, { passage, offset: from }),
            positionOfSpot(text, { passage, offset: to }),
            { class: look, ...(id === NEW ? {} : { 'data-thread': id }) },
          ),
        )
    }
  }
  for (const [passage, ids] of sections) {
    const end = positionOfSpot(text, { passage, offset: text.passages[passage]?.text.length ?? 0 })
    const isActive = active !== null && ids.some((id) => id === active)
    decorations.push(
      Decoration.widget(end, countElement(ids[0] ?? '', ids.length, isActive), {
        side: 2,
        key: `comments ${ids.join()} ${isActive}`,
        ignoreSelection: true,
        stopEvent: () => true,
      }),
    )
  }
  return DecorationSet.create(doc, decorations)
}

/** The thread that a click in the text was on. */
export function threadAt(target: EventTarget | null): EventId | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-thread]') : null
  const id = EventId.safeParse(element?.dataset['thread'])
  return id.success ? id.data : null
}
