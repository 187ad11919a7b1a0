import { invalidField, type DomainError } from '../../domain/errors.js';
import { activated } from '../../domain/identity/user.js';
import { HOUR } from '../../domain/time/duration.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Clock } from '../ports/clock.js';
import type { OneTimeTokenRepository } from '../ports/one-time-token-repository.js';
import type { Secrets } from '../ports/secrets.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { Origin } from './origin.js';
import type { UserView } from './user-view.js';
import type { UserViews } from './user-views.js';

export const ACTIVATION_TTL_MS = 24 * HOUR;

export class ActivateUser {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly secrets: Secrets,
    private readonly record: RecordActivity,
    private readonly views: UserViews,
    private readonly clock: Clock,
  ) {}

  /** One of many parallel calls succeeds. @throws DomainError `invalid-token`, `already-active` */
  async execute({ token, ip, userAgent }: Origin & { readonly token: string }): Promise<{ readonly user: UserView }> {
    const now = this.clock.now();
    const digest = this.secrets.digest(token);
    const kept = await this.tokens.get(digest, 'activation');
    if (kept === undefined) throw invalidOneTimeToken();
    const expired = kept.expiresAt <= now;
    // The user decides, not the token: after a crash between the two the account is active, and says so.
    const user = await this.users.update(kept.userId, (stored) => {
      if (expired && !stored.active) throw invalidOneTimeToken();
      return activated(stored);
    });
    if (user === undefined) throw invalidOneTimeToken();
    await this.tokens.use(digest, 'activation', now);
    await this.record.execute({ type: 'activated', userId: user.id, role: user.role, ip, userAgent, details: {} });
    return { user: await this.views.one(user) };
  }
}

export function invalidOneTimeToken(): DomainError {
  const message = 'is unknown, used or too old; ask for a new one';
  return invalidField('token', 'invalid-token', `The token ${message}.`, message);
}
