import { Me } from '../../shared/wire/api.ts'
import { call, Refused, Unreachable } from './api.ts'
import { endSession, rememberedMe, rememberMe } from './deviceIndex.ts'
import { soon } from './patience.ts'

/** Who is here. `fresh: false` is the device's memory, without a network. */
export type WhoAmI =
  | { kind: 'signed-in'; me: Me; fresh: boolean }
  | { kind: 'signed-out' }
  /** No network, and nobody has signed in on this device. */
  | { kind: 'unreachable' }

/**
 * Asks the server who is signed in; without a network, the device. What was typed here stays in either case.
 * A network that swallows is not waited for: the device answers, and `correct` is told if the server does later.
 */
export async function loadMe(correct: (who: WhoAmI) => void): Promise<WhoAmI> {
  const asked = askServer()
  const answer = await soon(asked, null)
  if (answer !== null) return answer
  const me = await rememberedMe()
  if (me === null) return asked
  asked.then(
    (who) => {
      if (who.kind === 'signed-out' || (who.kind === 'signed-in' && who.fresh)) correct(who)
    },
    (error: unknown) => console.error('who is here:', error),
  )
  return { kind: 'signed-in', me, fresh: false }
}

async function askServer(): Promise<WhoAmI> {
  try {
    const me = await call(Me, 'GET', '/me')
    await rememberMe(me)
    return { kind: 'signed-in', me, fresh: true }
  } catch (error) {
    if (error instanceof Refused && error.code === 'signed-out') {
      await endSession()
      return { kind: 'signed-out' }
    }
    if (!(error instanceof Refused) && !(error instanceof Unreachable)) throw error
    const me = await rememberedMe()
    return me === null ? { kind: 'unreachable' } : { kind: 'signed-in', me, fresh: false }
  }
}
