import { graceUntil, type PresenceSettings } from '../../domain/notification/presence-lease.js';
import type { Clock } from '../ports/clock.js';
import type { Presence } from '../ports/presence.js';

/** The last socket of a user on a node has closed. Gone is who is not back after the grace; a sweep tells. */
export class DisconnectDevice {
  constructor(
    private readonly presence: Presence,
    private readonly clock: Clock,
    private readonly settings: PresenceSettings,
  ) {}

  async execute({ userId, node }: { readonly userId: string; readonly node: string }): Promise<void> {
    await this.presence.release(node, userId, graceUntil(this.clock.now(), this.settings));
  }
}
