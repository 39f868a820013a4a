/** The command line as an operator runs it, in a process of its own. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'

const CLI = join(import.meta.dirname, '../../server/cli/gongni.ts')

export type Said = { code: number; out: string; err: string }

/** Runs `gongni WORDS…` to its end. */
export function gongni(...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...words], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}
