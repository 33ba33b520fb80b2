import { type Instant, MINUTE, SECOND } from '../../core/time.ts';

/** `steady`: go on. `jumped`: the clock has just leapt forward. `doubtful`: it has, and that is not confirmed yet.
 * `went back`: it has just jumped back; go on. */
export type Verdict = 'steady' | 'jumped' | 'doubtful' | 'went back';

const JUMP = 5 * MINUTE;
/** So much later the leap must still be there. */
const CONFIRM_AFTER = 30 * SECOND;

/** Watches a clock that is looked at once a minute or more often. A leap forward of over 5 minutes is a fault until a later
 * look confirms it; a clock that goes back is believed at once, because what was done is not done again anyway. */
export function createJumpWatch(): (now: Instant) => Verdict {
  let last: Instant | undefined;
  let leaptTo: Instant | undefined;

  return (now) => {
    const gap = last === undefined ? 0 : now - last;
    if (gap > JUMP && !confirmed(leaptTo, now)) {
      const again = leaptTo !== undefined && now >= leaptTo && now - leaptTo <= JUMP;
      if (!again) leaptTo = now;
      return again ? 'doubtful' : 'jumped';
    }
    last = now;
    leaptTo = undefined;
    return gap < -JUMP ? 'went back' : 'steady';
  };
}

/** Whether what is due may be done. */
export function isSteady(verdict: Verdict): boolean {
  return verdict === 'steady' || verdict === 'went back';
}

function confirmed(leaptTo: Instant | undefined, now: Instant): boolean {
  return leaptTo !== undefined && now - leaptTo >= CONFIRM_AFTER && now - leaptTo <= JUMP;
}
