import { useEffect, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'
import type { UserId } from '../../../shared/plan/ids.ts'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'

const Person = z.object({ user: z.object({ id: z.string(), name: z.string(), color: z.string() }) })
type Here = z.infer<typeof Person>['user']

/** Everyone else in the plan now, once each, as the relay stamped them; one's own other tabs and devices are oneself. */
function others(awareness: Awareness, me: UserId): Here[] {
  const found = new Map<string, Here>()
  for (const [client, state] of awareness.getStates()) {
    const person = client === awareness.clientID ? null : Person.safeParse(state)
    if (person?.success && person.data.user.id !== me) found.set(person.data.user.id, person.data.user)
  }
  return [...found.values()]
}

/** Who else is here, as name tags. */
export function People({ awareness, me }: { awareness: Awareness; me: UserId }) {
  const words = useMessages(planWords)
  const [here, setHere] = useState<Here[]>(() => others(awareness, me))
  useEffect(() => {
    // One's own cursor moves at each key and changes nobody here.
    const update = (): void =>
      setHere((before) => {
        const now = others(awareness, me)
        return JSON.stringify(now) === JSON.stringify(before) ? before : now
      })
    awareness.on('change', update)
    return () => awareness.off('change', update)
  }, [awareness, me])
  if (here.length === 0) return null
  return (
    <ul className="people" aria-label={words.here(here.map(({ name }) => name).join('、'))}>
      {here.map(({ id, name, color }) => (
        <li key={id} title={name} style={{ backgroundColor: color }}>
          {name.slice(0, 1)}
        </li>
      ))}
    </ul>
  )
}
