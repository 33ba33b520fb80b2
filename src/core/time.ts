/** An instant: UTC milliseconds since 1970. */
export type Instant = number;
/** A length of time in milliseconds. */
export type Span = number;
/** A civil date, `YYYY-MM-DD`, without a zone. */
export type CivilDate = string;
/** A wall time in minutes from midnight, 0 to 1440; in a window's end up to 2880 (the next day). */
export type Minute = number;
/** An IANA zone name. */
export type Zone = string;
/** 0 = Sunday … 6 = Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Half-open: `from` is inside, `to` is not. */
export interface Interval {
  from: Instant;
  to: Instant;
}

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
