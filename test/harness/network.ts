/** A network between clients and the server, which cuts, delays, tears and swallows as a test says. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export type Direction = 'up' | 'down'

/** What becomes of the bytes of one direction. */
export type Fate =
  | { kind: 'pass' }
  /** So many more bytes arrive; then both ends are cut off. */
  | { kind: 'cut'; after: number }
  /** They arrive in pieces of at most so many bytes, each so much later, milliseconds. */
  | { kind: 'delay'; piece: number; ms: number }
  /** Nothing arrives, and neither end hears of it, nor of the other's going. */
  | { kind: 'swallow' }

const PASS: Fate = { kind: 'pass' }

export class Network {
  url = ''
  /** For whatever comes from now on, in every connection. */
  readonly fates: Record<Direction, Fate> = { up: PASS, down: PASS }
  private readonly target: URL
  private readonly server: Server
  private readonly sockets = new Set<Socket>()

  constructor(target: string) {
    this.target = new URL(target)
    this.server = createServer((near) => this.join(near))
  }

  async open(): Promise<this> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
    return this
  }

  private join(near: Socket): void {
    const far = connect(Number(this.target.port), this.target.hostname)
    for (const socket of [near, far]) {
      this.sockets.add(socket)
      socket.setNoDelay(true)
      // A cut connection is what is wanted; the other end is told by 'close'.
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.sockets.delete(socket)
        if (this.fates.up.kind === 'swallow') return
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', this.carry('up', far))
    far.on('data', this.carry('down', near))
  }

  private carry(direction: Direction, to: Socket): (bytes: Buffer) => void {
    let late: Promise<void> = Promise.resolve()
    return (bytes) => {
      const fate = this.fates[direction]
      if (fate.kind === 'pass') late = late.then(() => void to.write(bytes))
      else if (fate.kind === 'cut') {
        const cuts = fate.after < bytes.byteLength
        to.write(bytes.subarray(0, fate.after), () => {
          if (cuts) to.destroy()
        })
        this.fates[direction] = { kind: 'cut', after: Math.max(0, fate.after - bytes.byteLength) }
      } else if (fate.kind === 'delay') {
        for (let at = 0; at < bytes.byteLength; at += fate.piece) {
          const piece = bytes.subarray(at, at + fate.piece)
          late = late.then(async () => {
            await new Promise((resolve) => setTimeout(resolve, fate.ms))
            to.write(piece)
          })
        }
      }
    }
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
  }
}
