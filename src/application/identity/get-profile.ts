import { foundUser } from '../../domain/identity/user.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { UserView } from './user-view.js';
import type { UserViews } from './user-views.js';

export class GetProfile {
  constructor(
    private readonly users: UserRepository,
    private readonly views: UserViews,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<UserView> {
    return this.views.one(foundUser(await this.users.get(userId)));
  }
}
