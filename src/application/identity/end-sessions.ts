import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import type { CloseSessions } from './close-sessions.js';
import type { Origin } from './origin.js';

export const SESSION_SCOPES = ['others', 'all'] as const;
export type SessionScope = (typeof SESSION_SCOPES)[number];

export interface SessionsToEnd extends Origin {
  readonly principal: Principal;
  readonly scope: SessionScope;
}

/** Signs a user out of every other device, or of this one too. */
export class EndSessions {
  constructor(
    private readonly close: CloseSessions,
    private readonly record: RecordActivity,
  ) {}

  async execute({ principal, scope, ip, userAgent }: SessionsToEnd): Promise<void> {
    const { userId, sessionId, role } = principal;
    await this.close.execute(scope === 'all' ? { userId } : { userId, except: sessionId });
    await this.record.execute({ type: 'sessions-revoked', userId, role, ip, userAgent, details: { scope } });
  }
}
