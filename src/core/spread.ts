/** How values lie: how many there are, and the smallest of them that at least half, nine in ten, or all of them do not
 * exceed (nearest rank, nothing is interpolated). Without values there is only their number. */
export type Spread = { n: 0 } | { n: number; p50: number; p90: number; max: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  const [p50, p90, max] = [at(0.5), at(0.9), sorted.at(-1)];
  if (p50 === undefined || p90 === undefined || max === undefined) return { n: 0 };
  return { n: sorted.length, p50, p90, max };
}
