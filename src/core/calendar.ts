import type { CivilDate, Minute, Zone } from './time.ts';

/** Wall times of one opening, half-open. `to` over 1440 crosses midnight; the window belongs to its start date. */
export interface Window {
  from: Minute;
  to: Minute;
}

/** When a team or a person works. */
export interface Calendar {
  zone: Zone;
  /** Windows per weekday, index 0 = Sunday; sorted, never overlapping. */
  week: readonly (readonly Window[])[];
  /** Closed dates (public holidays, days off) and what they are called. */
  closed: ReadonlyMap<CivilDate, string>;
}
