import type { Ritual } from '../ritual.ts';
import type { Schedule } from '../time/schedule.ts';

/** When a ritual happens, up to the date on which it expires. */
export function untilExpiry({ schedule, expires }: Pick<Ritual, 'schedule' | 'expires'>): Schedule {
  if (!expires || (schedule.until && schedule.until < expires)) return schedule;
  return { ...schedule, until: expires };
}
