import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket client reduced to what a load generator needs, so that it costs less than the server that it
 * measures: binary messages over loopback, a zero mask, no compression.
 */
export class LoadSocket {
  readonly opened: Promise<void>
  closed = false
  private readonly tcp: Socket
  private readonly onMessage: (message: Buffer) => void
  private rest: Buffer[] = []
  private restBytes = 0
  private needed = 0

  /** `onMessage` may use the bytes during the call only. */
  constructor(url: string, headers: Record<string, string>, onMessage: (message: Buffer) => void) {
    const { host, hostname, port, pathname } = new URL(url)
    this.onMessage = onMessage
    this.tcp = connect({ host: hostname, port: Number(port), noDelay: true })
    const lines = Object.entries({
      Host: host,
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      'Sec-WebSocket-Version': '13',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`)
    this.tcp.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`)
    this.opened = new Promise((resolve, reject) => {
      let head: Buffer = Buffer.alloc(0)
      const greet = (chunk: Buffer): void => {
        head = Buffer.concat([head, chunk])
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        this.tcp.off('data', greet)
        const status = head.toString('latin1', 0, head.indexOf('\r\n'))
        if (!status.includes(' 101')) return reject(new Error(status))
        this.tcp.on('data', (more) => this.read(more))
        resolve()
        if (end + 4 < head.length) this.read(head.subarray(end + 4))
      }
      this.tcp.on('data', greet)
      this.tcp.on('error', reject)
      this.tcp.on('close', () => {
        this.closed = true
        reject(new Error('closed before it was open'))
      })
    })
  }

  private read(chunk: Buffer): void {
    if (this.rest.length > 0) {
      this.rest.push(chunk)
      this.restBytes += chunk.length
      if (this.restBytes < this.needed) return
      chunk = Buffer.concat(this.rest)
      this.rest = []
    }
    for (let at = 0; at < chunk.length;) {
      const left = chunk.length - at
      const short = left < 2 ? 0 : (chunk[at + 1] ?? 0) & 127
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (left < head) return this.keep(chunk, at, head)
      const length =
        short < 126
          ? short
          : short === 126
            ? chunk.readUInt16BE(at + 2)
            : Number(chunk.readBigUInt64BE(at + 2))
      if (left < head + length) return this.keep(chunk, at, head + length)
      if (((chunk[at] ?? 0) & 15) === 2) this.onMessage(chunk.subarray(at + head, at + head + length))
      at += head + length
    }
  }

  private keep(chunk: Buffer, at: number, needed: number): void {
    const tail = chunk.subarray(at)
    this.rest = [tail]
    this.restBytes = tail.length
    this.needed = needed
  }

  send(payload: Uint8Array): void {
    const { length } = payload
    const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8
    const out = Buffer.alloc(6 + extra + length)
    out[0] = 0x82
    out[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127)
    if (extra === 2) out.writeUInt16BE(length, 2)
    if (extra === 8) out.writeBigUInt64BE(BigInt(length), 2)
    out.set(payload, 6 + extra)
    this.tcp.write(out)
  }

  close(): void {
    this.tcp.destroy()
  }
}
