import type { RecordActivity } from '../insight/record-activity.js';
import type { Clock } from '../ports/clock.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { CloseSessions } from './close-sessions.js';
import type { ConfirmPassword } from './confirm-password.js';
import type { EraseUser } from './erase-user.js';
import type { KeepAdministrator } from './keep-administrator.js';
import type { Origin } from './origin.js';

export interface AccountToDelete extends Origin {
  readonly userId: string;
  readonly password: string;
}

/**
 * Removes a user and all that belongs to it; of its activity only what happened stays, not who it was. Erased twice:
 * before the tombstone, so that after a crash the user is still there to ask again; and behind it, because what was
 * under way may have been written meanwhile. From the tombstone on, whatever arrives for the user is dropped.
 */
export class DeleteAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly confirm: ConfirmPassword,
    private readonly keep: KeepAdministrator,
    private readonly close: CloseSessions,
    private readonly erase: EraseUser,
    private readonly record: RecordActivity,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `wrong-password`, `too-many-attempts`, `last-administrator` */
  async execute({ userId, password, ip }: AccountToDelete): Promise<void> {
    const { role } = await this.confirm.execute({ userId, password, ip });
    await this.keep.change(userId, (user) => ({ ...user, role: 'user' }));
    await this.close.execute({ userId });
    await this.erase.execute(userId);
    await this.users.remove(userId, this.clock.now());
    await this.erase.execute(userId);
    await this.record.execute({ type: 'deleted', userId: null, role, ip: null, userAgent: null, details: {} });
  }
}
