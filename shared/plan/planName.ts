import type { Block, Front } from './block.ts'

/**
 * What a plan is called on the screen: its title line as it stands, with a number that the reading of it leaves
 * out (工会工作计划篇一); null where it has none.
 */
export function planName({ title }: Pick<Front, 'title'>, blocks: readonly Block[]): string | null {
  const heading = blocks.find(({ kind, level }) => kind === 'heading' && level === 0)
  const name = title ?? heading?.text.trim() ?? ''
  return name === '' ? null : name
}
