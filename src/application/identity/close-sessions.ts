import { ended } from '../../domain/identity/session.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { CheckAccess } from './check-access.js';

/** One session of a user, all of them, all but one, or all but so many that were used last. */
export type SessionsToClose =
  | { readonly userId: string; readonly only: string }
  | { readonly userId: string; readonly except?: string }
  | { readonly userId: string; readonly most: number };

/** Ends sessions: in the store first, then in what this process remembers, then their sockets on every node. */
export class CloseSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly access: CheckAccess,
    private readonly live: LiveChannel,
    private readonly clock: Clock,
  ) {}

  /** Twice is once. */
  async execute(which: SessionsToClose): Promise<void> {
    const now = this.clock.now();
    if ('only' in which) {
      await this.sessions.update(which.only, (session) => ended(session, now));
      await this.disconnect(which.only);
      return;
    }
    if ('most' in which) {
      for (const id of await this.sessions.endBeyond(which.userId, which.most, now)) await this.disconnect(id);
      return;
    }
    const closed = await this.sessions.endAll(which.userId, now, which.except);
    this.access.forgetUser(which.userId);
    if (which.except === undefined) await this.live.endUser(which.userId);
    else for (const id of closed) await this.disconnect(id);
  }

  private async disconnect(sessionId: string): Promise<void> {
    this.access.forget(sessionId);
    await this.live.endSession(sessionId);
  }
}
