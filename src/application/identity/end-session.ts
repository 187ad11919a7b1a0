import { DomainError } from '../../domain/errors.js';
import { isAlive } from '../../domain/identity/session.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import type { Clock } from '../ports/clock.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { CloseSessions } from './close-sessions.js';
import type { Origin } from './origin.js';

export interface SessionToEnd extends Origin {
  readonly principal: Principal;
  readonly id: string;
}

/** Ends one of the user's own sessions, perhaps the one that asks. */
export class EndSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly close: CloseSessions,
    private readonly record: RecordActivity,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `session-not-found` */
  async execute({ principal, id, ip, userAgent }: SessionToEnd): Promise<void> {
    const { userId, role } = principal;
    const session = await this.sessions.get(id);
    if (session?.userId !== userId || !isAlive(session, this.clock.now())) {
      throw new DomainError('not-found', 'session-not-found', 'There is no such session.');
    }
    await this.close.execute({ userId, only: id });
    const details = { sessionId: id };
    await this.record.execute({ type: 'sessions-revoked', userId, role, ip, userAgent, details });
  }
}
