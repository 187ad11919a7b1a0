import { requeue, type Notification } from '../../domain/notification/notification.js';
import { itemsOf } from '../paging.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

/** When a user's quiet hours have moved: what waits for a time is due at once. What still has to wait is held again. */
export class ReleaseHeld {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ userId }: { readonly userId: string }): Promise<void> {
    const now = this.clock.now();
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
