import type { Clock } from '../ports/clock.js';
import type { Presence } from '../ports/presence.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { AnnouncePresence } from './announce-presence.js';

/** Notices who has gone: writes down when they were last seen, and tells administrators. */
export class SweepPresence {
  constructor(
    private readonly presence: Presence,
    private readonly users: UserRepository,
    private readonly announcePresence: AnnouncePresence,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    const gone = await this.presence.sweep(now);
    for (const userId of gone) await this.users.update(userId, (user) => ({ ...user, lastSeenAt: now }));
    await this.announcePresence.execute({ userIds: gone });
  }
}
