import { discard } from '../../domain/notification/notification.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { ownNotification } from './get-notification.js';
import type { TellUnread } from './tell-unread.js';

/** Takes a notification out of the inbox, and tells all devices of the user. Its place in the sequence stays. */
export class DeleteNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly live: LiveChannel,
    private readonly tellUnread: TellUnread,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `notification-not-found`, also for a deleted one, and for one of another user */
  async execute({ userId, id }: { readonly userId: string; readonly id: string }): Promise<void> {
    ownNotification(await this.notifications.get(id), userId);
    const now = this.clock.now();
    await this.notifications.update(id, (notification) => discard(notification, now));
    await this.live.send(userId, { event: 'notification:deleted', payload: { id } });
    await this.tellUnread.execute({ userId });
  }
}
