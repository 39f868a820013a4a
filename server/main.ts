/**
 * The server in one process: reads the settings, wires the parts, listens, prints where it is and, while
 * no committee exists, the chair's one-time link. Ctrl-C commits what has arrived and stops.
 */
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { createAdaptorServer } from '@hono/node-server'
import { FRAME_BYTES, SLOWEST_LINE, VECTOR_BYTES } from '../shared/wire/limits.ts'
import { makeApp } from './app.ts'
import { type Config, publicUrl, readConfig } from './config.ts'
import { makeOps } from './ops/ops.ts'
import { giveBackWhenQuiet } from './ops/slack.ts'
import { People } from './people/people.ts'
import { Compactor } from './store/compactor.ts'
import { connect } from './relay/connection.ts'
import { Relay } from './relay/relay.ts'
import { makeSocketServer, opensSocket, takeUpgrades } from './relay/upgrade.ts'
import { Database } from './store/database.ts'
import { Journal } from './store/journal.ts'
import { PlanLog } from './store/planLog.ts'
import { SqliteStore } from './store/sqlite.ts'

function give<T>(attempt: () => T, sentence: string): T {
  try {
    return attempt()
  } catch (cause) {
    console.error(`${sentence}${cause instanceof Error ? cause.message : String(cause)}`)
    process.exit(1)
  }
}

/** How long a request may take, milliseconds: Node's own five minutes are too few for a long text on a slow line. */
const REQUEST_MS = 60_000 + ((FRAME_BYTES + VECTOR_BYTES) / SLOWEST_LINE) * 1_000
/** How long stopping may take altogether, milliseconds. */
const STOP_MS = 4_500
/** How long a client may take to answer the close of its socket when the server stops, milliseconds. */
const GOODBYE_MS = 1_000

/** Resolves when every socket is closed, by its peer's answer or after GOODBYE_MS. */
function whenClosed(clients: ReturnType<typeof makeSocketServer>['clients']): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of clients) socket.terminate()
  }, GOODBYE_MS)
  return Promise.all([...clients].map((socket) => once(socket, 'close'))).then(() => clearTimeout(timer))
}

function serve(config: Config): void {
  const db = give(() => new Database(config.data), `The data folder ${config.data} cannot be used: `)
  const { now } = Date
  const ops = makeOps(db, config, now)
  const { fault } = ops
  const log = new PlanLog(db, config)
  const journal = new Journal(db)
  const people = new People(db, journal)
  const store = new SqliteStore(db, log)
  const compactor = new Compactor(config.data, fault, (plan, settled) => store.history.settled(plan, settled))
  log.versions.onUnsettled = (plan) => compactor.settle(plan)
  for (const plan of log.versions.unsettled()) compactor.settle(plan)
  const epoch = db.epoch()
  const relay = new Relay({
    store: ops.metrics.measured(store),
    compactor,
    epoch,
    now,
    limits: config,
    meter: ops.meter,
    onFault: fault,
  })
  ops.metrics.watch(relay)
  giveBackWhenQuiet(relay.connections)

  const { tlsCert, tlsKey } = config
  const tls =
    tlsCert === null || tlsKey === null
      ? null
      : give(() => {
          const files = { cert: readFileSync(tlsCert), key: readFileSync(tlsKey) }
          createSecureContext(files)
          return files
        }, 'The certificate cannot be used: ')
  const scheme = tls === null ? 'http' : 'https'
  let port = config.port
  const local = (host: string): string => `${scheme}://${host}:${port}`
  const url = (): string => publicUrl(config, port)
  const origins = (): string[] => [new URL(url()).origin, local('127.0.0.1'), local('localhost')]

  const built = join(import.meta.dirname, '..', 'dist')
  const dist = existsSync(join(built, 'index.html')) ? built : null
  const app = makeApp({ db, log, journal, people, relay, ops, epoch, now, url, origins }, dist)
  const sockets = makeSocketServer()
  const options = { shouldUpgradeCallback: opensSocket, requestTimeout: REQUEST_MS }
  const server = createAdaptorServer({
    fetch: app.fetch,
    ...(tls === null
      ? { createServer: createHttpServer, serverOptions: options }
      : {
          createServer: createHttpsServer,
          serverOptions: { ...tls, ...options },
        }),
  })
  // Whoever has taken a socket hears of its errors too; one that nobody holds must not end the process.
  server.on(tls === null ? 'connection' : 'secureConnection', (socket: Socket) =>
    socket.on('error', () => undefined),
  )

  takeUpgrades({
    server,
    sockets,
    fetch: app.fetch,
    onSocket: (socket, stream, as) => void connect(socket, stream, as, relay).catch(fault),
    onFault: fault,
  })

  server.on('error', (cause: NodeJS.ErrnoException) => {
    const reason =
      cause.code === 'EADDRINUSE' ? `port ${port} is in use; set GONGNI_PORT or --port` : cause.message
    console.error(`The server cannot listen: ${reason}`)
    process.exit(1)
  })
  server.listen(port, config.host, () => {
    const address = server.address()
    if (address !== null && typeof address === 'object') port = address.port
    if (!people.hasCommittee()) {
      console.log(
        `主席的一次性链接 / the chair's one-time link: ${url()}/start#${people.makeStartToken(now())}`,
      )
    }
    console.log(`共拟 Gongni: ${url()}`)
    ops.log.info({ port, schema: db.schema() }, 'started')
  })

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    ops.log.info('stopping')
    setTimeout(() => {
      ops.log.error('stopped before all was drained')
      process.exit(1)
    }, STOP_MS).unref()
    server.close()
    relay
      .close()
      .then(() => Promise.all([compactor.close(), whenClosed(sockets.clients)]))
      .catch(fault)
      .finally(() => {
        try {
          db.checkpoint()
        } catch (cause) {
          // A full disk: what is committed stands in the write-ahead log, which the next start reads.
          fault(cause)
        }
        db.close()
        ops.log.info('stopped')
        process.exit(0)
      })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

serve(give(() => readConfig(process.env, process.argv.slice(2)), ''))
