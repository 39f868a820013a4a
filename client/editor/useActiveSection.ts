import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { BlockId } from '../../shared/plan/ids.ts'
import type { Plan } from '../../shared/plan/plan.ts'

/** A section counts as reached when its heading is within this part of the height of what is seen. */
const REACHED = 0.3

type Heading = { block: BlockId; position: number }

/** Where the headings of these blocks stand now; one that is gone, or that has no id, is left out. */
function headingsNow(editor: Editor, blocks: ReadonlyMap<unknown, BlockId>): Heading[] {
  const headings: Heading[] = []
  editor.state.doc.forEach((node, position) => {
    const block = blocks.get(node.attrs['id'])
    if (block !== undefined) headings.push({ block, position })
  })
  return headings
}

/** The last of those that `isReached`, which all are up to one of them and none after it; asks of few. */
function lastOf(headings: readonly Heading[], isReached: (heading: Heading) => boolean): BlockId | null {
  let [from, to] = [0, headings.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const heading = headings[middle]
    if (heading !== undefined && isReached(heading)) from = middle + 1
    else to = middle
  }
  return headings[from - 1]?.block ?? null
}

/**
 * The section that is being read: the last one whose heading has passed the upper part of what scrolls,
 * before that and at the very top the first; at the very end the last. Null in a plan without headings.
 */
export function useActiveSection(editor: Editor | null, plan: Plan | null): BlockId | null {
  const [active, setActive] = useState<BlockId | null>(null)
  const sections = plan === null ? '' : plan.sections.map(({ block }) => block).join(' ')

  useEffect(() => {
    if (editor === null || editor.isDestroyed) return undefined
    const scroller = editor.view.dom.closest('.plan-main')
    if (!(scroller instanceof HTMLElement)) return undefined
    const blocks = new Map<unknown, BlockId>(
      sections.split(' ').flatMap((id) => {
        const { data } = BlockId.safeParse(id)
        return data === undefined ? [] : [[id, data] as const]
      }),
    )
    let frame = 0
    const topOf = ({ position }: Heading): number => {
      const element = editor.view.nodeDOM(position)
      return element instanceof HTMLElement ? element.getBoundingClientRect().top : Number.POSITIVE_INFINITY
    }
    const look = (): void => {
      if (editor.isDestroyed) return
      const { top, height } = scroller.getBoundingClientRect()
      const isEnd = scroller.scrollTop > 0 && scroller.scrollTop + height >= scroller.scrollHeight - 2
      const line = isEnd ? top + height : top + height * REACHED
      const headings = headingsNow(editor, blocks)
      const reached = scroller.scrollTop > 0 ? lastOf(headings, (heading) => topOf(heading) <= line) : null
      setActive(reached ?? headings[0]?.block ?? null)
    }
    const soon = (): void => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    }
    soon()
    scroller.addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      scroller.removeEventListener('scroll', soon)
      removeEventListener('resize', soon)
    }
  }, [editor, sections])

  return active
}
