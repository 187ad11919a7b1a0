import { checkedQuietHours, type QuietHours } from '../../domain/notification/quiet-hours.js';
import { foundUser } from '../../domain/identity/user.js';
import type { Origin } from '../identity/origin.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Clock } from '../ports/clock.js';
import type { UserRepository } from '../ports/user-repository.js';
import { quietHoursView, type QuietHoursView } from './quiet-hours-view.js';
import type { ReleaseHeld } from './release-held.js';

/** Sets when a user wants to be left in peace; null switches it off. */
export class SetQuietHours {
  constructor(
    private readonly users: UserRepository,
    private readonly releaseHeld: ReleaseHeld,
    private readonly record: RecordActivity,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user-not-found`, `invalid-quiet-hours` */
  async execute({
    userId,
    quietHours,
    ip,
    userAgent,
  }: Origin & { readonly userId: string; readonly quietHours: QuietHours | null }): Promise<QuietHoursView> {
    const chosen = quietHours && checkedQuietHours(quietHours);
    const user = foundUser(await this.users.update(userId, (stored) => ({ ...stored, quietHours: chosen })));
    await this.releaseHeld.execute({ userId });
    const details = { fields: ['quietHours'] };
    await this.record.execute({ type: 'profile-updated', userId, role: user.role, ip, userAgent, details });
    return quietHoursView(user, this.clock.now());
  }
}
