import { HOUR } from '../../domain/time/duration.js';
import type { Clock } from '../ports/clock.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { EraseUser } from './erase-user.js';

/** So long workers may have been away. */
const LOOK_BACK_MS = 24 * HOUR;

/**
 * Job `account-erasure`: what other processes had under way for a user, or a crash left, while the account was deleted.
 * For up to a second they still believe that the user is there.
 */
export class EraseLeftovers {
  constructor(
    private readonly users: UserRepository,
    private readonly erase: EraseUser,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    for (const userId of await this.users.removedSince(this.clock.now() - LOOK_BACK_MS)) {
      await this.erase.execute(userId);
    }
  }
}
