import { markRead } from '../../domain/notification/notification.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { ownNotification } from './get-notification.js';
import { notificationView, type NotificationView } from './notification-view.js';
import type { TellUnread } from './tell-unread.js';

/** Marks a notification as read, and tells all devices of the user. Again changes and tells nothing. */
export class MarkNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly live: LiveChannel,
    private readonly tellUnread: TellUnread,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `notification-not-found`, also for a deleted one, and for one of another user */
  async execute({ userId, id }: { readonly userId: string; readonly id: string }): Promise<NotificationView> {
    const found = ownNotification(await this.notifications.get(id), userId);
    if (found.readAt !== null) return notificationView(found);
    const now = this.clock.now();
    const stored = await this.notifications.update(id, (notification) => markRead(notification, now));
    const marked = ownNotification(stored, userId);
    await this.live.send(userId, { event: 'notification:updated', payload: notificationView(marked) });
    await this.tellUnread.execute({ userId });
    return notificationView(marked);
  }
}
