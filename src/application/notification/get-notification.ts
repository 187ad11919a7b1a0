import { DomainError } from '../../domain/errors.js';
import type { Notification } from '../../domain/notification/notification.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { notificationView, type NotificationView } from './notification-view.js';

/** One of a user's own notifications. */
export class GetNotification {
  constructor(private readonly notifications: NotificationRepository) {}

  /** @throws DomainError `notification-not-found`, also for a deleted one, and for one of another user */
  async execute({ userId, id }: { readonly userId: string; readonly id: string }): Promise<NotificationView> {
    return notificationView(ownNotification(await this.notifications.get(id), userId));
  }
}

/** The notification, if it is in the inbox of the user. @throws DomainError `notification-not-found` */
export function ownNotification(notification: Notification | undefined, userId: string): Notification {
  if (notification?.userId === userId && notification.deletedAt === null) return notification;
  throw notificationNotFound();
}

export function notificationNotFound(): DomainError {
  return new DomainError('not-found', 'notification-not-found', 'There is no such notification.');
}
