import { publicUrl } from '../config.ts'
import { GIVEN_LINK_MS } from '../people/loginLinks.ts'
import { command, needData, withData, Wrong } from './command.ts'

/**
 * `chair-link [NAME] [--data DIR] [--end-others]`: prints a one-time link for a chair who has no device
 * left that is signed in. The server may run meanwhile.
 */
export const chairLink = command(
  { 'end-others': { type: 'boolean', default: false } },
  ({ config, values, positionals: [name] }) => {
    needData(config.data)
    return withData(config.data, (db, people) => {
      const committee = people.committee()
      if (committee === null) throw new Wrong('还没有委员会。请启动服务器，打开它显示的主席链接。')
      const chairs = people
        .members(committee)
        .filter(({ role, joinedAt }) => role === 'chair' && joinedAt !== null)
      const named = name === undefined ? chairs : chairs.filter((chair) => chair.name === name)
      const [chair] = named
      if (chair === undefined || named.length > 1) {
        const names = chairs.map((one) => one.name).join('、')
        throw new Wrong(`请写明是哪位主席：npm run -s gongni -- chair-link 姓名。现在的主席：${names}`)
      }
      const { token } = db.transaction(() => {
        if (values['end-others']) people.sessions.endAll(chair.id)
        return people.logins.make({ user: chair.id, committee }, chair.id, GIVEN_LINK_MS, Date.now())
      })
      console.log(
        `${chair.name}的登录链接，24 小时内可用一次 / a one-time link for the chair, for 24 hours: ${publicUrl(config, config.port)}/login#${token}`,
      )
      return 0
    })
  },
)
