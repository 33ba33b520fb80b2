import type { Dependency } from './record.ts';
import type { CivilDate } from './time.ts';

/** Whether somebody still waits on a date: nobody has ended it, and the date until which they wait has not passed. */
export function waitsOn({ open, until }: Dependency, date: CivilDate): boolean {
  return open && (until === undefined || until >= date);
}
