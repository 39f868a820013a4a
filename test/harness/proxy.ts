import { createServer, type IncomingMessage, request, type Server as HttpServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { Transform } from 'node:stream'

async function listening(server: HttpServer): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Passes bytes on at so many a second, like a line so slow. */
const slowly = (rate: number): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      setTimeout(() => done(null, chunk), (chunk.byteLength / rate) * 1_000)
    },
  })

/** A company's proxy before the server: it passes requests on, and sockets only when it is told to. */
export class Proxy {
  url = ''
  /** The port on which the server shall listen, free when the proxy started. */
  target = 0
  /** What becomes of sockets: passed on, refused, or taken and left without a word. */
  sockets: 'pass' | 'refuse' | 'swallow' = 'refuse'
  /** How fast what is sent to the server gets there, bytes a second. */
  upRate = Infinity
  /** Sockets that were asked for, and requests to an address with these words in it. */
  asked = 0
  private readonly counts = new Map<string, number>()
  private readonly open = new Set<Socket>()
  private readonly server = createServer((from, to) => {
    for (const words of this.counts.keys())
      if (from.url?.includes(words)) this.counts.set(words, this.count(words) + 1)
    const onward = request(
      { port: this.target, host: '127.0.0.1', method: from.method, path: from.url, headers: from.headers },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(to)
      },
    )
    onward.on('error', () => to.destroy())
    if (this.upRate === Infinity) from.pipe(onward)
    else from.pipe(slowly(this.upRate)).pipe(onward)
  })

  async start(): Promise<this> {
    this.server.on('upgrade', (from: IncomingMessage, socket: Socket, head: Buffer) => {
      this.asked += 1
      this.open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => this.open.delete(socket))
      if (this.sockets === 'refuse') socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
      if (this.sockets === 'pass') this.pass(from, socket, head)
    })
    this.url = `http://127.0.0.1:${await listening(this.server)}`
    const free = createServer()
    this.target = await listening(free)
    free.close()
    await once(free, 'close')
    return this
  }

  private pass(from: IncomingMessage, socket: Socket, head: Buffer): void {
    const onward = connect(this.target, '127.0.0.1', () => {
      const headers = Object.entries(from.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
      onward.write(`GET ${from.url} HTTP/1.1\r\n${headers.join('')}\r\n`)
      onward.write(head)
      onward.pipe(socket)
      socket.pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  }

  /** How many requests went to an address with these words, from the first asking on. */
  count(words: string): number {
    const count = this.counts.get(words) ?? 0
    this.counts.set(words, count)
    return count
  }

  /** Cuts the sockets that are open. */
  cut(): void {
    for (const socket of this.open) socket.destroy()
  }

  close(): void {
    this.server.close()
    this.server.closeAllConnections()
    this.cut()
  }
}
