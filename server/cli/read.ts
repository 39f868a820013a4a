import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Unreadable as Reason } from '../../shared/inputs/decode.ts'
import { blocksOfDocument, textOfFile } from '../../shared/inputs/readFile.ts'
import { plansIn } from '../../shared/inputs/collection.ts'
import { BlockId } from '../../shared/plan/ids.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { inSource } from '../../shared/reading/inSource.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { summarise, type Summary } from '../../shared/reading/summarise.ts'
import { IMPORT_BYTES } from '../../shared/wire/limits.ts'

/** A file that cannot be read as a plan; the message is one sentence that says why and what to do. */
class Unreadable extends Error {}

/** Why a file cannot be read, as one sentence with what to do. */
const WHY: Record<Reason, (file: string) => string> = {
  empty: (file) => `${file} 里没有文字。`,
  'too-large': (file) => `${file} 太大（超过 10 MB，或解开后太大）。请只保留计划的文字。`,
  'old-word': (file) => `${file} 是旧格式的 Word 或 WPS 文件。请另存为 .docx。`,
  protected: (file) => `${file} 有密码。请打开它，去掉密码后另存。`,
  broken: (file) => `${file} 已损坏，打不开。请用 Word 或 WPS 打开并另存为 .docx。`,
  pdf: (file) => `${file} 是 PDF。请打开它，复制文字，存为 .txt。`,
  'not-text': (file) => `${file} 不是文本或 .docx 文件。请另存为 UTF-8 的 .txt。`,
}

/** The bytes of a file. Throws Unreadable. */
function bytesOf(file: string): Uint8Array {
  try {
    const stat = statSync(file)
    if (!stat.isFile()) throw new Unreadable(`${file} 不是文件。请给出一份计划的文本文件。`)
    if (stat.size > IMPORT_BYTES) throw new Unreadable(WHY['too-large'](file))
    return readFileSync(file)
  } catch (cause) {
    if (cause instanceof Unreadable) throw cause
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw new Unreadable(missing ? `没有这个文件：${file}` : `${file} 打不开。请检查权限。`, { cause })
  }
}

function readingOf(file: string): { plan: Plan; summary: Summary } {
  const read = textOfFile(bytesOf(file), TextDecoder)
  if (!read.ok) throw new Unreadable(WHY[read.why](file))
  const count = plansIn(read.document).length
  if (count > 1) console.error(`${file} 里有 ${count} 份，这里按一份读出；在网页上导入可以分开。`)
  let made = 0
  const { front, blocks } = blocksOfDocument(read.document, () => BlockId.parse(`b${(made += 1)}`))
  const plan = readPlan(front, blocks)
  return { plan: inSource(plan, front, blocks), summary: summarise(plan, blocks) }
}

const monthsOf = (months: readonly number[]): string =>
  months.length === 0 ? '未定' : `${months.join('、')}月`

function summaryOf(file: string, plan: Plan, { sections, goals, monthly, doubts }: Summary): string {
  return [
    `${file}：${plan.title ?? '（没有标题）'}`,
    `识别到 ${sections} 节、${goals} 个目标、${monthly} 项月程，${doubts} 处待确认`,
    ...plan.sections.map((section) => `${'  '.repeat(section.level)}${section.heading}`),
    ...plan.goals.map((goal) => `  目标  ${goal.quote}`),
    ...plan.monthly.map(
      (item) =>
        `  ${monthsOf(item.months)}${item.recurrence === null ? '' : ` ${item.recurrence.text}`}  ${item.task}`,
    ),
  ].join('\n')
}

/**
 * `read FILE... [--json] [--out DIR]`. Several files with --json give one JSON array. Returns the exit
 * code: 1 when a file could not be read (the others are read all the same), 2 for wrong words.
 */
export function read(args: readonly string[]): number {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, out: { type: 'string' } },
    })
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : String(cause))
    return 2
  }
  const { positionals: files, values } = parsed
  if (files.length === 0) {
    console.error('请给出要读的文件：npm run -s gongni -- read FILE... [--json] [--out DIR]')
    return 2
  }
  const plans: { file: string; plan: Plan; summary: Summary }[] = []
  let code = 0
  for (const file of files) {
    try {
      plans.push({ file, ...readingOf(file) })
    } catch (cause) {
      if (!(cause instanceof Unreadable)) throw cause
      console.error(cause.message)
      code = 1
    }
  }
  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true })
    for (const { file, plan } of plans) {
      writeFileSync(
        join(values.out, `${basename(file, extname(file))}.json`),
        `${JSON.stringify(plan, null, 2)}\n`,
      )
    }
  }
  if (values.json) {
    const all = plans.map(({ plan }) => plan)
    if (all.length > 0) console.log(JSON.stringify(files.length === 1 ? all[0] : all, null, 2))
  } else if (values.out === undefined)
    console.log(plans.map(({ file, plan, summary }) => summaryOf(file, plan, summary)).join('\n\n'))
  return code
}
