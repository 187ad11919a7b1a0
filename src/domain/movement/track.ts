import type { Instant } from '../time/instant.js';
import type { TrackState } from './plausibility.js';

/** What points gave to a quarter-hour: metres, and how many of its points are not rejected (negative: taken back). */
export interface QuarterCredit {
  readonly quarter: Instant;
  readonly metres: number;
  readonly points: number;
}

/**
 * What the points of one quarter-hour of UTC made. There is one for each quarter-hour that has a stored point. It is
 * replaced whole, never incremented; an hour is a sum of credits.
 */
export interface QuarterHour {
  readonly start: Instant;
  /** Its last stored point, rejected or not. */
  readonly lastAt: Instant;
  /** To this quarter-hour and to earlier ones, ascending by quarter. */
  readonly credits: readonly QuarterCredit[];
  /** The state behind its last point; null: the next point begins anew. */
  readonly state: TrackState | null;
}
