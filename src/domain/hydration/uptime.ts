import type { Instant } from '../time/instant.js';

/** A time in which no process accepted intakes. */
export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
}

/** When the deployment accepted intakes, plain JSON: every process that does leaves a heartbeat each minute. */
export interface Uptime {
  readonly firstBeat: Instant;
  readonly lastBeat: Instant;
  /** Ascending, without the one that may be going on. */
  readonly outages: readonly Outage[];
}
