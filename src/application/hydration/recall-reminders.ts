import { REMINDER_TYPES } from '../../domain/hydration/reminder.js';
import { recall, type NotificationType } from '../../domain/notification/notification.js';
import { undeliveredOf } from '../notification/undelivered-of.js';
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
    for await (const { id, type } of undeliveredOf(this.notifications, userId, this.clock))
      if (isReminder(type)) await this.notifications.update(id, (notification) => recall(notification, now));
  }
}

function isReminder(type: NotificationType): boolean {
  return (REMINDER_TYPES as readonly NotificationType[]).includes(type);
}
