import { DomainError } from '../../domain/errors.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { notificationView, type NotificationView } from './notification-view.js';

/** One of a user's own notifications. */
export class GetNotification {
  constructor(private readonly notifications: NotificationRepository) {}

  /** @throws DomainError `notification-not-found`, also for one of another user */
  async execute({ userId, id }: { readonly userId: string; readonly id: string }): Promise<NotificationView> {
    const notification = await this.notifications.get(id);
    if (notification?.userId !== userId) throw notificationNotFound();
    return notificationView(notification);
  }
}

export function notificationNotFound(): DomainError {
  return new DomainError('not-found', 'notification-not-found', 'There is no such notification.');
}
