/**
 * One document's socket to the relay: y-websocket's WebsocketProvider, with our messages beside it and the
 * books kept frame by frame (accounts.ts).
 *
 * Invariants:
 * 1. No frame leaves before the relay's `standing` on this connection: another epoch must not get this
 *    document's updates, nor another person's session, which a shared computer's cookie may have become
 *    (RULES L2). An update frame also waits for the relay's text, and until what it carries is in the local store
 *    (RULES P3).
 * 2. It is noted with the tick at which it was encoded, not at which it left, and frames leave in order.
 * 3. A closed connection is tried again after a growing, random wait, so that a relay that restarts is not
 *    met by everyone at once; the browser's `online` event tries at once.
 * 4. A relay that asks again and again has a gap before it that this document cannot fill: each answer waits
 *    longer than the last, until the relay refuses it and the work is set aside.
 * 5. A network that swallows everything keeps sockets open: `connected` also needs the browser's word and
 *    an answer to what was sent within SILENT_MS. One that stays silent from the start is given up after as long.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebsocketProvider } from 'y-websocket'
import {
  digestQuestion,
  MESSAGE,
  readAck,
  readDigest,
  readRecord,
  readRefused,
  readStanding,
  SUBPROTOCOL,
  SYNC,
} from '../../shared/wire/messages.ts'
import { RefusalCode } from '../../shared/wire/refusals.ts'
import { gatedSocket, type SocketGate } from './gatedSocket.ts'
import { isOnline, type LineEvents, type LineOptions, type RelayLine } from './line.ts'

export type SocketEvents = Omit<LineEvents, 'unreachable'> & {
  /** The first sync on a connection is done. */
  synced: () => void
  /** A connection could not be opened, the nth time in a row. */
  unreachable: (attempts: number) => void
}

/** No acknowledgement, or nothing at all on a new connection, for this long means no connection, milliseconds. */
const SILENT_MS = 10_000
/** Sync steps 1 on one connection, without an acknowledgement between, that are answered at once. */
const FREE_QUESTIONS = 2
/** The wait before the next answer, doubled for each one after, milliseconds. */
const ANSWER_WAIT_MS = 250
/** Bounds of the wait before another attempt, milliseconds. */
const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 15_000
/** Close codes of a relay to which coming back at once would only do the same again: too large, try again later. */
const LATER: readonly number[] = [1009, 1013]

