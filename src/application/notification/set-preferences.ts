import {
  checkedPreferences,
  preferencesView,
  type Preferences,
  type PreferencesView,
} from '../../domain/notification/preferences.js';
import { foundUser } from '../../domain/identity/user.js';
import type { Origin } from '../identity/origin.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { UserRepository } from '../ports/user-repository.js';

/** Sets which notifications a user wants, in place of what was set before. */
export class SetPreferences {
  constructor(
    private readonly users: UserRepository,
    private readonly record: RecordActivity,
  ) {}

  /** @throws DomainError `user-not-found`, `not-optional` */
  async execute({
    userId,
    preferences,
    ip,
    userAgent,
  }: Origin & { readonly userId: string; readonly preferences: Preferences }): Promise<PreferencesView> {
    const chosen = checkedPreferences(preferences);
    const user = foundUser(await this.users.update(userId, (stored) => ({ ...stored, preferences: chosen })));
    const details = { fields: ['preferences'] };
    await this.record.execute({ type: 'profile-updated', userId, role: user.role, ip, userAgent, details });
    return preferencesView(user.preferences);
  }
}
