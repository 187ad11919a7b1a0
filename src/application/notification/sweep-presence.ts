import type { Instant } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Presence } from '../ports/presence.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { AnnouncePresence } from './announce-presence.js';

interface Gone {
  readonly userId: string;
  readonly at: Instant;
}

/** Notices who has gone: writes down when they were last seen, and tells administrators. */
export class SweepPresence {
  /** Who could not be written down: presence names them once. */
  private unwritten: readonly Gone[] = [];

  constructor(
    private readonly presence: Presence,
    private readonly users: UserRepository,
    private readonly announcePresence: AnnouncePresence,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What fails for one user is left for the next run, and holds up nobody else. @throws DomainError `unavailable` */
  async execute(): Promise<void> {
    const now = this.clock.now();
    const swept = await this.presence.sweep(now);
    const gone = [...this.unwritten, ...swept.map((userId) => ({ userId, at: now }))];
    this.unwritten = [];
    const written: string[] = [];
    for (const one of gone) if (await this.writeDown(one)) written.push(one.userId);
    await this.announcePresence.execute({ userIds: written });
  }

  private async writeDown(gone: Gone): Promise<boolean> {
    const { userId, at } = gone;
    try {
      await this.users.update(userId, (user) => ({ ...user, lastSeenAt: Math.max(user.lastSeenAt ?? 0, at) }));
      return true;
    } catch (error) {
      this.unwritten = [...this.unwritten, gone];
      this.log.warn({ error, userId }, 'when a user was last seen is written down later');
      return false;
    }
  }
}
