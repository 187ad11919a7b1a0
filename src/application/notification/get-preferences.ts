import { preferencesView, type PreferencesView } from '../../domain/notification/preferences.js';
import { foundUser } from '../../domain/identity/user.js';
import type { UserRepository } from '../ports/user-repository.js';

/** Which notifications a user wants, and by which ways. */
export class GetPreferences {
  constructor(private readonly users: UserRepository) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<PreferencesView> {
    const user = foundUser(await this.users.get(userId));
    return preferencesView(user.preferences);
  }
}
