import { REMINDER_TYPES } from '../../domain/hydration/reminder.js';
import { recall, type Notification, type NotificationType } from '../../domain/notification/notification.js';
import { itemsOf } from '../paging.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

/** Takes back the reminders of which a user has not heard: they expire at once, and stay in the inbox. */
export class RecallReminders {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  /** Further times change nothing. @throws DomainError `unavailable` */
  async execute({ userId }: { readonly userId: string }): Promise<void> {
    const now = this.clock.now();
    const unheard = itemsOf<Notification>((last, limit) =>
      this.notifications.undelivered(userId, last?.sequence ?? 0, now, limit),
    );
    for await (const { id, type } of unheard)
      if (isReminder(type)) await this.notifications.update(id, (notification) => recall(notification, now));
  }
}

function isReminder(type: NotificationType): boolean {
  return (REMINDER_TYPES as readonly NotificationType[]).includes(type);
}
