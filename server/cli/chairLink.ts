import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { publicUrl, readConfig } from '../config.ts'
import { GIVEN_LINK_MS } from '../people/loginLinks.ts'
import { People } from '../people/people.ts'
import { Database } from '../store/database.ts'
import { Journal } from '../store/journal.ts'

/**
 * `chair-link [NAME] [--data DIR] [--end-others]`: prints a one-time link for a chair who has no device
 * left that is signed in. The server may run meanwhile. Returns the exit code.
 */
export function chairLink(args: readonly string[]): number {
  let parsed
  let config
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, 'end-others': { type: 'boolean', default: false } },
    })
    const { data } = parsed.values
    config = readConfig(process.env, data === undefined ? [] : ['--data', data])
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : String(cause))
    return 2
  }
  if (!existsSync(join(config.data, 'gongni.sqlite'))) {
    console.error(`${config.data} 里没有共拟的数据。请用 --data 或 GONGNI_DATA 指出数据文件夹。`)
    return 1
  }
  const db = new Database(config.data)
  try {
    const people = new People(db, new Journal(db))
    const committee = people.committee()
    if (committee === null) {
      console.error('还没有委员会。请启动服务器，打开它显示的主席链接。')
      return 1
    }
    const chairs = people
      .members(committee)
      .filter(({ role, joinedAt }) => role === 'chair' && joinedAt !== null)
    const [name] = parsed.positionals
    const named = name === undefined ? chairs : chairs.filter((chair) => chair.name === name)
    const [chair] = named
    if (chair === undefined || named.length > 1) {
      const names = chairs.map((one) => one.name).join('、')
      console.error(`请写明是哪位主席：npm run -s gongni -- chair-link 姓名。现在的主席：${names}`)
      return 1
    }
    const { token } = db.transaction(() => {
      if (parsed.values['end-others']) people.sessions.endAll(chair.id)
      return people.logins.make({ user: chair.id, committee }, chair.id, GIVEN_LINK_MS, Date.now())
    })
    console.log(
      `${chair.name}的登录链接，24 小时内可用一次 / a one-time link for the chair, for 24 hours: ${publicUrl(config, config.port)}/login#${token}`,
    )
    return 0
  } finally {
    db.close()
  }
}
