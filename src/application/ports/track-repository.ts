import type { GpsPoint } from '../../domain/movement/gps-point.js';
import type { QuarterHour } from '../../domain/movement/track.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';

/** What has to be folded again: everything in [dirtyFrom, dirtyTo]; nothing if both are null. */
export interface TrackHead {
  readonly version: number;
  readonly dirtyFrom: Instant | null;
  readonly dirtyTo: Instant | null;
}

/** Metres, not rounded, and points that are not rejected. */
export interface Walked {
  readonly metres: number;
  readonly points: number;
}

/** GPS points of users and the quarter-hours folded from them. */
export interface TrackRepository {
  /** Version 0 and clean for a user never marked. */
  head(userId: string): Promise<TrackHead>;
  /**
   * Widens the dirty range and raises the version by one, in one step; done *before* points change. Returns the new
   * head. Whoever folds does it under a version got here itself, so that two folds never share one.
   */
  markDirty(userId: string, from: Instant, to: Instant): Promise<TrackHead>;
  /** Compare and set: clean, if the version is still this one. Returns whether it was. */
  markClean(userId: string, version: number): Promise<boolean>;
  /** Users with a dirty head, for a sweep; behind `after`, by id. */
  dirty(limit: number, after?: string): Promise<readonly string[]>;
  /**
   * Stores points by (user, at). Where one is there already, `preferred` of the domain decides which stays, whichever
   * came first. Those under a tombstone are dropped.
   */
  putPoints(userId: string, points: readonly GpsPoint[]): Promise<void>;
  /** Points of the range, ascending, at most `limit`. */
  points(userId: string, range: InstantRange, limit: number): Promise<readonly GpsPoint[]>;
  /** Points of the range, descending, at most `limit`. */
  latestPoints(userId: string, range: InstantRange, limit: number): Promise<readonly GpsPoint[]>;
  /** Removes points of the range and leaves a tombstone of it until `until`: what arrives for it later is dropped. */
  removePoints(userId: string, range: InstantRange, until: Instant): Promise<void>;
  /** The last quarter-hour that starts before the instant. */
  quarterBefore(userId: string, instant: Instant): Promise<QuarterHour | undefined>;
  /** Quarter-hours whose start lies in the range, ascending. */
  quarters(userId: string, range: InstantRange): Promise<readonly QuarterHour[]>;
  /**
   * Widens the dirty range by this one, so that what is half replaced is folded again, then puts these in place of all
   * quarter-hours whose start lies in the range, each whole. Fenced: nothing that a higher version wrote is touched.
   * Returns false, with nothing promised, if the head is not, or no longer, at `version`. A fold has to replace all of the
   * dirty range, where it finds nothing too: that is what keeps out a worker that it overtook.
   */
  replaceQuarters(
    userId: string,
    range: InstantRange,
    quarters: readonly QuarterHour[],
    version: number,
  ): Promise<boolean>;
  /** What was covered in the range: the sum of the credits of its quarter-hours, of all users, or of these. */
  walked(range: InstantRange, userIds?: readonly string[]): Promise<Walked>;
  /**
   * Points before this instant may have been removed by `removePointsBefore`, so what was folded from them must stay; 0
   * if none ever was.
   */
  retainedFrom(): Promise<Instant>;
  /**
   * Notes `instant` for `retainedFrom` (which never goes back), then removes points (never quarter-hours) older than
   * the instant, of all users, and tombstones that have ended by `now`; returns how many points.
   */
  removePointsBefore(instant: Instant, now: Instant): Promise<number>;
  remove(userId: string): Promise<void>;
}
