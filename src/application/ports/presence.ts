import type { Instant } from '../../domain/time/instant.js';

/**
 * Who is connected, by leases of (user, node) with an expiry. A node that was killed stops renewing, so its users are
 * gone when their leases end. What asks who is online for display alone gets nobody while the leases are away; the rest
 * throws DomainError `unavailable` then.
 */
export interface Presence {
  /**
   * Makes or renews leases until `until`. Returns those users who had none at `now`, each to exactly one caller: also
   * who had one that has ended and that no sweep has removed yet.
   */
  renew(node: string, userIds: readonly string[], now: Instant, until: Instant): Promise<readonly string[]>;
  /**
   * The last socket of the user on this node closed: the lease ends at `until`, unless renewed; the user is not
   * reachable there.
   */
  release(node: string, userId: string, until: Instant): Promise<void>;
  /** Removes leases that ended by `now`. Returns users who have none left, each to exactly one caller. */
  sweep(now: Instant): Promise<readonly string[]>;
  /** Those of the users who have a lease at `now`, released ones included: they count as online. Never a failure. */
  connected(userIds: readonly string[], now: Instant): Promise<ReadonlySet<string>>;
  /** Whether a socket of the user is open somewhere: a lease at `now` that was not released. */
  reachable(userId: string, now: Instant): Promise<boolean>;
  /** Everybody who has a lease at `now`. Never a failure. */
  online(now: Instant): Promise<readonly string[]>;
  /** How many users are connected at `now`. Never a failure. */
  count(now: Instant): Promise<number>;
}
