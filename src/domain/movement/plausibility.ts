import type { Instant } from '../time/instant.js';

/** Where somebody was, and how well that is known. */
export interface Fix {
  readonly at: Instant;
  readonly latitude: number;
  readonly longitude: number;
  /** Radius in metres; null is unknown. */
  readonly accuracy: number | null;
}

/** What the next point is judged by. */
export interface TrackState {
  /** The last counted point: the next line begins here. */
  readonly anchor: Fix;
  /** The last point that was not rejected: the anchor, or one held within its noise. */
  readonly last: Fix;
  /** A point too far from `last` to be believed, unless the next one is near it. */
  readonly candidate: Fix | null;
  /** `last` is the only point of its line so far, so nothing confirms it yet. */
  readonly alone: boolean;
}
