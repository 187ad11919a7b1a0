import type { Notification } from '../../domain/notification/notification.js';
import { itemsOf } from '../paging.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

/** All of a user that are neither delivered nor expired, dead ones too, oldest first. */
export function undeliveredOf(
  notifications: NotificationRepository,
  userId: string,
  clock: Clock,
): AsyncGenerator<Notification> {
  return itemsOf((last, limit) => notifications.undelivered(userId, last?.sequence ?? 0, clock.now(), limit));
}