export function joinBySocket(options: LineOptions & { events: SocketEvents }): RelayLine {
  const { doc, accounts, events } = options
  let attempts = 0
  let silent = false
  let closed = false
  let questions = 0
  let silence: ReturnType<typeof setTimeout> | null = null
  let retry: ReturnType<typeof setTimeout> | null = null
  let opening: ReturnType<typeof setTimeout> | null = null

  const listen = (): void => {
    if (silence !== null) clearTimeout(silence)
    silence = null
    if (accounts.unanswered() > 0) {
      silence = setTimeout(() => {
        silent = true
        events.changed()
      }, SILENT_MS)
    }
  }

  const gate: SocketGate = {
    tick: () => accounts.now(),
    whenStored: options.whenStored,
    sent: (tick, step2) => {
      accounts.sent(tick, step2)
      if (silence === null) listen()
    },
    opened: () => {
      questions = 0
      accounts.connected()
    },
  }
  const Socket = gatedSocket(options.Socket ?? WebSocket, gate)
  const provider = new WebsocketProvider(syncUrl(), options.plan, doc, {
    connect: false,
    awareness: options.awareness,
    protocols: [SUBPROTOCOL],
    WebSocketPolyfill: Socket,
    disableBc: true,
    // We wait and connect again ourselves, see `closed` below.
    shouldReconnect: () => false,
  })

  const on = (type: number, read: (decoder: decoding.Decoder) => void): void => {
    provider.messageHandlers[type] = (_encoder, decoder) => read(decoder)
  }
  const answer = provider.messageHandlers[MESSAGE.sync]
  provider.messageHandlers[MESSAGE.sync] = (encoder, decoder, ...rest) => {
    const isQuestion = decoding.peekVarUint(decoder) === SYNC.step1
    if (isQuestion) questions += 1
    else events.incoming(updateIn(decoder))
    if (!isQuestion || questions <= FREE_QUESTIONS) {
      answer?.(encoder, decoder, ...rest)
      return
    }
    const { ws } = provider
    setTimeout(
      () => {
        if (ws === null || provider.ws !== ws) return
        const later = encoding.createEncoder()
        answer?.(later, decoder, ...rest)
        ws.send(encoding.toUint8Array(later))
      },
      ANSWER_WAIT_MS * 2 ** (questions - FREE_QUESTIONS - 1),
    )
  }
  on(MESSAGE.ack, (decoder) => {
    questions = 0
    const keys = accounts.ack(readAck(decoder).count)
    silent = false
    listen()
    events.acked(keys)
    events.changed()
  })
  on(MESSAGE.refused, (decoder) => {
    const code = RefusalCode.safeParse(readRefused(decoder).code)
    accounts.refuse()
    events.refused(code.success ? code.data : 'malformed')
  })
  on(MESSAGE.standing, (decoder) => {
    opened()
    if (events.standing(readStanding(decoder))) {
      Socket.release(provider.ws)
      return
    }
    provider.disconnect()
    // Whose document this is may sign in again.
    connectLater()
  })
  on(MESSAGE.record, (decoder) => events.record(readRecord(decoder)))
  on(MESSAGE.digest, (decoder) => events.digest(readDigest(decoder)))

  const opened = (): void => {
    if (opening !== null) clearTimeout(opening)
    opening = null
  }
  const connect = (): void => {
    if (retry !== null) clearTimeout(retry)
    retry = null
    if (closed) return
    opened()
    opening = setTimeout(giveUp, SILENT_MS)
    provider.connect()
  }
  const connectLater = (code: number | null = null): void => {
    if (closed) return
    attempts += 1
    const longest =
      code !== null && LATER.includes(code)
        ? LONGEST_WAIT_MS
        : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts)
    if (retry !== null) clearTimeout(retry)
    retry = setTimeout(connect, longest * (0.5 + Math.random() / 2))
  }
  const lost = (code: number | null): void => {
    if (closed) return
    connectLater(code)
    events.unreachable(attempts)
    events.changed()
  }
  /** A network that swallows what it does not know leaves a socket without a word; that counts as tried twice. */
  const giveUp = (): void => {
    attempts += 1
    provider.disconnect()
    lost(null)
  }
  provider.on('sync', (isSynced: boolean) => {
    attempts = 0
    if (isSynced) {
      Socket.begin(provider.ws)
      events.synced()
    }
    events.changed()
  })
  provider.on('connection-close', () => {
    opened()
    silent = false
    if (silence !== null) clearTimeout(silence)
    silence = null
    events.changed()
  })
  provider.on('closed', ({ code }) => lost(code))

  const reconnect = (): void => {
    attempts = 0
    provider.disconnect()
    connect()
  }
  const onOffline = (): void => events.changed()
  globalThis.addEventListener?.('online', reconnect)
  globalThis.addEventListener?.('offline', onOffline)
  connect()

  return {
    origin: provider,
    connected: () => provider.synced && isOnline() && !silent,
    connecting: () => isOnline() && attempts === 0 && !provider.synced && !silent,
    askDigest: () => provider.ws?.send(new Uint8Array(digestQuestion())),
    resync: reconnect,
    close: () => {
      closed = true
      opened()
      if (retry !== null) clearTimeout(retry)
      if (silence !== null) clearTimeout(silence)
      globalThis.removeEventListener?.('online', reconnect)
      globalThis.removeEventListener?.('offline', onOffline)
      provider.destroy()
    },
  }
}

/** The update in a sync message, which stays to be read. */
function updateIn(decoder: decoding.Decoder): Uint8Array {
  const { pos } = decoder
  decoding.readVarUint(decoder)
  const update = decoding.readVarUint8Array(decoder)
  decoder.pos = pos
  return update
}

const syncUrl = (): string => {
  const { protocol, host } = location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sync/text`
}
