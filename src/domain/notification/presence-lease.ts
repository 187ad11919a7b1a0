import type { Instant } from '../time/instant.js';

/** In seconds. */
export interface PresenceSettings {
  /** From the last socket closed until offline: who comes back in time never went. */
  readonly grace: number;
  /** Until the users of a killed node are offline. */
  readonly ttl: number;
}

/** Until when a user with an open socket counts as connected, unless renewed. */
export function leaseUntil(now: Instant, { ttl }: PresenceSettings): Instant {
  return now + ttl * 1000;
}

/** Until when a user counts as connected after the last socket closed. */
export function graceUntil(now: Instant, { grace }: PresenceSettings): Instant {
  return now + grace * 1000;
}
