/** `npm run -s gongni -- COMMAND …`: the command line. Each command is one file beside this one. */
import { backup } from './backup.ts'
import { benchPrepare } from './benchPrepare.ts'
import { chairLink } from './chairLink.ts'
import { read } from './read.ts'
import { restore } from './restore.ts'
import { token } from './token.ts'
import { verifyLog } from './verifyLog.ts'

const COMMANDS: Record<string, (args: readonly string[]) => number | Promise<number>> = {
  read,
  'chair-link': chairLink,
  token,
  backup,
  restore,
  'verify-log': verifyLog,
  'bench-prepare': benchPrepare,
}

const USAGE = `usage: npm run -s gongni -- read FILE... [--json] [--out DIR]
  read   reads plans (text or Markdown, UTF-8): a summary, the typed plan with --json,
         or one NAME.json in DIR for each file with --out
       npm run -s gongni -- chair-link [NAME] [--data DIR] [--end-others]
  chair-link   prints a one-time link for a chair who can no longer sign in;
         --end-others also signs them out everywhere else
       npm run -s gongni -- token --plan ID|new --role ROLE [--data DIR]
       npm run -s gongni -- token list|revoke ID [--data DIR]
  token   makes a token for scripts, for one plan; prints JSON with the address of its socket
       npm run -s gongni -- backup FILE [--data DIR]
       npm run -s gongni -- restore FILE [--data DIR]
  backup   writes everything into one file, also while the server runs
  restore  puts a backup in the data's place, while the server is stopped; what was there is kept beside it
       npm run -s gongni -- verify-log [--data DIR]
  verify-log   walks every text and every record, and names the first row that does not hold`

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (command === undefined) console.error(USAGE)
process.exitCode = command === undefined ? 2 : await command(args)
