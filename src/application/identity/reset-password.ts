import type { User } from '../../domain/identity/user.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { PostNotification } from '../notification/post-notification.js';
import type { Clock } from '../ports/clock.js';
import type { OneTimeTokenRepository } from '../ports/one-time-token-repository.js';
import type { Secrets } from '../ports/secrets.js';
import type { UserRepository } from '../ports/user-repository.js';
import { invalidOneTimeToken } from './activate-user.js';
import type { CheckPassword } from './check-password.js';
import type { HashNewPassword } from './hash-new-password.js';
import type { Origin } from './origin.js';
import type { ReplacePassword } from './replace-password.js';

export interface PasswordReset extends Origin {
  readonly token: string;
  readonly password: string;
}

/**
 * Whoever holds the token reads the mail of the account: all sessions end, the account is no longer throttled, and it is
 * active if it was not: nobody else who registered that address knows its password any more.
 */
export class ResetPassword {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly secrets: Secrets,
    private readonly hashNew: HashNewPassword,
    private readonly replace: ReplacePassword,
    private readonly check: CheckPassword,
    private readonly post: PostNotification,
    private readonly record: RecordActivity,
    private readonly clock: Clock,
  ) {}

  /** A password that is refused does not use the token up. @throws DomainError `invalid-token`, `weak-password` */
  async execute({ token, password, ...origin }: PasswordReset): Promise<void> {
    const digest = this.secrets.digest(token);
    const kept = await this.tokens.get(digest, 'password-reset');
    const user = kept === undefined ? undefined : await this.users.get(kept.userId);
    if (user === undefined) throw invalidOneTimeToken();
    const passwordHash = await this.hashNew.execute({ password, owner: user });
    if (!(await this.tokens.use(digest, 'password-reset', this.clock.now()))) throw invalidOneTimeToken();
    await this.replace.execute({ userId: user.id }, (stored) => ({ ...stored, passwordHash, active: true }));
    await this.settle(user, origin);
  }

  private async settle({ id: userId, role, active }: User, { ip, userAgent }: Origin): Promise<void> {
    await this.check.unlock(userId, ip);
    await this.record.execute({ type: 'password-reset', userId, role, ip, userAgent, details: {} });
    if (!active) await this.record.execute({ type: 'activated', userId, role, ip, userAgent, details: {} });
    const message = 'Your password was reset, and you were signed out everywhere.';
    await this.post.execute({ userId, message, type: 'security' });
  }
}
