import type { HomePlan } from '../../sync/homePlans.ts'

/** Plans under the year that they are for, newest year first; those that name none (201x年) at the end. */
export function byYear<T extends Pick<HomePlan, 'period'>>(
  plans: readonly T[],
  noYear: string,
): [string, T[]][] {
  const groups = Map.groupBy(plans, ({ period }) => period.from?.slice(0, 4) ?? noYear)
  const rank = (year: string): string => (year === noYear ? '' : year)
  return [...groups].toSorted(([a], [b]) => (rank(a) < rank(b) ? 1 : -1))
}
