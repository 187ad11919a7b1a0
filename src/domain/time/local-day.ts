import type { Instant } from './instant.js';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** Which zone and which hour begin a day, from an instant on. */
export interface DayRule {
  /** The first instant at which it holds; 0 for the first rule of a user. */
  readonly from: Instant;
  /** An IANA name. */
  readonly timeZone: string;
  /** The wall-clock hour at which the day begins, 0–6. */
  readonly dayStartsAt: number;
}

/** The rules of one user, oldest first; the last may lie in the future. */
export type DayCalendar = readonly [DayRule, ...DayRule[]];
