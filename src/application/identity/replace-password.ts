import type { User } from '../../domain/identity/user.js';
import type { OneTimeTokenRepository } from '../ports/one-time-token-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { CloseSessions } from './close-sessions.js';

/** Puts another password in place of a user's: sessions end, and links for a reset that were mailed before. */
export class ReplacePassword {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly close: CloseSessions,
  ) {}

  /**
   * @param which all sessions of the user, but perhaps one
   * @param change pure, as it may run again; a throw changes nothing
   */
  async execute(
    which: { readonly userId: string; readonly except?: string },
    change: (user: User) => User,
  ): Promise<void> {
    // Before, so that a crash leaves nobody in beside the new password; and again, for who came in meanwhile.
    await this.shutOut(which);
    await this.users.update(which.userId, change);
    await this.shutOut(which);
  }

  private async shutOut(which: { readonly userId: string; readonly except?: string }): Promise<void> {
    await this.close.execute(which);
    await this.tokens.removeOfUser(which.userId);
  }
}
