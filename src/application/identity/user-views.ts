import { DomainError } from '../../domain/errors.js';
import type { User } from '../../domain/identity/user.js';
import type { Clock } from '../ports/clock.js';
import type { Presence } from '../ports/presence.js';
import { userView, type UserView } from './user-view.js';

/** Shows users with who of them is connected now. */
export class UserViews {
  constructor(
    private readonly presence: Presence,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user-not-found` if there is none */
  async one(user: User | undefined): Promise<UserView> {
    if (user === undefined) throw userNotFound();
    const connected = await this.presence.connected([user.id], this.clock.now());
    return userView(user, connected.has(user.id));
  }
}

export function userNotFound(): DomainError {
  return new DomainError('not-found', 'user-not-found', 'There is no such user.');
}
