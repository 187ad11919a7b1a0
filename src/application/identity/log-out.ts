import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import type { CloseSessions } from './close-sessions.js';
import type { Origin } from './origin.js';

export class LogOut {
  constructor(
    private readonly close: CloseSessions,
    private readonly record: RecordActivity,
  ) {}

  async execute({ principal, ip, userAgent }: Origin & { readonly principal: Principal }): Promise<void> {
    const { userId, sessionId, role } = principal;
    await this.close.execute({ userId, only: sessionId });
    await this.record.execute({ type: 'logged-out', userId, role, ip, userAgent, details: { sessionId } });
  }
}
