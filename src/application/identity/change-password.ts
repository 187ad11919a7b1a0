import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import { wrongPassword, type ConfirmPassword } from './confirm-password.js';
import type { HashNewPassword } from './hash-new-password.js';
import type { Origin } from './origin.js';
import type { ReplacePassword } from './replace-password.js';

export interface PasswordChange extends Origin {
  readonly principal: Principal;
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Ends every other session, and links for a reset that were mailed before. */
export class ChangePassword {
  constructor(
    private readonly confirm: ConfirmPassword,
    private readonly hashNew: HashNewPassword,
    private readonly replace: ReplacePassword,
    private readonly record: RecordActivity,
  ) {}

  /** @throws DomainError `wrong-password`, `too-many-attempts`, `weak-password` */
  async execute({ principal, currentPassword, newPassword, ip, userAgent }: PasswordChange): Promise<void> {
    const { userId, sessionId } = principal;
    const user = await this.confirm.execute({ userId, password: currentPassword, ip });
    const passwordHash = await this.hashNew.execute({ password: newPassword, owner: user, path: 'newPassword' });
    await this.replace.execute({ userId, except: sessionId }, (stored) => {
      // Changed or reset meanwhile, perhaps to shut out the very one who asks.
      if (stored.passwordHash !== user.passwordHash) throw wrongPassword();
      return { ...stored, passwordHash };
    });
    await this.record.execute({ type: 'password-changed', userId, role: user.role, ip, userAgent, details: {} });
  }
}
