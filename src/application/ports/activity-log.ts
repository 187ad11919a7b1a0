import type { Activity, ActivityType } from '../../domain/insight/activity.js';
import type { Role } from '../../domain/identity/role.js';
import type { FailedLogin } from '../../domain/insight/spike-figures.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Position } from '../paging.js';

export interface ActivityFilter {
  readonly types?: readonly ActivityType[] | undefined;
  readonly userId?: string | undefined;
  /** The role the account had when it happened. */
  readonly role?: Role | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** What accounts did and what was done to them. Append-only. */
export interface ActivityLog {
  /** Insert if absent, by id. */
  append(activity: Activity): Promise<void>;
  /** Newest first; at most `limit` behind `after` (key = at). */
  list(filter: ActivityFilter, after: Position | undefined, limit: number): Promise<readonly Activity[]>;
  count(filter: ActivityFilter): Promise<number>;
  /** Of each login that failed at or after `from` whom it tried and from where, newest first; at most the newest `limit`. */
  failedLogins(from: Instant, limit: number): Promise<readonly FailedLogin[]>;
  /**
   * Forgets who it was: user id, address, agent and details (they become `{}`) of a deleted user. What happened stays
   * counted.
   */
  pseudonymise(userId: string): Promise<void>;
  /** Removes what is older; returns how many. */
  removeBefore(instant: Instant): Promise<number>;
}
