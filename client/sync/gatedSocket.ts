import * as decoding from 'lib0/decoding'
import { UPDATE_BYTES } from '../../shared/wire/limits.ts'
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts'

/**
 * A WebSocket on which nothing leaves before the relay's `standing` was found to be this document's
 * (RULES L2); from then on update frames (sync step 2 or update) wait until the relay's own text is here and they
 * may leave, in order, and are counted as they leave. Sent before, they would be in the relay's answer, and what it
 * says was deleted could not be told from what this document lost by the merge (RULES L7).
 */
export type SocketMaker = typeof WebSocket

export type SocketGate = {
  /** The document's tick now. */
  tick: () => number
  /** When what the document holds now is in the local store. */
  whenStored: () => Promise<void>
  /** A frame left that carries changes up to `tick`. */
  sent: (tick: number, step2: boolean) => void
  /** A new connection: counting starts again. */
  opened: () => void
}

/** Which update frame these bytes are, or null for any other frame. */
export function updateFrameKind(data: unknown): 'step2' | 'update' | null {
  if (!(data instanceof Uint8Array)) return null
  const decoder = decoding.createDecoder(data)
  if (decoding.readVarUint(decoder) !== MESSAGE.sync) return null
  const step = decoding.readVarUint(decoder)
  return step === SYNC.step2 ? 'step2' : step === SYNC.update ? 'update' : null
}

const byteLengthOf = (data: unknown): number => (data instanceof Uint8Array ? data.byteLength : 0)

/**
 * A WebSocket class over `Base`; the release of one of its sockets once the relay has said who it is, and of its
 * update frames once the relay's text is here.
 */
export function gatedSocket(
  Base: SocketMaker,
  gate: SocketGate,
): SocketMaker & Record<'release' | 'begin', (socket: WebSocket | null) => void> {
  const releases = new WeakMap<WebSocket, () => void>()
  const begins = new WeakMap<WebSocket, () => void>()

  class Gated extends Base {
    private isReleased = false
    private readonly released: Promise<void>
    private chain: Promise<void>

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      gate.opened()
      this.released = new Promise((resolve) => {
        releases.set(this, () => {
          this.isReleased = true
          resolve()
        })
      })
      this.chain = new Promise((resolve) => begins.set(this, resolve))
    }

    private sendIfOpen(data: string | BufferSource | Blob): boolean {
      if (this.readyState !== Base.OPEN) return false
      super.send(data)
      return true
    }

    override send(data: string | BufferSource | Blob): void {
      const kind = updateFrameKind(data)
      if (kind === null) {
        if (this.isReleased) super.send(data)
        else void this.released.then(() => this.sendIfOpen(data))
        return
      }
      if (kind === 'update' && byteLengthOf(data) > UPDATE_BYTES) {
        // Too large for a live update (an import): the next connection's sync step 2 may carry it.
        this.close()
        return
      }
      const tick = gate.tick()
      const stored = gate.whenStored()
      this.chain = this.chain
        .then(() => stored)
        .then(() => {
          if (this.sendIfOpen(data)) gate.sent(tick, kind === 'step2')
        })
    }

    static release(socket: WebSocket | null): void {
      if (socket !== null) releases.get(socket)?.()
    }

    static begin(socket: WebSocket | null): void {
      if (socket !== null) begins.get(socket)?.()
    }
  }
  return Gated
}
