import type { Page } from '../paging.js';
import type { Principal } from '../ports/access-tokens.js';
import type { Clock } from '../ports/clock.js';
import type { SessionRepository } from '../ports/session-repository.js';
import { sessionView, type SessionView } from './session-view.js';

/** Where somebody is signed in, newest first, all on one page. */
export class ListSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ principal }: { readonly principal: Principal }): Promise<Page<SessionView>> {
    const sessions = await this.sessions.ofUser(principal.userId, this.clock.now());
    return { items: sessions.map((session) => sessionView(session, principal.sessionId)), nextCursor: null };
  }
}
