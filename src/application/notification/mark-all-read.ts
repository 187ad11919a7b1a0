import { markRead } from '../../domain/notification/notification.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { notificationView } from './notification-view.js';
import type { TellUnread } from './tell-unread.js';

/** So many, the newest, are told one by one; for the rest the count says it. */
const MOST_TOLD = 100;

/** Marks everything as read that is unread now, and tells all devices of the user. */
export class MarkAllRead {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly live: LiveChannel,
    private readonly tellUnread: TellUnread,
    private readonly clock: Clock,
  ) {}

  async execute({ userId }: { readonly userId: string }): Promise<{ readonly changed: number }> {
    const now = this.clock.now();
    const unread = await this.notifications.list(userId, { unread: true }, undefined, MOST_TOLD);
    const [newest] = unread;
    if (newest === undefined) return { changed: 0 };
    // What comes in meanwhile nobody has seen: it stays unread.
    const changed = await this.notifications.markAllRead(userId, newest.sequence, now);
    if (changed === 0) return { changed };
    for (const notification of unread) {
      const payload = notificationView(markRead(notification, now));
      await this.live.send(userId, { event: 'notification:updated', payload });
    }
    await this.tellUnread.execute({ userId });
    return { changed };
  }
}
