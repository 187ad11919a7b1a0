import type { User } from '../../domain/identity/user.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { PostNotification } from '../notification/post-notification.js';
import type { Clock } from '../ports/clock.js';
import type { OneTimeTokenRepository } from '../ports/one-time-token-repository.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import type { Secrets } from '../ports/secrets.js';
import type { UserRepository } from '../ports/user-repository.js';
import { invalidOneTimeToken } from './activate-user.js';
import type { CheckPassword } from './check-password.js';
import type { CloseSessions } from './close-sessions.js';
import type { Origin } from './origin.js';
import type { RequireStrongPassword } from './require-strong-password.js';

export interface PasswordReset extends Origin {
  readonly token: string;
  readonly password: string;
}

/** Whoever holds the token reads the mail of the account: all sessions end, and the account is no longer throttled. */
export class ResetPassword {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly secrets: Secrets,
    private readonly requireStrong: RequireStrongPassword,
    private readonly hasher: PasswordHasher,
    private readonly check: CheckPassword,
    private readonly close: CloseSessions,
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
    await this.requireStrong.execute({ password, owner: user });
    const passwordHash = await this.hasher.hash(password);
    if (!(await this.tokens.use(digest, 'password-reset', this.clock.now()))) throw invalidOneTimeToken();
    // Before, so that a crash leaves nobody in beside the new password; and again, for who came in meanwhile.
    await this.shutOut(user.id);
    await this.users.update(user.id, (stored) => ({ ...stored, passwordHash }));
    await this.shutOut(user.id);
    await this.settle(user, origin);
  }

  private async shutOut(userId: string): Promise<void> {
    await this.close.execute({ userId });
    await this.tokens.removeOfUser(userId);
  }

  private async settle({ id: userId, role }: User, { ip, userAgent }: Origin): Promise<void> {
    await this.check.unlock(userId, ip);
    await this.record.execute({ type: 'password-reset', userId, role, ip, userAgent, details: {} });
    const message = 'Your password was reset, and you were signed out everywhere.';
    await this.post.execute({ userId, message, type: 'security' });
  }
}
