import { Me } from '../../shared/wire/api.ts'
import { call, Refused, Unreachable } from './api.ts'
import { forgetMe, rememberedMe, rememberMe } from './deviceIndex.ts'

/** Who is here. `fresh: false` is the device's memory, without a network. */
export type WhoAmI =
  | { kind: 'signed-in'; me: Me; fresh: boolean }
  | { kind: 'signed-out' }
  /** No network, and nobody has signed in on this device. */
  | { kind: 'unreachable' }

/** Asks the server who is signed in; without a network, the device. What was typed here stays in either case. */
export async function loadMe(): Promise<WhoAmI> {
  try {
    const me = await call(Me, 'GET', '/me')
    await rememberMe(me)
    return { kind: 'signed-in', me, fresh: true }
  } catch (error) {
    if (error instanceof Refused && error.code === 'signed-out') {
      await forgetMe()
      return { kind: 'signed-out' }
    }
    if (!(error instanceof Refused) && !(error instanceof Unreachable)) throw error
    const me = await rememberedMe()
    return me === null ? { kind: 'unreachable' } : { kind: 'signed-in', me, fresh: false }
  }
}
