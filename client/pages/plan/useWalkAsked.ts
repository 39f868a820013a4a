import { useCallback, useEffect, useState } from 'react'

/**
 * 逐条确认 asked for where it does not stand: by Alt+Q anywhere in the plan of somebody who may write, or by a
 * button. `show` shows the panel that does it, which calls `done` when it has begun.
 */
export function useWalkAsked(
  editable: boolean,
  show: () => void,
): { isWalkAsked: boolean; askWalk: () => void; done: () => void } {
  const [isWalkAsked, setAsked] = useState(false)
  const done = useCallback(() => setAsked(false), [])
  const askWalk = useCallback(() => {
    setAsked(true)
    show()
  }, [show])
  useEffect(() => {
    if (!editable) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || event.code !== 'KeyQ') return
      event.preventDefault()
      askWalk()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [editable, askWalk])
  return { isWalkAsked, askWalk, done }
}
