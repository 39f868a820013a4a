import { PlanId } from '../../shared/plan/ids.ts'
import { Role } from '../../shared/record/roles.ts'
import { publicUrl } from '../config.ts'
import type { People } from '../people/people.ts'
import type { Database } from '../store/database.ts'
import { PlanLog } from '../store/planLog.ts'
import { blankPlan } from './blankPlan.ts'
import { command, needData, withData, Wrong } from './command.ts'

const HOW = 'npm run -s gongni -- token --plan ID|new --role chair|member|delegate|reader'

/** Makes a token for an existing plan, or for a new empty one. */
function make(db: Database, people: People, where: PlanId | 'new', role: Role) {
  const at = Date.now()
  return db.transaction(() => {
    const committee = people.committee()
    if (committee === null) throw new Wrong('还没有委员会。请启动服务器，打开它显示的主席链接。')
    if (where !== 'new' && new PlanLog(db).plan(where)?.committee !== committee)
      throw new Wrong(`没有编号为 ${where} 的计划。请用地址栏里 /plan/ 后面的编号。`)
    const { id, user, token } = people.tokens.make(committee, role, at)
    if (where === 'new') return { id, token, plan: blankPlan(db, people, { committee, user, id }, at) }
    people.tokens.bind(id, where)
    return { id, token, plan: where }
  })
}

/**
 * `token --plan ID|new --role ROLE`: a token that scripts send as `Authorization: Bearer`, printed this once
 * (RULES H8). `token list` names those that work, `token revoke ID` ends one. The server may run meanwhile.
 */
export const token = command(
  { plan: { type: 'string' }, role: { type: 'string' } },
  ({ config, values, positionals: [word, id = ''] }) => {
    needData(config.data)
    return withData(config.data, (db, people) => {
      if (word === 'list') {
        console.log(JSON.stringify(people.tokens.list(), null, 2))
        return 0
      }
      if (word === 'revoke') {
        if (!db.transaction(() => people.tokens.revoke(id, Date.now())))
          throw new Wrong(`没有编号为 ${id} 的有效令牌。token list 列出有效的令牌。`)
        return 0
      }
      const where = values.plan === 'new' ? 'new' : PlanId.safeParse(values.plan).data
      const role = Role.safeParse(values.role).data
      if (word !== undefined || where === undefined || role === undefined) throw new Wrong(`请写：${HOW}`, 2)
      const made = make(db, people, where, role)
      const base = publicUrl(config, config.port)
      const url = `${base.replace(/^http/, 'ws')}/sync/text/${made.plan}`
      const { id: token, plan, token: secret } = made
      console.log(JSON.stringify({ id: token, plan, role, url, api: `${base}/api`, token: secret }, null, 2))
      return 0
    })
  },
)
