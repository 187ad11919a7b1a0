import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import type { OneTimeTokenRepository } from '../ports/one-time-token-repository.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { CloseSessions } from './close-sessions.js';
import { wrongPassword, type ConfirmPassword } from './confirm-password.js';
import type { Origin } from './origin.js';
import type { RequireStrongPassword } from './require-strong-password.js';

export interface PasswordChange extends Origin {
  readonly principal: Principal;
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Ends every other session, and links for a reset that were mailed before. */
export class ChangePassword {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly confirm: ConfirmPassword,
    private readonly requireStrong: RequireStrongPassword,
    private readonly hasher: PasswordHasher,
    private readonly close: CloseSessions,
    private readonly record: RecordActivity,
  ) {}

  /** @throws DomainError `wrong-password`, `too-many-attempts`, `weak-password` */
  async execute({ principal, currentPassword, newPassword, ip, userAgent }: PasswordChange): Promise<void> {
    const { userId } = principal;
    const user = await this.confirm.execute({ userId, password: currentPassword, ip });
    await this.requireStrong.execute({ password: newPassword, owner: user, path: 'newPassword' });
    const passwordHash = await this.hasher.hash(newPassword);
    // Before, so that a crash leaves nobody in beside the new password; and again, for who came in meanwhile.
    await this.shutOut(principal);
    await this.users.update(userId, (stored) => {
      // Changed or reset meanwhile, perhaps to shut out the very one who asks.
      if (stored.passwordHash !== user.passwordHash) throw wrongPassword();
      return { ...stored, passwordHash };
    });
    await this.shutOut(principal);
    await this.record.execute({ type: 'password-changed', userId, role: user.role, ip, userAgent, details: {} });
  }

  private async shutOut({ userId, sessionId }: Principal): Promise<void> {
    await this.close.execute({ userId, except: sessionId });
    await this.tokens.removeOfUser(userId);
  }
}
