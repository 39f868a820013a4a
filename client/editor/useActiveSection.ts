import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { BlockId } from '../../shared/plan/ids.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { positionOf } from './goToBlock.ts'

/** A section counts as reached when its heading is within this part of the height of what is seen. */
const REACHED = 0.3

/** The last of those that `isReached`, which all are up to one of them and none after it; asks of few. */
function lastOf(blocks: readonly BlockId[], isReached: (block: BlockId) => boolean): BlockId | null {
  let [from, to] = [0, blocks.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const block = blocks[middle]
    if (block !== undefined && isReached(block)) from = middle + 1
    else to = middle
  }
  return blocks[from - 1] ?? null
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
    const blocks = sections.split(' ').flatMap((id) => BlockId.safeParse(id).data ?? [])
    let frame = 0
    const topOf = (block: BlockId): number => {
      const position = positionOf(editor, block)
      const element = position === null ? null : editor.view.nodeDOM(position)
      return element instanceof HTMLElement ? element.getBoundingClientRect().top : Number.POSITIVE_INFINITY
    }
    const look = (): void => {
      if (editor.isDestroyed) return
      const { top, height } = scroller.getBoundingClientRect()
      const isEnd = scroller.scrollTop > 0 && scroller.scrollTop + height >= scroller.scrollHeight - 2
      const line = isEnd ? top + height : top + height * REACHED
      const [first = null] = blocks
      setActive((scroller.scrollTop > 0 ? lastOf(blocks, (block) => topOf(block) <= line) : null) ?? first)
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
