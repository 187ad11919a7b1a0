import { preferencesView, type PreferencesView } from '../../domain/notification/preferences.js';
import { userNotFound } from '../identity/user-views.js';
import type { UserRepository } from '../ports/user-repository.js';

/** Which notifications a user wants, and by which ways. */
export class GetPreferences {
  constructor(private readonly users: UserRepository) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<PreferencesView> {
    const user = await this.users.get(userId);
    if (user === undefined) throw userNotFound();
    return preferencesView(user.preferences);
  }
}
