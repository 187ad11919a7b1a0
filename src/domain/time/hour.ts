import { HOUR } from './duration.js';
import type { Instant } from './instant.js';
import { offsetAt, offsetChange } from './wall-clock.js';

/** In milliseconds. Offsets of all zones today are multiples of it. */
export const QUARTER_MS = HOUR / 4;

/** The start of the quarter-hour, counted from UTC, in which an instant lies. */
export function quarterOf(instant: Instant): Instant {
  return Math.floor(instant / QUARTER_MS) * QUARTER_MS;
}

/** The first quarter-hour that starts at the instant or after it. */
export function firstQuarterFrom(instant: Instant): Instant {
  return Math.ceil(instant / QUARTER_MS) * QUARTER_MS;
}

/**
 * The start of the hour on the wall clocks of a zone in which an instant lies. Where the clocks change, an hour ends and
 * another begins, so that no two hours overlap.
 */
export function hourOf(instant: Instant, timeZone = 'UTC'): Instant {
  const offset = offsetAt(instant, timeZone);
  const start = Math.floor((instant + offset) / HOUR) * HOUR - offset;
  return offsetAt(start, timeZone) === offset ? start : offsetChange(start, instant, timeZone);
}
