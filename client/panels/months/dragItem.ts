import { type PointerEvent, useCallback, useEffect, useState } from 'react'
import type { MonthlyItem } from '../../../shared/plan/plan.ts'

/** Marks what an item can be dropped on; '' is "no month yet". */
export const DROP = 'data-drop-month'

export type ItemDrag = {
  /** What is being dragged and the month under the pointer; null when nothing is. */
  now: { item: MonthlyItem; over: string | null } | null
  /** For the handle's onPointerDown. */
  start: (event: PointerEvent<HTMLElement>, item: MonthlyItem) => void
}

/**
 * Drags an item to a month by pointer. The menu 改到… does the same without dragging. Escape, or letting
 * go anywhere else, changes nothing.
 */
export function useItemDrag(onDrop: (item: MonthlyItem, month: number | null) => void): ItemDrag {
  const [now, setNow] = useState<ItemDrag['now']>(null)
  const start = useCallback<ItemDrag['start']>((event, item) => {
    if (event.button !== 0) return
    event.preventDefault()
    setNow({ item, over: null })
  }, [])
  useEffect(() => {
    if (now === null) return undefined
    const move = (event: globalThis.PointerEvent): void => {
      const target = document.elementFromPoint(event.clientX, event.clientY)?.closest(`[${DROP}]`) ?? null
      // Brings a half hidden month into view, so that one can drag beyond the visible ones.
      target?.scrollIntoView({ block: 'nearest' })
      const over = target?.getAttribute(DROP) ?? null
      if (over !== now.over) setNow({ item: now.item, over })
    }
    const end = (): void => {
      setNow(null)
      if (now.over !== null) onDrop(now.item, now.over === '' ? null : Number(now.over))
    }
    const cancel = (): void => setNow(null)
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') cancel()
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', key)
    return () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', key)
    }
  }, [now, onDrop])
  return { now, start }
}
