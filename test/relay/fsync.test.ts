import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { openRaw } from '../harness/rawClient.ts'
import { foundCommittee, Server } from '../harness/relayProcess.ts'

/** Whether system calls can be watched here: strace is installed, and may. */
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

const CALLS = 'pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg'
const UPDATES = 20

const wordsOf = (nth: number): string => `WORDS-${nth}-END`

/** Bytes as strace prints them. */
const printed = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')

/** The places of the lines that begin a call on such a file, before the line `end`. */
const before = (lines: readonly string[], end: number, call: RegExp): number =>
  lines.findLastIndex((line, at) => at < end && call.test(line))

test.skipIf(!canTrace)(
  '[W1][P1][P2] the log is on the disk, as the system calls say, before the writer is told and before a reader is sent it (skipped where strace is missing or may not trace)',
  async () => {
    const server = new Server()
    onTestFinished(() => server.remove())
    const trace = join(server.data, 'trace')
    // -D: the server itself is our child, so that signals reach it.
    server.tracer = ['strace', '-D', '-f', '-y', '-xx', '-s', '9000', '-o', trace, '-e', `trace=${CALLS}`]
    await server.start()
    const chair = await foundCommittee(server)
    const member = await chair.bring('member', '李老师')
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const [writer, reader] = await Promise.all([openRaw(member, plan), openRaw(chair, plan)])
    for (let nth = 0; nth < UPDATES; nth++) {
      writer.type(wordsOf(nth))
      await writer.until(() => writer.acked === writer.sent)
      await reader.until(() => reader.text().includes(wordsOf(nth)))
    }
    await server.stop()

    const lines = readFileSync(trace, 'utf8').split('\n')
    const file = String.raw`\d+<[^>]*`
    // Names are printed as bytes too.
    const wal = printed(Buffer.from('-wal')).replaceAll('\\', '\\\\')
    const written = new RegExp(`pwrite64\\(${file}${wal}>`)
    // One that another thread's call came between ends in a line of its own.
    const synced = new RegExp(`(fdatasync|fsync)(\\(${file}${wal}>\\)| resumed>\\)) += 0`)
    const told = /(write|writev|sendto|sendmsg)\(\d+<[^>]*>/
    for (let nth = 0; nth < UPDATES; nth++) {
      const words = printed(Buffer.from(wordsOf(nth)))
      const stored = lines.findIndex((line) => written.test(line) && line.includes(words))
      const shown = lines.findIndex((line) => !written.test(line) && told.test(line) && line.includes(words))
      // The frame's head, its type, how many frames of the writer's it answers, and the log's position.
      const ack = printed(Uint8Array.of(0x82, 3, 100, nth + 2, nth + 2))
      const acked = lines.findIndex((line) => told.test(line) && line.includes(ack))
      expect(stored).toBeGreaterThan(0)
      for (const at of [shown, acked]) {
        expect(at).toBeGreaterThan(stored)
        expect(before(lines, at, synced)).toBeGreaterThan(before(lines, at, written))
      }
    }
  },
)
