/** Several rounds of one figure, and how they read. */

export type Print = (line: string) => void;

export function median(of: readonly number[]): number {
  return percentile(of, 50);
}

/** The value that `percent` of all do not exceed. */
export function percentile(of: readonly number[], percent: number): number {
  const sorted = [...of].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** The median with the least and the greatest: `12.3 (11.9 to 14.0)`. */
export function spread(of: readonly number[], digits = 0): string {
  const text = (value: number) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text(median(of))} (${text(Math.min(...of))} to ${text(Math.max(...of))})`;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Prints whether a figure keeps its bar; gives it back. */
export function judge(print: Print, what: string, kept: boolean): boolean {
  print(`  ${kept ? 'kept' : 'MISSED'}: ${what}`);
  return kept;
}
