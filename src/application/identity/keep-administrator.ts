import { DomainError } from '../../domain/errors.js';
import { administers, type User } from '../../domain/identity/user.js';
import type { UserRepository } from '../ports/user-repository.js';
import { administratorsOf } from './administrators.js';

/** Changes a user, but never so that nobody is left who administers. */
export class KeepAdministrator {
  constructor(private readonly users: UserRepository) {}

  /** `undefined` for an unknown id. @throws DomainError `last-administrator` */
  async change(userId: string, change: (user: User) => User): Promise<User | undefined> {
    const before = await this.users.get(userId);
    if (before === undefined) return undefined;
    if (!administers(before) || administers(change(before))) return this.users.update(userId, change);
    if (!(await this.hasAnother(userId))) throw lastAdministrator();
    const after = await this.users.update(userId, change);
    if (await this.hasAnother(userId)) return after;
    // The last two withdrew each other at once. Both are put back: one too many is better than none.
    const { role, disabled } = before;
    await this.users.update(userId, (user) => ({ ...user, role, disabled }));
    throw lastAdministrator();
  }

  private async hasAnother(userId: string): Promise<boolean> {
    for await (const administrator of administratorsOf(this.users)) if (administrator.id !== userId) return true;
    return false;
  }
}

function lastAdministrator(): DomainError {
  return new DomainError('conflict', 'last-administrator', 'The last administrator cannot be removed.');
}
