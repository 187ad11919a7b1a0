import { leaseUntil, type PresenceSettings } from '../../domain/notification/presence-lease.js';
import type { Clock } from '../ports/clock.js';
import type { Presence } from '../ports/presence.js';
import type { AnnouncePresence } from './announce-presence.js';

/** A socket of a user has opened on a node. */
export class ConnectDevice {
  constructor(
    private readonly presence: Presence,
    private readonly announcePresence: AnnouncePresence,
    private readonly clock: Clock,
    private readonly settings: PresenceSettings,
  ) {}

  async execute({ userId, node }: { readonly userId: string; readonly node: string }): Promise<void> {
    const now = this.clock.now();
    const userIds = await this.presence.renew(node, [userId], now, leaseUntil(now, this.settings));
    await this.announcePresence.execute({ userIds });
  }
}
