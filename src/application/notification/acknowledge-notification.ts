import { acknowledge } from '../../domain/notification/notification.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

/** A device has received a notification. What was pushed to a user is the user's, so only its id is needed to find it. */
export class AcknowledgeNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  /** Nothing happens for an unknown one, or one of another user. */
  async execute({ userId, id }: { readonly userId: string; readonly id: string }): Promise<void> {
    const now = this.clock.now();
    await this.notifications.update(id, (notification) =>
      notification.userId === userId ? acknowledge(notification, now) : notification,
    );
  }
}
