import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeBackup } from '../store/backup.ts'
import { inUse } from '../store/folderLock.ts'
import { command, needData, Wrong } from './command.ts'

/** `backup FILE [--data DIR]`: everything in one file, as it stood at one moment; the server may run meanwhile. */
export const backup = command({}, ({ config, positionals: [name] }) => {
  if (name === undefined) throw new Wrong('请写明备份到哪个文件：npm run -s gongni -- backup FILE', 2)
  needData(config.data)
  const file = resolve(name)
  if (existsSync(file)) throw new Wrong(`${name} 已经存在。请换一个文件名，旧的备份不会被覆盖。`)
  const release = inUse(config.data)
  if (release === null) throw new Wrong(`${config.data} 正在恢复备份。请等它结束。`)
  try {
    writeBackup(config.data, file)
  } catch (cause) {
    throw new Wrong(`没有备份成功：${cause instanceof Error ? cause.message : String(cause)}`)
  } finally {
    release()
  }
  console.log(`已备份到 / backed up to ${name}（${(statSync(file).size / 1024 / 1024).toFixed(1)} MiB）`)
  return 0
})
