import { existsSync, mkdirSync } from 'node:fs'
import { faultOf, readBackup } from '../store/backup.ts'
import { alone } from '../store/folderLock.ts'
import { command, Wrong } from './command.ts'

/**
 * `restore FILE [--data DIR]`: puts a backup in the place of the folder's data, which is kept beside it. It
 * begins a new epoch: what members' devices hold beyond the backup is set aside there, never mixed in.
 */
export const restore = command({}, ({ config, positionals: [name] }) => {
  if (name === undefined) throw new Wrong('请写明备份文件：npm run -s gongni -- restore FILE', 2)
  if (!existsSync(name)) throw new Wrong(`没有这个文件：${name}`)
  const fault = faultOf(name)
  if (fault !== null) throw new Wrong(`${name} 不是完好的备份：${fault}。请用另一份备份。`)
  mkdirSync(config.data, { recursive: true })
  const release = alone(config.data)
  if (release === null) throw new Wrong(`${config.data} 正在使用。请先停止服务器，再恢复备份。`)
  try {
    const aside = readBackup(name, config.data, Date.now())
    console.log(
      `已恢复 ${name} / restored${aside === null ? '' : `；原来的数据在 / the data before is in ${aside}`}`,
    )
    return 0
  } catch (cause) {
    throw new Wrong(
      `没有恢复成功，原来的数据没有变：${cause instanceof Error ? cause.message : String(cause)}`,
    )
  } finally {
    release()
  }
})
