import { foundUser } from '../../domain/identity/user.js';
import type { Clock } from '../ports/clock.js';
import type { UserRepository } from '../ports/user-repository.js';
import { quietHoursView, type QuietHoursView } from './quiet-hours-view.js';

/** When a user wants to be left in peace. */
export class GetQuietHours {
  constructor(
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<QuietHoursView> {
    const user = foundUser(await this.users.get(userId));
    return quietHoursView(user, this.clock.now());
  }
}
