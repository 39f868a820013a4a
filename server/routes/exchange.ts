import { type Context, Hono } from 'hono'
import { mayWrite } from '../../shared/record/may.ts'
import { type Exchange, readExchange, writeFrames } from '../../shared/wire/exchange.ts'
import {
  EXCHANGES_PER_MINUTE,
  FRAME_BYTES,
  READER_FRAME_BYTES,
  VECTOR_BYTES,
} from '../../shared/wire/limits.ts'
import { ackFrame, recordFrame } from '../../shared/wire/messages.ts'
import { offeredSchema } from '../relay/connection.ts'
import { exchange, isQuestion } from '../relay/exchange.ts'
import { standingOf } from '../relay/turn.ts'
import { planScope } from '../store/journal.ts'
import { chunksOf, type Deps, ownPlan, Refusing } from './deps.ts'
import { Rate } from './rate.ts'
import { placeUntilRead } from './unread.ts'

/** The text over HTTP, where a network blocks WebSockets (shared/wire/exchange.ts, RULES W16). */
export function exchangeRoutes(deps: Deps): Hono {
  const { log, journal, relay, epoch, now } = deps
  const routes = new Hono()
  const rate = new Rate(EXCHANGES_PER_MINUTE, now)

  const answerTo = async (c: Context, asked: Exchange): Promise<Uint8Array[]> => {
    const { session: by, plan } = ownPlan(deps, c)
    const schema = offeredSchema([asked.protocol])
    if (schema === null) throw new Refusing('old-schema')
    const asker = {
      plan: plan.id,
      person: { session: by.session, user: { id: by.user, name: by.name } },
      schema,
    }
    const onlyAsks = asked.frames.every(isQuestion)
    const isOther = asked.epoch === '' ? !onlyAsks : asked.epoch !== epoch
    const hasAll = onlyAsks && asked.seq === plan.seq
    if (isOther || hasAll) {
      const standing = log.standings.of(plan.id, by.user, by.session, now())
      if (standing === null) throw new Refusing('not-allowed')
      const told = standingOf(asker, standing, epoch)
      return isOther ? [told] : [told, ackFrame(0, plan.seq)]
    }
    const exchanged = await exchange(relay, asker, asked.frames)
    if ('refusal' in exchanged) throw new Refusing(exchanged.refusal)
    return exchanged.frames
  }

  routes.post('/text/:plan/exchange', async (c) => {
    const { session: by, plan } = ownPlan(deps, c)
    if (!rate.allows(by.session)) throw new Refusing('too-many')
    const place = placeUntilRead(deps, c, by.session, plan.id)
    const chunks: Uint8Array[] = []
    const largest = mayWrite(by.role, plan.stage) ? FRAME_BYTES : READER_FRAME_BYTES
    for await (const chunk of chunksOf(c, largest + VECTOR_BYTES)) {
      if (!place.hold(chunk.byteLength)) throw new Refusing('too-large')
      chunks.push(chunk)
    }
    const frames = await answerTo(c, exchangeOf(Buffer.concat(chunks)))
    place.release()
    const journalHead = recordFrame(journal.head(planScope(plan.id)))
    return c.body(writeFrames([...frames, journalHead]), 200, {
      'content-type': 'application/octet-stream',
    })
  })

  return routes
}

/** Reads a body. Throws Refusing. */
function exchangeOf(bytes: Uint8Array): Exchange {
  try {
    return readExchange(bytes)
  } catch {
    // lib0 throws on truncated input, the bound on frames on too many.
    throw new Refusing('malformed')
  }
}
