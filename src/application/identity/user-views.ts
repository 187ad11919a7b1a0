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

  async one(user: User): Promise<UserView> {
    const connected = await this.presence.connected([user.id], this.clock.now());
    return userView(user, connected.has(user.id));
  }
}
