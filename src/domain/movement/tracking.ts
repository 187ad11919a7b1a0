import type { Instant } from '../time/instant.js';

/** A user's word: from `since` on, track me, or track me no longer. */
export interface TrackingStatement {
  readonly active: boolean;
  readonly since: Instant;
  readonly saidAt: Instant;
}

/** When a user wanted to be tracked: what was said, in the order in which it was said. */
export interface Tracking {
  readonly statements: readonly TrackingStatement[];
  /** What was said about the time before this is no longer known; null if everything is. */
  readonly forgottenBefore: Instant | null;
}
