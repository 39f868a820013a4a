import { existsSync } from 'node:fs'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { People } from '../people/people.ts'
import { Database, databaseFile } from '../store/database.ts'
import { Journal } from '../store/journal.ts'

/** What the operator has to put right; the message is one sentence that says how. */
export class Wrong extends Error {
  /** 2 for wrong words on the command line, 1 for everything else. */
  readonly code: 1 | 2
  constructor(message: string, code: 1 | 2 = 1) {
    super(message)
    this.code = code
  }
}

/** A command's words and the settings; every command takes --data DIR (default GONGNI_DATA). */
export type Given<O extends ParseArgsOptionsConfig> = {
  config: Config
  values: ReturnType<typeof parseArgs<{ options: O }>>['values']
  positionals: string[]
}

const ID_LIKE_OPTION = /^-[\w-]{21}$/

/** One id in 64 begins with a hyphen: it is no option, but the value of the option before it, or a word. */
export function idsApart(args: readonly string[]): string[] {
  const [options, ids]: [string[], string[]] = [[], []]
  for (const arg of args) {
    const before = options.at(-1)
    if (!ID_LIKE_OPTION.test(arg)) options.push(arg)
    else if (before?.startsWith('--') === true && !before.includes('='))
      options.splice(-1, 1, `${before}=${arg}`)
    else ids.push(arg)
  }
  return ids.length === 0 ? options : [...options, '--', ...ids]
}

function given<O extends ParseArgsOptionsConfig>(args: readonly string[], options: O): Given<O> {
  try {
    const { values, positionals } = parseArgs({
      args: idsApart(args),
      allowPositionals: true,
      options: { ...options, data: { type: 'string' as const } },
    })
    const data: unknown = 'data' in values ? values.data : undefined
    const config = readConfig(process.env, typeof data === 'string' ? ['--data', data] : [])
    return { config, values, positionals }
  } catch (cause) {
    throw new Wrong(cause instanceof Error ? cause.message : String(cause), 2)
  }
}

/** Makes a command of its options and its work: what the operator has to put right is said, and gives the exit code. */
export const command =
  <O extends ParseArgsOptionsConfig>(options: O, work: (words: Given<O>) => number | Promise<number>) =>
  async (args: readonly string[]): Promise<number> => {
    try {
      return await work(given(args, options))
    } catch (cause) {
      if (!(cause instanceof Wrong)) throw cause
      console.error(cause.message)
      return cause.code
    }
  }

/** Throws Wrong when there is no data in the folder: a typing slip must not make an empty committee. */
export function needData(folder: string): void {
  if (!existsSync(databaseFile(folder)))
    throw new Wrong(`${folder} 里没有共拟的数据。请用 --data 或 GONGNI_DATA 指出数据文件夹。`)
}

/** Opens the folder's database while `work` runs; a server may run on it meanwhile. */
export function withData<T>(folder: string, work: (db: Database, people: People) => T): T {
  const db = new Database(folder)
  try {
    return work(db, new People(db, new Journal(db)))
  } finally {
    db.close()
  }
}
