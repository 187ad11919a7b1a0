import { requeue } from '../../domain/notification/notification.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { undeliveredOf } from './undelivered-of.js';

/** When a user's quiet hours have moved: what waits for a time is due at once. What still has to wait is held again. */
export class ReleaseHeld {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ userId }: { readonly userId: string }): Promise<void> {
    const now = this.clock.now();
    for await (const { id, dueAt } of undeliveredOf(this.notifications, userId, this.clock)) {
      if (dueAt !== null && dueAt > now) {
        await this.notifications.update(id, (notification) => requeue(notification, now));
      }
    }
  }
}
