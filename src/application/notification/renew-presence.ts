import { leaseUntil, type PresenceSettings } from '../../domain/notification/presence-lease.js';
import type { Clock } from '../ports/clock.js';
import type { Presence } from '../ports/presence.js';
import type { AnnouncePresence } from './announce-presence.js';

/** The heartbeat of a node: all users with an open socket on it stay connected. */
export class RenewPresence {
  constructor(
    private readonly presence: Presence,
    private readonly announcePresence: AnnouncePresence,
    private readonly clock: Clock,
    private readonly settings: PresenceSettings,
  ) {}

  /** Returns those who counted as gone until now: nothing was routed to them in that time. */
  async execute({
    node,
    userIds,
  }: {
    readonly node: string;
    readonly userIds: readonly string[];
  }): Promise<readonly string[]> {
    if (userIds.length === 0) return [];
    const now = this.clock.now();
    const back = await this.presence.renew(node, userIds, now, leaseUntil(now, this.settings));
    await this.announcePresence.execute({ userIds: back });
    return back;
  }
}
