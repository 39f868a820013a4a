/** `npm run -s gongni -- COMMAND …`: the command line. Each command is one file beside this one. */
import { read } from './read.ts'

const COMMANDS: Record<string, (args: readonly string[]) => number> = { read }

const USAGE = `usage: npm run -s gongni -- read FILE... [--json] [--out DIR]
  read   reads plans (text or Markdown, UTF-8): a summary, the typed plan with --json,
         or one NAME.json in DIR for each file with --out`

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (command === undefined) console.error(USAGE)
process.exitCode = command === undefined ? 2 : command(args)
