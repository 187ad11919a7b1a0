import type { Presence } from '../../application/ports/presence.js';
import type { Instant } from '../../domain/time/instant.js';

interface Lease {
  readonly until: Instant;
  readonly released: boolean;
}

/** Who is connected to this one process. Sockets end with it, so nothing has to outlive it. */
export class EmbeddedPresence implements Presence {
  private readonly users = new Map<string, Map<string, Lease>>();

  async renew(node: string, userIds: readonly string[], now: Instant, until: Instant): Promise<readonly string[]> {
    const newcomers = new Set<string>();
    for (const userId of userIds) {
      if (this.leases(userId, now).length === 0) newcomers.add(userId);
      const leases = this.users.get(userId) ?? new Map<string, Lease>();
      this.users.set(userId, leases.set(node, { until, released: false }));
    }
    return [...newcomers];
  }

  async release(node: string, userId: string, until: Instant): Promise<void> {
    const leases = this.users.get(userId);
    if (leases?.has(node) === true) leases.set(node, { until, released: true });
  }

  async sweep(now: Instant): Promise<readonly string[]> {
    for (const leases of this.users.values()) {
      for (const [node, lease] of leases) if (lease.until <= now) leases.delete(node);
    }
    const vanished = [...this.users].filter(([, leases]) => leases.size === 0).map(([userId]) => userId);
    for (const userId of vanished) this.users.delete(userId);
    return vanished;
  }

  async connected(userIds: readonly string[], now: Instant): Promise<ReadonlySet<string>> {
    return new Set(userIds.filter((userId) => this.leases(userId, now).length > 0));
  }

  async reachable(userId: string, now: Instant): Promise<boolean> {
    return this.leases(userId, now).some((lease) => !lease.released);
  }

  async online(now: Instant): Promise<readonly string[]> {
    return [...this.users.keys()].filter((userId) => this.leases(userId, now).length > 0);
  }

  async count(now: Instant): Promise<number> {
    return (await this.online(now)).length;
  }

  private leases(userId: string, now: Instant): readonly Lease[] {
    return [...(this.users.get(userId)?.values() ?? [])].filter((lease) => lease.until > now);
  }
}
