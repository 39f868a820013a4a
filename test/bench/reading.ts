import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Block } from '../../shared/plan/block.ts'
import { makeReader, readPlan } from '../../shared/reading/read.ts'
import { readSource } from '../../shared/reading/source.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { testId } from '../harness/ids.ts'
import { spread } from './figures.ts'

const timed = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Cost of reading a long plan in full and of re-reading after a keystroke; and the corpus score where it is at hand. */
export function reading(): void {
  const long = SCHOOL_YEAR.repeat(Math.ceil(200_000 / SCHOOL_YEAR.length)).slice(0, 200_000)
  const full = Array.from({ length: 10 }, () =>
    timed(() => {
      const { front, blocks } = readSource(long, testId)
      readPlan(front, blocks)
    }),
  )
  console.log(`a plan of 200,000 characters read in full: ${spread(full, 'ms')}`)

  for (const count of [100, 1_000, 5_000]) {
    const source = SCHOOL_YEAR.repeat(Math.ceil((count * 20) / SCHOOL_YEAR.length) + 20)
    const { front, blocks: all } = readSource(source, testId)
    let blocks: Block[] = all.slice(0, count)
    const read = makeReader()
    read(front, blocks)
    const keys = Array.from({ length: 200 }, (_, i) => {
      const at = (i * 37) % blocks.length
      blocks = blocks.map((block, index) => (index === at ? { ...block, text: `${block.text}字` } : block))
      return timed(() => read(front, blocks))
    })
    console.log(`re-reading after a keystroke in ${blocks.length} blocks: ${spread(keys.slice(20), 'ms')}`)
  }

  const corpus = join(import.meta.dirname, '../../../shared/corpus')
  if (!existsSync(join(corpus, 'score.mjs'))) {
    console.log('corpus score: skipped, the corpus is not at hand')
    return
  }
  const out = mkdtempSync(join(tmpdir(), 'gongni-score-'))
  const files = readdirSync(corpus).filter((file) => file.endsWith('.txt'))
  const cli = join(import.meta.dirname, '../../server/cli/gongni.ts')
  spawnSync(process.execPath, [cli, 'read', ...files.map((file) => join(corpus, file)), '--out', out], {
    stdio: 'inherit',
  })
  spawnSync(process.execPath, [join(corpus, 'score.mjs'), corpus, out], { stdio: 'inherit' })
  rmSync(out, { recursive: true })
}
