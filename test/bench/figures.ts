/** Median and 99th percentile of a list of measurements, as text with the unit. */
export function spread(values: readonly number[], unit: string): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return `median ${at(0.5).toFixed(2)} ${unit}, p99 ${at(0.99).toFixed(2)} ${unit} (${sorted.length} runs)`
}
