import { MINUTE, SECOND, type Span } from '../../core/time.ts';
import type { Random } from '../../ports.ts';

/** How long to wait after the `attempts`-th failure (from 1), in ms: 5 s doubled each time, at most 15 minutes, with a
 * quarter more or less by chance, so that what failed together does not come back together. */
export function backOff(attempts: number, random: Random): Span {
  const whole = Math.min(5 * SECOND * 2 ** (attempts - 1), 15 * MINUTE);
  return Math.round(whole * (0.75 + random() / 2));
}
