/** The value below which this share of the measurements lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Median and 99th percentile of a list of measurements, as text with the unit. */
export function spread(values: readonly number[], unit: string): string {
  const at = (share: number): string => `${quantile(values, share).toFixed(2)} ${unit}`
  return `median ${at(0.5)}, p99 ${at(0.99)} (${values.length} runs)`
}
