import { requeue, type Notification } from '../../domain/notification/notification.js';
import { checkedQuietHours, type QuietHours } from '../../domain/notification/quiet-hours.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Origin } from '../identity/origin.js';
import { userNotFound } from '../identity/user-views.js';
import type { RecordActivity } from '../insight/record-activity.js';
import { itemsOf } from '../paging.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import { quietHoursView, type QuietHoursView } from './quiet-hours-view.js';

/** Sets when a user wants to be left in peace; null switches it off. */
export class SetQuietHours {
  constructor(
    private readonly users: UserRepository,
    private readonly notifications: NotificationRepository,
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
    const user = await this.users.update(userId, (stored) => ({ ...stored, quietHours: chosen }));
    if (user === undefined) throw userNotFound();
    const now = this.clock.now();
    await this.release(userId, now);
    const details = { fields: ['quietHours'] };
    await this.record.execute({ type: 'profile-updated', userId, role: user.role, ip, userAgent, details });
    return quietHoursView(user, now);
  }

  /** What waits for a time is due at once: the replay takes it up, and what still has to wait is held again. */
  private async release(userId: string, now: Instant): Promise<void> {
    const undelivered = itemsOf<Notification>((last, limit) =>
      this.notifications.undelivered(userId, last?.sequence ?? 0, now, limit),
    );
    for await (const { id, dueAt } of undelivered) {
      if (dueAt !== null && dueAt > now) {
        await this.notifications.update(id, (notification) => requeue(notification, now));
      }
    }
  }
}
